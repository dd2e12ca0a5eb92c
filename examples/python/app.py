from aws_cdk import App, CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from cdk_systems_manager import (
    ApprovalLevel,
    Approver,
    ChangeTemplate,
    Choice,
    Condition,
    DefaultVersion,
    DocumentParameter,
    DocumentSharing,
    Nodes,
    OnFailure,
    Runbook,
    Script,
    Session,
    SessionDocument,
    ShellProfile,
    StepOutput,
    SystemVariable,
    steps,
)
from constructs import Construct


class WebOperationsStack(Stack):
    """What a team needs to run a web tier: a logged shell, a runbook that patches an instance, and the change that
    people approve before it runs."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)

        operators = iam.Role(self, "Operators", assumed_by=iam.AccountRootPrincipal())
        leads = iam.Role(self, "Leads", assumed_by=iam.AccountRootPrincipal())

        # A shell on the instances of the team, logged, and closed when idle.
        log = logs.LogGroup(
            self, "ShellLog", retention=logs.RetentionDays.ONE_YEAR, removal_policy=RemovalPolicy.RETAIN
        )
        shell = SessionDocument(
            self,
            "Shell",
            document_name="Web-Shell",
            description="A logged shell for operators",
            session=Session.shell(
                log_group=log,
                run_as="ops",
                idle_timeout=Duration.minutes(15),
                max_duration=Duration.hours(4),
                shell_profile=ShellProfile(linux="exec bash -l"),
            ),
        )
        shell.grants.start_session(operators, nodes=Nodes.tagged("Team", "web"))
        shell.grants.own_sessions(operators)

        # A runbook: patches an instance that runs, after an image was made of it, and tells what became of it.
        instance_id = DocumentParameter.of_ec2_instance_id("InstanceId", description="The instance to patch")
        describe = steps.AwsApi(
            "Describe",
            service="ec2",
            api="DescribeInstances",
            parameters={"InstanceIds": [instance_id.value_as_string]},
            outputs={"State": StepOutput.of_string("$.Reservations[0].Instances[0].State.Name")},
        )
        backup = steps.CreateImage(
            "Backup",
            instance_id=instance_id.value_as_string,
            image_name=f"before-patch-{SystemVariable.execution_id}",
            no_reboot=True,
        )
        only_running = steps.Branch(
            "OnlyRunning",
            choices=[Choice.when(Condition.string_equals(describe.output("State"), "running"), backup)],
            is_end=True,  # any other instance is left as it is
        )
        patch = steps.RunCommand(
            "Patch",
            document="AWS-RunPatchBaseline",
            instance_ids=[instance_id.value_as_string],
            parameters={"Operation": ["Install"], "RebootOption": ["RebootIfNeeded"]},
            timeout=Duration.hours(1),
            on_failure=OnFailure.go_to("Report"),
        )
        report = steps.ExecuteScript(
            "Report",
            script=Script.python_file("report.py", "report"),
            input_payload={"image": backup.image_id, "instance": instance_id.value_as_string},
            outputs={"Summary": StepOutput.of_string("$.Payload.summary")},
        )
        runbook = Runbook(
            self,
            "PatchWithBackup",
            document_name="Web-PatchWithBackup",
            description="Patches an instance that runs, after an image was made of it",
            parameters=[instance_id],
            steps=[describe, only_running, backup, patch, report],
            outputs=[report.output("Summary")],
        )
        runbook.grants.start_automation(leads)

        # Who approves before it runs.
        change = ChangeTemplate(
            self,
            "PatchChange",
            document_name="Web-PatchChange",
            template_information="## What is patched, and why now?",
            runbooks=[runbook],
            approvals=[
                ApprovalLevel.of(
                    [Approver.iam_role(leads), Approver.sso_group("platform")], required=1, timeout=Duration.hours(8)
                )
            ],
        )
        change.grants.start_change_request(operators)

        # Every deployment makes its version the default one, and another account may run it.
        promoted = DefaultVersion(self, "Promoted", document=runbook)
        DocumentSharing(self, "Shared", document=runbook, account_ids=["444455556666"])

        CfnOutput(self, "OpenShell", value=shell.start_session_command("i-0123456789abcdef0"))
        CfnOutput(self, "RunbookHash", value=runbook.content_hash)
        CfnOutput(self, "RunbookVersion", value=promoted.document_version)


app = App()
WebOperationsStack(app, "WebOperations")
app.synth()
