"""Starts ministack with what it lacks for these tests, and with what it does unlike CloudFormation mended.

What CloudFormation asks of somebody else (the resource handler of AWS::SSM::Document, functions, custom resources) goes to the tests over HTTP, at
E2E_HARNESS: there it is written in TypeScript, and there it is recorded. README.md beside this folder says which behaviour is ministack's own.
"""

import io
import json
import os
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from datetime import datetime, timedelta, timezone

from ministack.core.responses import new_uuid
from ministack.services import iam, lambda_svc
from ministack.services.cloudformation import _stacks, custom_resource, provisioners, stacks

HARNESS = os.environ["E2E_HARNESS"]
CODE = os.environ["E2E_CODE"]
DOCUMENT = "AWS::SSM::Document"


class Failed(Exception):
    """What the tests answered; `physical_id` where something was made."""

    def __init__(self, message, physical_id=None):
        super().__init__(message)
        self.physical_id = physical_id


def ask(path, question):
    request = urllib.request.Request(HARNESS + path, json.dumps(question).encode(), {"content-type": "application/json"})
    try:
        # Waits for as long as the tests do, which end what takes too long.
        with urllib.request.urlopen(request) as response:
            return json.loads(response.read())
    except urllib.error.HTTPError as error:
        answer = json.loads(error.read())
        raise Failed(answer["message"], answer.get("physicalId")) from None


def is_custom(resource_type):
    return resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource"


# ---- AWS::SSM::Document ----


def document_create(logical_id, props, stack_name):
    answer = ask("/document/create", {"logicalId": logical_id, "stackName": stack_name, "properties": props})
    return answer["physicalId"], {}


def document_update(physical_id, old_props, new_props, stack_name, logical_id=None):
    answer = ask("/document/update", {
        "logicalId": logical_id, "stackName": stack_name, "physicalId": physical_id, "properties": new_props, "oldProperties": old_props,
    })
    return answer["physicalId"], {}


def document_delete(physical_id, props):
    ask("/document/delete", {"physicalId": physical_id})


provisioners._RESOURCE_HANDLERS[DOCUMENT] = {
    "create": document_create, "update": document_update, "update_with_logical_id": True, "delete": document_delete,
}
provisioners._STACK_TAG_PROPERTY[DOCUMENT] = ("Tags", "list")

# These wait for the tests, which call back.
runs_on_worker_thread = stacks._runs_on_worker_thread
stacks._runs_on_worker_thread = lambda resource_type: resource_type == DOCUMENT or runs_on_worker_thread(resource_type)


# ---- AWS::IAM::RolePolicy: role and name cannot change, the document can ----


def checked(answer):
    if answer[0] >= 400:
        body = answer[2]
        raise ValueError(body.decode() if isinstance(body, bytes) else str(body))


def role_policy_create(logical_id, props, stack_name):
    name = props["PolicyName"]
    checked(iam._put_role_policy({"RoleName": props["RoleName"], "PolicyName": name, "PolicyDocument": json.dumps(props["PolicyDocument"])}))
    return f"{props['RoleName']}|{name}", {}


def role_policy_update(physical_id, old_props, new_props, stack_name, logical_id=None):
    return role_policy_create(logical_id, new_props, stack_name)


def role_policy_delete(physical_id, props):
    role, name = physical_id.split("|")
    iam._delete_role_policy({"RoleName": role, "PolicyName": name})


provisioners._RESOURCE_HANDLERS["AWS::IAM::RolePolicy"] = {
    "create": role_policy_create, "update": role_policy_update, "update_with_logical_id": True, "delete": role_policy_delete,
}


# ---- Functions: each invocation is a Node process of the tests ----


def function_of(record):
    config = record.get("config") or record
    folder = os.path.join(CODE, config["CodeSha256"].replace("/", "_"))
    if not os.path.exists(folder):
        partial = f"{folder}.{new_uuid()}"
        with zipfile.ZipFile(io.BytesIO(record["code_zip"])) as code:
            code.extractall(partial)
        os.rename(partial, folder)
    environment = (config.get("Environment") or {}).get("Variables") or {}
    return {
        "name": config["FunctionName"], "arn": config["FunctionArn"], "role": config["Role"], "handler": config["Handler"], "runtime": config["Runtime"],
        "timeout": config["Timeout"], "memory": config["MemorySize"], "environment": environment, "folder": folder,
        "logGroup": (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}",
    }


def execute_function(func, event, request_id):
    result = ask("/invoke", {"function": function_of(func), "event": event, "requestId": request_id})
    if "error" in result:
        return {"body": result["error"], "error": True, "log": result["log"]}
    return {"body": result.get("result"), "log": result["log"]}


lambda_svc._execute_function_warm = execute_function
# ministack writes the log in the background, and makes its group for that, also when the stack has deleted it meanwhile. Functions whose roles may not
# make groups do no such thing.
lambda_svc._emit_lambda_logs = lambda *_, **__: None


# ---- Custom resources: Lambda is invoked asynchronously, and asked again where it fails ----

failed_creations = {}


