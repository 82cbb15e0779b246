"""Prints the CloudFormation template that AWS makes of a built SAM template: python translate.py TEMPLATE > JSON"""

import json
import sys

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The translator asks for managed policies by name; the template uses none, so there is nothing to fetch."""

    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())

for resource in template["Resources"].values():
    # The translator takes code only from where `sam deploy` puts it.
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/key"

json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)
