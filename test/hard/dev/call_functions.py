"""Calls a function by boto3 as integrator.io does, and prints what comes back as JSON."""

import base64
import json
import sys

import boto3

client = boto3.client(
    "lambda",
    endpoint_url=sys.argv[1],
    region_name="eu-central-1",
    aws_access_key_id="any",
    aws_secret_access_key="any",
)


def invoke(function, **more):
    context = base64.b64encode(json.dumps({"diy": True, "function": function}).encode()).decode()
    answer = client.invoke(FunctionName="orders-diy", ClientContext=context, Payload=b'{"a":"\xc3\xa9"}', **more)
    text = answer["Payload"].read().decode()
    return {
        "status": answer["StatusCode"],
        "error": answer.get("FunctionError"),
        "version": answer.get("ExecutedVersion"),
        "log": base64.b64decode(answer.get("LogResult", "")).decode(),
        "payload": json.loads(text) if text else None,
    }


try:
    client.invoke(FunctionName="other")
    missing = None
except client.exceptions.ResourceNotFoundException as error:
    missing = str(error)

print(
    json.dumps(
        {
            "echo": invoke("echo", LogType="Tail"),
            "fail": invoke("fail"),
            "dry": invoke("echo", InvocationType="DryRun"),
            "missing": missing,
        }
    )
)
