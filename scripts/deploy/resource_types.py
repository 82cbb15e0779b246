"""The resource types of template.yaml that moto's CloudFormation lacks. An import of this module adds them."""

import json
from uuid import uuid4

from made import Made, Unchanged
from moto.awslambda.models import lambda_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.codedeploy.models import AlarmConfiguration, codedeploy_backends
from moto.core.common_models import CloudFormationModel
from moto.logs.models import logs_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.utilities.utils import get_partition

# moto takes the name of the service from that of the module.
__name__ = "moto.plus"


class Secret(Made, CloudFormationModel):
    resource_type = "AWS::SecretsManager::Secret"
    backends = secretsmanager_backends

    @classmethod
    def create(cls, backend, name, properties):
        text = properties.get("SecretString")
        if text is None:
            wanted = properties["GenerateSecretString"]
            length, punctuation = wanted["PasswordLength"], wanted["ExcludePunctuation"]
            text = backend.get_random_password(length, "", False, punctuation, False, False, False, True)
        backend.create_secret(name, text, None, properties["Description"], [], None, None, [], False)
        return cls(backend.secrets[name].arn)

    @classmethod
    def update(cls, backend, made, properties):
        # A generated text that somebody has replaced is kept, as on AWS.
        if "SecretString" in properties:
            text = properties["SecretString"]
            backend.update_secret(made.physical_resource_id, text, client_request_token=str(uuid4()))
        return made

    @classmethod
    def delete(cls, backend, name, properties):
        backend.delete_secret(name, None, True)


class Alarm(Made, CloudFormationModel):
    resource_type = "AWS::CloudWatch::Alarm"
    backends = cloudwatch_backends

    @classmethod
    def create(cls, backend, name, properties):
        alarm = backend.put_metric_alarm(
            name=name,
            namespace=properties["Namespace"],
            metric_name=properties["MetricName"],
            comparison_operator=properties["ComparisonOperator"],
            evaluation_periods=int(properties["EvaluationPeriods"]),
            period=int(properties["Period"]),
            threshold=float(properties["Threshold"]),
            statistic=properties["Statistic"],
            description="",
            dimensions=properties["Dimensions"],
            alarm_actions=properties.get("AlarmActions") or [],
            treat_missing_data=properties["TreatMissingData"],
        )
        return cls(name, Arn=alarm.alarm_arn)

    @classmethod
    def delete(cls, backend, name, properties):
        backend.delete_alarms([name])


class MetricFilter(Made, CloudFormationModel):
    resource_type = "AWS::Logs::MetricFilter"
    backends = logs_backends

    @classmethod
    def create(cls, backend, name, properties):
        transformations = [
            {key[0].lower() + key[1:]: value for key, value in one.items() if key != "Dimensions"}
            | ({"dimensions": {d["Key"]: d["Value"] for d in one["Dimensions"]}} if "Dimensions" in one else {})
            for one in properties["MetricTransformations"]
        ]
        backend.put_metric_filter(name, properties["FilterPattern"], properties["LogGroupName"], transformations)
        return cls(name)

    @classmethod
    def delete(cls, backend, name, properties):
        made = [one for one in backend.filters.metric_filters if one["filterName"] != name]
        backend.filters.metric_filters[:] = made


class QueryDefinition(Made, CloudFormationModel):
    """moto has no saved queries: this list is shown by none of its calls."""

    resource_type = "AWS::Logs::QueryDefinition"
    backends = logs_backends

    @classmethod
    def create(cls, backend, name, properties):
        return cls(str(uuid4()))

    @classmethod
    def delete(cls, backend, name, properties):
        pass


def has_function(backend, name):
    """moto may delete a function before its alias and its URL, which go with it."""
    return name in [function.function_name for function in backend.list_functions()]


class Alias(Made, CloudFormationModel):
    resource_type = "AWS::Lambda::Alias"
    backends = lambda_backends

    @classmethod
    def create(cls, backend, name, properties):
        function, version = properties["FunctionName"], str(properties["FunctionVersion"])
        return cls(backend.create_alias(properties["Name"], function, version, "", "").arn)

    @classmethod
    def update(cls, backend, made, properties):
        version = str(properties["FunctionVersion"])
        backend.update_alias(properties["Name"], properties["FunctionName"], version, "", "")
        return made

    @classmethod
    def delete(cls, backend, name, properties):
        *_, function, alias = name.split(":")
        if has_function(backend, function):
            backend.delete_alias(alias, function)


class Url(Unchanged, CloudFormationModel):
    resource_type = "AWS::Lambda::Url"
    backends = lambda_backends

    @classmethod
    def create(cls, backend, name, properties):
        # moto knows no URL of an alias: it is the function's.
        function, _ = properties["TargetFunctionArn"].rsplit(":", 1)
        made = backend.create_function_url_config(function, {"AuthType": properties["AuthType"]})
        # On AWS it ends in a slash.
        return cls(function, FunctionUrl=made.url + "/", FunctionArn=properties["TargetFunctionArn"])

    @classmethod
    def delete(cls, backend, name, properties):
        if has_function(backend, name.rsplit(":", 1)[1]):
            backend.delete_function_url_config(name)


class Application(Unchanged, CloudFormationModel):
    resource_type = "AWS::CodeDeploy::Application"
    backends = codedeploy_backends

    @classmethod
    def create(cls, backend, name, properties):
        backend.create_application(name, properties["ComputePlatform"], [])
        return cls(name)

    @classmethod
    def delete(cls, backend, name, properties):
        del backend.applications[name]


class DeploymentGroup(Unchanged, CloudFormationModel):
    resource_type = "AWS::CodeDeploy::DeploymentGroup"
    backends = codedeploy_backends

    @classmethod
    def create(cls, backend, name, properties):
        alarms = [{"name": one["Name"]} for one in properties["AlarmConfiguration"]["Alarms"]]
        backend.create_deployment_group(
            properties["ApplicationName"],
            name,
            properties["DeploymentConfigName"],
            None,
            None,
            None,
            properties["ServiceRoleArn"],
            alarm_configuration=AlarmConfiguration(alarms, properties["AlarmConfiguration"]["Enabled"]),
        )
        return cls(name)

    @classmethod
    def delete(cls, backend, name, properties):
        for groups in backend.deployment_groups.values():
            groups.pop(name, None)


class BucketPolicy(Unchanged, CloudFormationModel):
    resource_type = "AWS::S3::BucketPolicy"

    @classmethod
    def find_backend(cls, account_id, region_name):
        return s3_backends[account_id][get_partition(region_name)]

    @classmethod
    def create(cls, backend, name, properties):
        backend.put_bucket_policy(properties["Bucket"], json.dumps(properties["PolicyDocument"]).encode())
        return cls(properties["Bucket"])

    @classmethod
    def delete(cls, backend, name, properties):
        pass
