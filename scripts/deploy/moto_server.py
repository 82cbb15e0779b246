"""moto's server, with the resource types of template.yaml that its CloudFormation lacks. An access key that is
replaced stays where its UpdateReplacePolicy says so, as on AWS (moto deletes it).

usage: moto_server.py -H 127.0.0.1 -p PORT
"""

import json
import sys

import resource_types  # noqa: F401: moto finds the types once they are imported
from moto.awslambda.models import LambdaVersion
from moto.cloudformation import parsing
from moto.iam.access_control import IAMRequestBase
from moto.iam.models import AccessKey, User, iam_backends
from moto.server import main
from moto.utilities.utils import get_partition

clean_json = parsing.clean_json


def without_no_value(resource_json, resources_map):
    """moto leaves a hole in a list where AWS::NoValue stood; CloudFormation leaves none."""
    cleaned = clean_json(resource_json, resources_map)
    return [one for one in cleaned if one is not None] if isinstance(cleaned, list) else cleaned


parsing.clean_json = without_no_value
LambdaVersion.get_cfn_attribute = lambda self, name: {"Version": self.version}[name]


def update_key(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
    if cloudformation_json.get("UpdateReplacePolicy") != "Retain":
        iam_backends[account_id][get_partition(region_name)].delete_access_key_by_name(original_resource.access_key_id)
    return new


build_resource_diff = parsing.ResourceMap.build_resource_diff


def with_referring(self, other_template, parameters=None):
    """Updates what refers to a replaced access key too, after the key."""
    actions = build_resource_diff(self, other_template, parameters)
    resources = other_template["Resources"]
    keys = [name for name in actions["Modify"] if resources[name]["Type"] == "AWS::IAM::AccessKey"]
    actions["Modify"] += [
        name
        for name, resource in resources.items()
        if name not in actions["Modify"] and any("${%s}" % key in json.dumps(resource) for key in keys)
    ]
    return actions


parsing.ResourceMap.build_resource_diff = with_referring
AccessKey.update_from_cloudformation_json = classmethod(update_key)
create_user = User.create_from_cloudformation_json.__func__
delete_user = User.delete_from_cloudformation_json.__func__


def create_user_with_policies(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    user = create_user(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    backend = iam_backends[account_id][get_partition(region_name)]
    for policy in cloudformation_json["Properties"].get("Policies", []):
        backend.put_user_policy(user.name, policy["PolicyName"], json.dumps(policy["PolicyDocument"]))
    return user


def delete_user_with_policies(cls, resource_name, cloudformation_json, account_id, region_name):
    iam_backends[account_id][get_partition(region_name)].users[resource_name].policies.clear()
    delete_user(cls, resource_name, cloudformation_json, account_id, region_name)


User.create_from_cloudformation_json = classmethod(create_user_with_policies)
User.delete_from_cloudformation_json = classmethod(delete_user_with_policies)

# moto computes another signature of Lambda's requests than AWS CLI: policies are what is asked here.
IAMRequestBase.check_signature = lambda self: None

main(sys.argv[1:])
