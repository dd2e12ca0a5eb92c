// Mistakes that people make, each as its own app: what they are shown is read by the test.
package main

import (
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	ssm "github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager"
	"github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager/steps"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Web"), nil)
	instanceId := ssm.DocumentParameter_OfEc2InstanceId(jsii.String("InstanceId"), nil)
	if os.Args[1] == "wrong-reference" {
		ssm.NewRunbook(stack, jsii.String("Restart"), &ssm.RunbookProps{
			Parameters: &[]ssm.DocumentParameter{instanceId},
			Steps: &[]ssm.IStepSource{
				steps.NewChangeInstanceState(jsii.String("Stop"), &steps.ChangeInstanceStateProps{
					InstanceIds: jsii.Strings("{{ InstnaceId }}"), DesiredState: jsii.String("stopped"),
				}),
				steps.NewChangeInstanceState(jsii.String("Start"), &steps.ChangeInstanceStateProps{
					InstanceIds: jsii.Strings("{{ InstanceId }}"), DesiredState: jsii.String("runing"), NextStep: jsii.String("Chekc"),
				}),
				steps.NewSleep(jsii.String("Check"), &steps.SleepProps{Duration: jsii.String("PT1M")}),
			},
		})
	} else {
		restart := ssm.NewRunbook(stack, jsii.String("Restart"), &ssm.RunbookProps{
			Parameters: &[]ssm.DocumentParameter{instanceId},
			Steps: &[]ssm.IStepSource{
				steps.NewChangeInstanceState(jsii.String("Stop"), &steps.ChangeInstanceStateProps{
					InstanceIds: &[]*string{instanceId.ValueAsString()}, DesiredState: jsii.String("stopped"),
				}),
			},
		})
		restart.StartAutomationCommand(&map[string]*[]*string{"InstnaceId": jsii.Strings("i-0123456789abcdef0")}, nil)
	}
	app.Synth(nil)
}
