"""Two mistakes that people make, each as its own app: what they are shown is read by the test."""

import sys

from aws_cdk import App, Stack
from cdk_systems_manager import DocumentParameter, Runbook, Session, SessionDocument, Target, steps

app = App()
stack = Stack(app, "Web")
mistake = sys.argv[1]

if mistake == "wrong-reference":
    Runbook(
        stack,
        "Restart",
        parameters=[DocumentParameter.of_ec2_instance_id("InstanceId")],
        steps=[
            steps.ChangeInstanceState("Stop", instance_ids=["{{ InstnaceId }}"], desired_state="stopped"),
            steps.ChangeInstanceState(
                "Start", instance_ids=["{{ InstanceId }}"], desired_state="runing", next_step="Chekc"
            ),
            steps.Sleep("Check", duration="PT1M"),
        ],
    )

if mistake == "wrong-parameter":
    instance_id = DocumentParameter.of_ec2_instance_id("InstanceId")
    restart = Runbook(
        stack,
        "Restart",
        parameters=[instance_id],
        steps=[
            steps.ChangeInstanceState(
                "Stop", instance_ids=[instance_id.value_as_string], desired_state="stopped"
            )
        ],
    )
    restart.start_automation_command({"InstnaceId": ["i-0123456789abcdef0"]})

if mistake == "wrong-value":
    DocumentParameter.of_string("Port", default_value="http", allowed_values=["80", "443"], min_chars=9)

if mistake == "wrong-type":
    SessionDocument(stack, "Shell", session=Session.shell(idle_timeout=15))  # type: ignore[arg-type]

app.synth()
