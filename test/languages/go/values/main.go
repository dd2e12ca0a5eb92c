// Values of all kinds: numbers, lists, flags and maps that are references, and a content as an object.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	ssm "github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager"
	"github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager/steps"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Values"), nil)
	count := ssm.DocumentParameter_OfInteger(jsii.String("Count"), &ssm.IntegerParameterOptions{
		DefaultValue: jsii.Number(2), AllowedValues: jsii.Numbers(1, 2, 3),
	})
	ids := ssm.DocumentParameter_OfEc2InstanceIdList(jsii.String("Ids"), nil)
	force := ssm.DocumentParameter_OfBoolean(jsii.String("Force"), &ssm.BooleanParameterOptions{DefaultValue: jsii.Bool(false)})
	labels := ssm.DocumentParameter_OfStringMap(jsii.String("Labels"), &ssm.StringMapParameterOptions{
		DefaultValue: &map[string]any{"a": "1", "b": "2"},
	})
	launch := steps.NewRunInstances(jsii.String("Launch"), &steps.RunInstancesProps{
		ImageId:          jsii.String("ami-0123456789abcdef0"),
		MinInstanceCount: jsii.Number(1),
		MaxInstanceCount: count.ValueAsNumber(),
		InstanceType:     jsii.String("t3.micro"),
	})
	ssm.NewRunbook(stack, jsii.String("Runbook"), &ssm.RunbookProps{
		Parameters: &[]ssm.DocumentParameter{count, ids, force, labels},
		Steps: &[]ssm.IStepSource{
			launch,
			steps.NewChangeInstanceState(jsii.String("Stop"), &steps.ChangeInstanceStateProps{
				InstanceIds: ids.ValueAsList(), DesiredState: steps.InstanceState_STOPPED(), Force: force.ValueAsAny(),
			}),
			steps.NewAwsApi(jsii.String("Tag"), &steps.AwsApiProps{
				Service: jsii.String("ec2"),
				Api:     jsii.String("CreateTags"),
				Parameters: &map[string]any{
					"Resources": launch.InstanceIds(),
					"Tags":      []map[string]any{{"Key": "Count", "Value": count.ValueAsString()}},
				},
			}),
			steps.NewExecuteAutomation(jsii.String("Further"), &steps.ExecuteAutomationProps{
				Document:          jsii.String("AWS-StopEC2Instance"),
				RuntimeParameters: map[string]any{"AutomationAssumeRole": []string{}, "InstanceId": ids.ValueAsList()},
			}),
		},
	})
	ssm.NewDocument(stack, jsii.String("Command"), &ssm.DocumentProps{
		Content: ssm.Content_FromObject(&map[string]any{
			"mainSteps": []map[string]any{{
				"action": "aws:runShellScript",
				"inputs": map[string]any{"runCommand": []string{"df -h"}, "timeoutSeconds": 60},
				"name":   "disks",
			}},
			"parameters":    map[string]any{"Verbose": map[string]any{"default": false, "type": "Boolean"}},
			"schemaVersion": "2.2",
		}),
	})
	app.Synth(nil)
}
