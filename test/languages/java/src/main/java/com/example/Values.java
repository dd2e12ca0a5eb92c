package com.example;

import io.github.cdksystemsmanager.BooleanParameterOptions;
import io.github.cdksystemsmanager.Content;
import io.github.cdksystemsmanager.Document;
import io.github.cdksystemsmanager.DocumentParameter;
import io.github.cdksystemsmanager.IntegerParameterOptions;
import io.github.cdksystemsmanager.Runbook;
import io.github.cdksystemsmanager.StringMapParameterOptions;
import io.github.cdksystemsmanager.steps.AwsApi;
import io.github.cdksystemsmanager.steps.ChangeInstanceState;
import io.github.cdksystemsmanager.steps.ExecuteAutomation;
import io.github.cdksystemsmanager.steps.InstanceState;
import io.github.cdksystemsmanager.steps.RunInstances;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Values of all kinds: numbers, lists, flags and maps that are references, and a content as an object. */
public final class Values {
    public static void main(final String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Values");
        DocumentParameter count = DocumentParameter.ofInteger("Count",
                IntegerParameterOptions.builder().defaultValue(2).allowedValues(List.of(1, 2, 3)).build());
        DocumentParameter ids = DocumentParameter.ofEc2InstanceIdList("Ids");
        DocumentParameter force = DocumentParameter.ofBoolean("Force", BooleanParameterOptions.builder().defaultValue(false).build());
        DocumentParameter labels = DocumentParameter.ofStringMap("Labels",
                StringMapParameterOptions.builder().defaultValue(Map.of("a", "1", "b", "2")).build());
        RunInstances launch = RunInstances.Builder.create("Launch")
                .imageId("ami-0123456789abcdef0")
                .minInstanceCount(1)
                .maxInstanceCount(count.getValueAsNumber())
                .instanceType("t3.micro")
                .build();
        Runbook.Builder.create(stack, "Runbook")
                .parameters(List.of(count, ids, force, labels))
                .steps(List.of(
                        launch,
                        ChangeInstanceState.Builder.create("Stop")
                                .instanceIds(ids.getValueAsList())
                                .desiredState(InstanceState.STOPPED)
                                .force(force.getValueAsAny())
                                .build(),
                        AwsApi.Builder.create("Tag")
                                .service("ec2")
                                .api("CreateTags")
                                .parameters(Map.of(
                                        "Resources", launch.getInstanceIds(),
                                        "Tags", List.of(Map.of("Key", "Count", "Value", count.getValueAsString()))))
                                .build(),
                        ExecuteAutomation.Builder.create("Further")
                                .document("AWS-StopEC2Instance")
                                .runtimeParameters(Map.of("AutomationAssumeRole", List.of(), "InstanceId", ids.getValueAsList()))
                                .build()))
                .build();
        Document.Builder.create(stack, "Command")
                .content(Content.fromObject(Map.of(
                        "mainSteps", List.of(Map.of(
                                "action", "aws:runShellScript",
                                "inputs", Map.of("runCommand", List.of("df -h"), "timeoutSeconds", 60),
                                "name", "disks")),
                        "parameters", Map.of("Verbose", Map.of("default", false, "type", "Boolean")),
                        "schemaVersion", "2.2")))
                .build();
        app.synth();
    }

    private Values() {
    }
}
