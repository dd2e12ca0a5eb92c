package com.example;

import io.github.cdksystemsmanager.ApprovalLevel;
import io.github.cdksystemsmanager.ApprovalLevelOptions;
import io.github.cdksystemsmanager.Approver;
import io.github.cdksystemsmanager.ChangeTemplate;
import io.github.cdksystemsmanager.Choice;
import io.github.cdksystemsmanager.Condition;
import io.github.cdksystemsmanager.DefaultVersion;
import io.github.cdksystemsmanager.DocumentParameter;
import io.github.cdksystemsmanager.DocumentSharing;
import io.github.cdksystemsmanager.Nodes;
import io.github.cdksystemsmanager.OnFailure;
import io.github.cdksystemsmanager.ResourceParameterOptions;
import io.github.cdksystemsmanager.Runbook;
import io.github.cdksystemsmanager.Script;
import io.github.cdksystemsmanager.Session;
import io.github.cdksystemsmanager.SessionDocument;
import io.github.cdksystemsmanager.ShellProfile;
import io.github.cdksystemsmanager.ShellSessionProps;
import io.github.cdksystemsmanager.StartSessionGrantOptions;
import io.github.cdksystemsmanager.StepOutput;
import io.github.cdksystemsmanager.SystemVariable;
import io.github.cdksystemsmanager.steps.AwsApi;
import io.github.cdksystemsmanager.steps.Branch;
import io.github.cdksystemsmanager.steps.CreateImage;
import io.github.cdksystemsmanager.steps.ExecuteScript;
import io.github.cdksystemsmanager.steps.RunCommand;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * What a team needs to run a web tier: a logged shell, a runbook that patches an instance, and the change that people
 * approve before it runs.
 */
public class WebOperationsStack extends Stack {
    public WebOperationsStack(final Construct scope, final String id) {
        super(scope, id);

        Role operators = Role.Builder.create(this, "Operators").assumedBy(new AccountRootPrincipal()).build();
        Role leads = Role.Builder.create(this, "Leads").assumedBy(new AccountRootPrincipal()).build();

        // A shell on the instances of the team, logged, and closed when idle.
        LogGroup log = LogGroup.Builder.create(this, "ShellLog")
                .retention(RetentionDays.ONE_YEAR)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        SessionDocument shell = SessionDocument.Builder.create(this, "Shell")
                .documentName("Web-Shell")
                .description("A logged shell for operators")
                .session(Session.shell(ShellSessionProps.builder()
                        .logGroup(log)
                        .runAs("ops")
                        .idleTimeout(Duration.minutes(15))
                        .maxDuration(Duration.hours(4))
                        .shellProfile(ShellProfile.builder().linux("exec bash -l").build())
                        .build()))
                .build();
        shell.getGrants().startSession(operators,
                StartSessionGrantOptions.builder().nodes(Nodes.tagged("Team", "web")).build());
        shell.getGrants().ownSessions(operators);

        // A runbook: patches an instance that runs, after an image was made of it, and tells what became of it.
        DocumentParameter instanceId = DocumentParameter.ofEc2InstanceId("InstanceId",
                ResourceParameterOptions.builder().description("The instance to patch").build());
        AwsApi describe = AwsApi.Builder.create("Describe")
                .service("ec2")
                .api("DescribeInstances")
                .parameters(Map.of("InstanceIds", List.of(instanceId.getValueAsString())))
                .outputs(Map.of("State", StepOutput.ofString("$.Reservations[0].Instances[0].State.Name")))
                .build();
        CreateImage backup = CreateImage.Builder.create("Backup")
                .instanceId(instanceId.getValueAsString())
                .imageName("before-patch-" + SystemVariable.getExecutionId())
                .noReboot(true)
                .build();
        Branch onlyRunning = Branch.Builder.create("OnlyRunning")
                .choices(List.of(Choice.when(Condition.stringEquals(describe.output("State"), "running"), backup)))
                .isEnd(true) // any other instance is left as it is
                .build();
        RunCommand patch = RunCommand.Builder.create("Patch")
                .document("AWS-RunPatchBaseline")
                .instanceIds(List.of(instanceId.getValueAsString()))
                .parameters(Map.of("Operation", List.of("Install"), "RebootOption", List.of("RebootIfNeeded")))
                .timeout(Duration.hours(1))
                .onFailure(OnFailure.goTo("Report"))
                .build();
        ExecuteScript report = ExecuteScript.Builder.create("Report")
                .script(Script.pythonFile("report.py", "report"))
                .inputPayload(Map.of("image", backup.getImageId(), "instance", instanceId.getValueAsString()))
                .outputs(Map.of("Summary", StepOutput.ofString("$.Payload.summary")))
                .build();
        Runbook runbook = Runbook.Builder.create(this, "PatchWithBackup")
                .documentName("Web-PatchWithBackup")
                .description("Patches an instance that runs, after an image was made of it")
                .parameters(List.of(instanceId))
                .steps(List.of(describe, onlyRunning, backup, patch, report))
                .outputs(List.of(report.output("Summary")))
                .build();
        runbook.getGrants().startAutomation(leads);

        // Who approves before it runs.
        ChangeTemplate change = ChangeTemplate.Builder.create(this, "PatchChange")
                .documentName("Web-PatchChange")
                .templateInformation("## What is patched, and why now?")
                .runbooks(List.of(runbook))
                .approvals(List.of(ApprovalLevel.of(
                        List.of(Approver.iamRole(leads), Approver.ssoGroup("platform")),
                        ApprovalLevelOptions.builder().required(1).timeout(Duration.hours(8)).build())))
                .build();
        change.getGrants().startChangeRequest(operators);

        // Every deployment makes its version the default one, and another account may run it.
        DefaultVersion promoted = DefaultVersion.Builder.create(this, "Promoted").document(runbook).build();
        DocumentSharing.Builder.create(this, "Shared")
                .document(runbook)
                .accountIds(List.of("444455556666"))
                .build();

        CfnOutput.Builder.create(this, "OpenShell").value(shell.startSessionCommand("i-0123456789abcdef0")).build();
        CfnOutput.Builder.create(this, "RunbookHash").value(runbook.getContentHash()).build();
        CfnOutput.Builder.create(this, "RunbookVersion").value(promoted.getDocumentVersion()).build();
    }
}