def invoke_custom_resource(request_type, logical_id, props, stack_name, stack_id, resource_type, physical_id=None, old_props=None):
    record, config, _ = lambda_svc._get_func_record_for_ref(props["ServiceToken"])
    if record is None:
        raise ValueError(f"The function {props['ServiceToken']} of custom resource {logical_id} does not exist")
    record = lambda_svc._execution_record_for_config(record, config)
    asynchronous = record.get("event_invoke_config") or (record.get("event_invoke_configs") or {}).get("$LATEST") or {}
    normal = custom_resource._normalise_resource_properties
    event = {
        "RequestType": request_type, "ServiceToken": props["ServiceToken"], "StackId": stack_id, "RequestId": new_uuid(), "LogicalResourceId": logical_id,
        "ResourceType": resource_type, "ResourceProperties": normal(props),
    }
    if physical_id is not None:
        event["PhysicalResourceId"] = physical_id
    if old_props is not None:
        event["OldResourceProperties"] = normal(old_props)
    try:
        answer = ask("/custom-resource", {
            "function": function_of(record), "event": event, "retries": asynchronous.get("MaximumRetryAttempts", 2),
            "serviceTimeout": int(props.get("ServiceTimeout", 3600)),
        })
    except Failed as failure:
        if request_type == "Create":
            failed_creations[stack_id, logical_id] = (failure.physical_id or f"{stack_name}-{logical_id}-{new_uuid()[:13].upper()}", resource_type, props)
        raise RuntimeError(str(failure)) from None
    return answer["physicalId"], answer.get("data") or {}


custom_resource.invoke_custom_resource = invoke_custom_resource


# ---- Rolling back ----

roll_back_operation = stacks._roll_back_operation


async def roll_back(stack_name, stack_id, stack, operation, reason_override=""):
    stack["StackStatus"] = "UPDATE_ROLLBACK_IN_PROGRESS" if operation["is_update"] else "ROLLBACK_IN_PROGRESS"
    resources = stack.setdefault("_resources", {})
    # What failed while it was created is deleted, too, and first.
    failed = operation.get("failed_logical_id")
    creation = failed_creations.pop((stack_id, failed), None)
    if creation is not None and operation.get("failed_update") is None:
        physical_id, resource_type, props = creation
        resources[failed] = {
            "PhysicalResourceId": physical_id, "ResourceType": resource_type, "LogicalResourceId": failed, "Properties": props, "Attributes": {},
            "ResourceStatus": "CREATE_FAILED",
        }
        operation["created"] = [*operation["created"], failed]
    # A custom resource whose id an update changed is asked to go back, under its new id; what its answer leaves behind is then deleted.
    previous_resources = (operation.get("previous_stack") or {}).get("_resources", {})
    for logical_id in list(operation["created"]):
        now, before = resources.get(logical_id, {}), previous_resources.get(logical_id)
        if before is None or not is_custom(now.get("ResourceType", "")) or before["PhysicalResourceId"] == now["PhysicalResourceId"]:
            continue
        new_id = before["PhysicalResourceId"] = now["PhysicalResourceId"]
        try:
            # Puts the id of the answer into the record where it is another one.
            await stacks._revert_update(stack_id, stack_name, logical_id, now["ResourceType"], new_id, now["Properties"], before["Properties"],
                                        now.get("Attributes"), before)
        except Exception:  # its event is written
            reason = f"The following resource(s) failed to update: [{logical_id}]."
            stack.update({"StackStatus": "UPDATE_ROLLBACK_FAILED", "StackStatusReason": reason})
            stacks._add_event(stack_id, stack_name, stack_name, "AWS::CloudFormation::Stack", "UPDATE_ROLLBACK_FAILED", reason, stack_id)
            return
        if before["PhysicalResourceId"] == new_id:
            operation["created"].remove(logical_id)
    await roll_back_operation(stack_name, stack_id, stack, operation, reason_override)


stacks._roll_back_operation = roll_back


# ---- Times of events: whole seconds, or equal ones, would show them in any order ----

last_time = datetime.now(timezone.utc)


def later_than_before():
    global last_time
    last_time = max(datetime.now(timezone.utc), last_time + timedelta(milliseconds=1))
    return last_time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


stacks.now_iso = later_than_before


# ---- The status while an update tidies up ----

delete_resource = stacks._delete_resource


def delete(resource_type, physical_id, props, stack_name=None, logical_id=None):
    stack = _stacks.get(stack_name) if stack_name else None
    cleans_up = stack is not None and stack.get("StackStatus") in ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    if not cleans_up:
        return delete_resource(resource_type, physical_id, props, stack_name, logical_id)
    if stack["StackStatus"] == "UPDATE_IN_PROGRESS":
        stack["StackStatus"] = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
        stacks._add_event(stack["StackId"], stack_name, stack_name, "AWS::CloudFormation::Stack", stack["StackStatus"], physical_id=stack["StackId"])
    stacks._add_event(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_IN_PROGRESS", physical_id=physical_id)
    delete_resource(resource_type, physical_id, props, stack_name, logical_id)
    stacks._add_event(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_COMPLETE", physical_id=physical_id)
    return None


stacks._delete_resource = delete


def end_with_the_tests():
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_the_tests, daemon=True).start()
    # app imports itself as ministack.app; the module that is patched must be the one that runs.
    from ministack.app import main

    main()
