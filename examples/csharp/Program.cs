using System.Collections.Generic;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using CdkSystemsManager;
using CdkSystemsManager.Steps;
using Constructs;

namespace WebOperations
{
    /// <summary>What a team needs to run a web tier: a logged shell, a runbook that patches an instance, and the change that
    /// people approve before it runs.</summary>
    public class WebOperationsStack : Stack
    {
        public WebOperationsStack(Construct scope, string id) : base(scope, id)
        {
            var operators = new Role(this, "Operators", new RoleProps { AssumedBy = new AccountRootPrincipal() });
            var leads = new Role(this, "Leads", new RoleProps { AssumedBy = new AccountRootPrincipal() });

            // A shell on the instances of the team, logged, and closed when idle.
            var log = new LogGroup(this, "ShellLog", new LogGroupProps
            {
                Retention = RetentionDays.ONE_YEAR,
                RemovalPolicy = RemovalPolicy.RETAIN
            });
            var shell = new SessionDocument(this, "Shell", new SessionDocumentProps
            {
                DocumentName = "Web-Shell",
                Description = "A logged shell for operators",
                Session = Session.Shell(new ShellSessionProps
                {
                    LogGroup = log,
                    RunAs = "ops",
                    IdleTimeout = Duration.Minutes(15),
                    MaxDuration = Duration.Hours(4),
                    ShellProfile = new ShellProfile { Linux = "exec bash -l" }
                })
            });
            shell.Grants.StartSession(operators, new StartSessionGrantOptions { Nodes = Nodes.Tagged("Team", "web") });
            shell.Grants.OwnSessions(operators);

            // A runbook: patches an instance that runs, after an image was made of it, and tells what became of it.
            var instanceId = DocumentParameter.OfEc2InstanceId("InstanceId", new ResourceParameterOptions
            {
                Description = "The instance to patch"
            });
            var describe = new AwsApi("Describe", new AwsApiProps
            {
                Service = "ec2",
                Api = "DescribeInstances",
                Parameters = new Dictionary<string, object> { ["InstanceIds"] = new[] { instanceId.ValueAsString } },
                Outputs = new Dictionary<string, StepOutput>
                {
                    ["State"] = StepOutput.OfString("$.Reservations[0].Instances[0].State.Name")
                }
            });
            var backup = new CreateImage("Backup", new CreateImageProps
            {
                InstanceId = instanceId.ValueAsString,
                ImageName = $"before-patch-{SystemVariable.ExecutionId}",
                NoReboot = true
            });
            var onlyRunning = new Branch("OnlyRunning", new BranchProps
            {
                Choices = new[] { Choice.When(Condition.StringEquals(describe.Output("State"), "running"), backup) },
                IsEnd = true // any other instance is left as it is
            });
            var patch = new RunCommand("Patch", new RunCommandProps
            {
                Document = "AWS-RunPatchBaseline",
                InstanceIds = new[] { instanceId.ValueAsString },
                Parameters = new Dictionary<string, object>
                {
                    ["Operation"] = new[] { "Install" },
                    ["RebootOption"] = new[] { "RebootIfNeeded" }
                },
                Timeout = Duration.Hours(1),
                OnFailure = OnFailure.GoTo("Report")
            });
            var report = new ExecuteScript("Report", new ExecuteScriptProps
            {
                Script = Script.PythonFile("report.py", "report"),
                InputPayload = new Dictionary<string, object>
                {
                    ["image"] = backup.ImageId,
                    ["instance"] = instanceId.ValueAsString
                },
                Outputs = new Dictionary<string, StepOutput> { ["Summary"] = StepOutput.OfString("$.Payload.summary") }
            });
            var runbook = new Runbook(this, "PatchWithBackup", new RunbookProps
            {
                DocumentName = "Web-PatchWithBackup",
                Description = "Patches an instance that runs, after an image was made of it",
                Parameters = new[] { instanceId },
                Steps = new IStepSource[] { describe, onlyRunning, backup, patch, report },
                Outputs = new[] { report.Output("Summary") }
            });
            runbook.Grants.StartAutomation(leads);

            // Who approves before it runs.
            var change = new ChangeTemplate(this, "PatchChange", new ChangeTemplateProps
            {
                DocumentName = "Web-PatchChange",
                TemplateInformation = "## What is patched, and why now?",
                Runbooks = new object[] { runbook },
                Approvals = new[]
                {
                    ApprovalLevel.Of(
                        new[] { Approver.IamRole(leads), Approver.SsoGroup("platform") },
                        new ApprovalLevelOptions { Required = 1, Timeout = Duration.Hours(8) })
                }
            });
            change.Grants.StartChangeRequest(operators);

            // Every deployment makes its version the default one, and another account may run it.
            var promoted = new DefaultVersion(this, "Promoted", new DefaultVersionProps { Document = runbook });
            new DocumentSharing(this, "Shared", new DocumentSharingProps
            {
                Document = runbook,
                AccountIds = new[] { "444455556666" }
            });

            new CfnOutput(this, "OpenShell", new CfnOutputProps { Value = shell.StartSessionCommand("i-0123456789abcdef0") });
            new CfnOutput(this, "RunbookHash", new CfnOutputProps { Value = runbook.ContentHash });
            new CfnOutput(this, "RunbookVersion", new CfnOutputProps { Value = promoted.DocumentVersion });
        }
    }

    public static class Program
    {
        public static void Main()
        {
            var app = new App();
            new WebOperationsStack(app, "WebOperations");
            app.Synth();
        }
    }
}
