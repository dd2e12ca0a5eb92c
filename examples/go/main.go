package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	ssm "github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager"
	"github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager/steps"
)

// NewWebOperationsStack makes what a team needs to run a web tier: a logged shell, a runbook that patches an instance,
// and the change that people approve before it runs.
func NewWebOperationsStack(scope constructs.Construct, id string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	operators := awsiam.NewRole(stack, jsii.String("Operators"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})
	leads := awsiam.NewRole(stack, jsii.String("Leads"), &awsiam.RoleProps{AssumedBy: awsiam.NewAccountRootPrincipal()})

	// A shell on the instances of the team, logged, and closed when idle.
	log := awslogs.NewLogGroup(stack, jsii.String("ShellLog"), &awslogs.LogGroupProps{
		Retention:     awslogs.RetentionDays_ONE_YEAR,
		RemovalPolicy: awscdk.RemovalPolicy_RETAIN,
	})
	shell := ssm.NewSessionDocument(stack, jsii.String("Shell"), &ssm.SessionDocumentProps{
		DocumentName: jsii.String("Web-Shell"),
		Description:  jsii.String("A logged shell for operators"),
		Session: ssm.Session_Shell(&ssm.ShellSessionProps{
			LogGroup:     log,
			RunAs:        jsii.String("ops"),
			IdleTimeout:  awscdk.Duration_Minutes(jsii.Number(15)),
			MaxDuration:  awscdk.Duration_Hours(jsii.Number(4)),
			ShellProfile: &ssm.ShellProfile{Linux: jsii.String("exec bash -l")},
		}),
	})
	shell.Grants().StartSession(operators, &ssm.StartSessionGrantOptions{Nodes: ssm.Nodes_Tagged(jsii.String("Team"), jsii.String("web"))})
	shell.Grants().OwnSessions(operators, nil)

	// A runbook: patches an instance that runs, after an image was made of it, and tells what became of it.
	instanceId := ssm.DocumentParameter_OfEc2InstanceId(jsii.String("InstanceId"), &ssm.ResourceParameterOptions{
		Description: jsii.String("The instance to patch"),
	})
	describe := steps.NewAwsApi(jsii.String("Describe"), &steps.AwsApiProps{
		Service:    jsii.String("ec2"),
		Api:        jsii.String("DescribeInstances"),
		Parameters: &map[string]any{"InstanceIds": []*string{instanceId.ValueAsString()}},
		Outputs: &map[string]ssm.StepOutput{
			"State": ssm.StepOutput_OfString(jsii.String("$.Reservations[0].Instances[0].State.Name")),
		},
	})
	backup := steps.NewCreateImage(jsii.String("Backup"), &steps.CreateImageProps{
		InstanceId: instanceId.ValueAsString(),
		ImageName:  jsii.String("before-patch-" + *ssm.SystemVariable_ExecutionId()),
		NoReboot:   jsii.Bool(true),
	})
	onlyRunning := steps.NewBranch(jsii.String("OnlyRunning"), &steps.BranchProps{
		Choices: &[]ssm.Choice{
			ssm.Choice_When(ssm.Condition_StringEquals(describe.Output(jsii.String("State")), jsii.String("running")), backup),
		},
		IsEnd: jsii.Bool(true), // any other instance is left as it is
	})
	patch := steps.NewRunCommand(jsii.String("Patch"), &steps.RunCommandProps{
		Document:    jsii.String("AWS-RunPatchBaseline"),
		InstanceIds: &[]*string{instanceId.ValueAsString()},
		Parameters:  map[string]any{"Operation": []string{"Install"}, "RebootOption": []string{"RebootIfNeeded"}},
		Timeout:     awscdk.Duration_Hours(jsii.Number(1)),
		OnFailure:   ssm.OnFailure_GoTo(jsii.String("Report")),
	})
	report := steps.NewExecuteScript(jsii.String("Report"), &steps.ExecuteScriptProps{
		Script:       ssm.Script_PythonFile(jsii.String("report.py"), jsii.String("report"), nil),
		InputPayload: map[string]any{"image": backup.ImageId(), "instance": instanceId.ValueAsString()},
		Outputs:      &map[string]ssm.StepOutput{"Summary": ssm.StepOutput_OfString(jsii.String("$.Payload.summary"))},
	})
	runbook := ssm.NewRunbook(stack, jsii.String("PatchWithBackup"), &ssm.RunbookProps{
		DocumentName: jsii.String("Web-PatchWithBackup"),
		Description:  jsii.String("Patches an instance that runs, after an image was made of it"),
		Parameters:   &[]ssm.DocumentParameter{instanceId},
		Steps:        &[]ssm.IStepSource{describe, onlyRunning, backup, patch, report},
		Outputs:      &[]*string{report.Output(jsii.String("Summary"))},
	})
	runbook.Grants().StartAutomation(leads)

	// Who approves before it runs.
	change := ssm.NewChangeTemplate(stack, jsii.String("PatchChange"), &ssm.ChangeTemplateProps{
		DocumentName:        jsii.String("Web-PatchChange"),
		TemplateInformation: jsii.String("## What is patched, and why now?"),
		Runbooks:            &[]any{runbook},
		Approvals: &[]ssm.ApprovalLevel{
			ssm.ApprovalLevel_Of(
				&[]ssm.Approver{ssm.Approver_IamRole(leads, nil), ssm.Approver_SsoGroup(jsii.String("platform"), nil)},
				&ssm.ApprovalLevelOptions{Required: jsii.Number(1), Timeout: awscdk.Duration_Hours(jsii.Number(8))},
			),
		},
	})
	change.Grants().StartChangeRequest(operators, nil)

	// Every deployment makes its version the default one, and another account may run it.
	promoted := ssm.NewDefaultVersion(stack, jsii.String("Promoted"), &ssm.DefaultVersionProps{Document: runbook})
	ssm.NewDocumentSharing(stack, jsii.String("Shared"), &ssm.DocumentSharingProps{
		Document:   runbook,
		AccountIds: jsii.Strings("444455556666"),
	})

	awscdk.NewCfnOutput(stack, jsii.String("OpenShell"), &awscdk.CfnOutputProps{
		Value: shell.StartSessionCommand(jsii.String("i-0123456789abcdef0"), nil, nil),
	})
	awscdk.NewCfnOutput(stack, jsii.String("RunbookHash"), &awscdk.CfnOutputProps{Value: runbook.ContentHash()})
	awscdk.NewCfnOutput(stack, jsii.String("RunbookVersion"), &awscdk.CfnOutputProps{Value: promoted.DocumentVersion()})
	return stack
}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	NewWebOperationsStack(app, "WebOperations")
	app.Synth(nil)
}
