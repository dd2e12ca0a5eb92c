package com.example;

import io.github.cdksystemsmanager.DocumentParameter;
import io.github.cdksystemsmanager.Runbook;
import io.github.cdksystemsmanager.steps.ChangeInstanceState;
import io.github.cdksystemsmanager.steps.Sleep;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** Mistakes that people make, each as its own app: what they are shown is read by the test. */
public final class Mistakes {
    public static void main(final String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Web");
        DocumentParameter instanceId = DocumentParameter.ofEc2InstanceId("InstanceId");
        if (args[0].equals("wrong-reference")) {
            Runbook.Builder.create(stack, "Restart")
                    .parameters(List.of(instanceId))
                    .steps(List.of(
                            ChangeInstanceState.Builder.create("Stop")
                                    .instanceIds(List.of("{{ InstnaceId }}")).desiredState("stopped").build(),
                            ChangeInstanceState.Builder.create("Start")
                                    .instanceIds(List.of("{{ InstanceId }}")).desiredState("runing").nextStep("Chekc").build(),
                            Sleep.Builder.create("Check").duration("PT1M").build()))
                    .build();
        } else {
            Runbook restart = Runbook.Builder.create(stack, "Restart")
                    .parameters(List.of(instanceId))
                    .steps(List.of(ChangeInstanceState.Builder.create("Stop")
                            .instanceIds(List.of(instanceId.getValueAsString())).desiredState("stopped").build()))
                    .build();
            restart.startAutomationCommand(Map.of("InstnaceId", List.of("i-0123456789abcdef0")));
        }
        app.synth();
    }

    private Mistakes() {
    }
}
