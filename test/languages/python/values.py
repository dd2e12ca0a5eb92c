"""Values of all kinds: numbers, lists, flags and maps that are references, and a content as an object."""

from aws_cdk import App, Stack
from cdk_systems_manager import Content, Document, DocumentParameter, Runbook, steps

app = App()
stack = Stack(app, "Values")
count = DocumentParameter.of_integer("Count", default_value=2, allowed_values=[1, 2, 3])
ids = DocumentParameter.of_ec2_instance_id_list("Ids")
force = DocumentParameter.of_boolean("Force", default_value=False)
labels = DocumentParameter.of_string_map("Labels", default_value={"a": "1", "b": "2"})
launch = steps.RunInstances(
    "Launch",
    image_id="ami-0123456789abcdef0",
    min_instance_count=1,
    max_instance_count=count.value_as_number,
    instance_type="t3.micro",
)
Runbook(
    stack,
    "Runbook",
    parameters=[count, ids, force, labels],
    steps=[
        launch,
        steps.ChangeInstanceState(
            "Stop",
            instance_ids=ids.value_as_list,
            desired_state=steps.InstanceState.STOPPED,
            force=force.value_as_any,
        ),
        steps.AwsApi(
            "Tag",
            service="ec2",
            api="CreateTags",
            parameters={"Resources": launch.instance_ids, "Tags": [{"Key": "Count", "Value": count.value_as_string}]},
        ),
        steps.ExecuteAutomation(
            "Further",
            document="AWS-StopEC2Instance",
            runtime_parameters={"AutomationAssumeRole": [], "InstanceId": ids.value_as_list},
        ),
    ],
)
Document(
    stack,
    "Command",
    content=Content.from_object(
        {
            "mainSteps": [
                {
                    "action": "aws:runShellScript",
                    "inputs": {"runCommand": ["df -h"], "timeoutSeconds": 60},
                    "name": "disks",
                }
            ],
            "parameters": {"Verbose": {"default": False, "type": "Boolean"}},
            "schemaVersion": "2.2",
        }
    ),
)
app.synth()
