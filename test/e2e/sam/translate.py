"""Prints the CloudFormation template that AWS makes of a built or packaged SAM template.

usage: translate.py TEMPLATE [PARAMETER=VALUE ...] > JSON
"""

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
    # The translator takes code only from where `sam package` puts it.
    if resource["Type"] == "AWS::Serverless::Function" and not resource["Properties"]["CodeUri"].startswith("s3://"):
        resource["Properties"]["CodeUri"] = "s3://bucket/key"

parameters = {name: one["Default"] for name, one in template["Parameters"].items()}
parameters.update(argument.split("=", 1) for argument in sys.argv[2:])
json.dump(transform(template, parameters, NoManagedPolicies()), sys.stdout)
