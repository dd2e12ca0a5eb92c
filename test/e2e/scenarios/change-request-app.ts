import { Duration, Stack } from 'aws-cdk-lib';
import { ApprovalLevel, Approver, ChangeRequest, ChangeTemplate, ReviewAction, Runbook, steps, TemplateReview } from '../../../src';
import { Assembly, Stage } from '../stage';

/** A request of a template that is reviewed in the same stack, `Request`, to run a runbook; with what else stands there. */
export function changeRequestApp(
  stage: Stage, changeDetails: string, addTo: (stack: Stack, runbook: Runbook, request: ChangeRequest) => void = () => {},
): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Request');
    const runbook = new Runbook(stack, 'Wait', { steps: [new steps.Sleep('Wait', { duration: Duration.seconds(1) })] });
    const template = new ChangeTemplate(stack, 'Template', {
      documentName: 'Ops-Template',
      templateInformation: 'Waits.',
      runbooks: [runbook],
      approvals: [ApprovalLevel.of([Approver.iamRole('Leads')])],
    });
    const reviewed = new TemplateReview(stack, 'Reviewed', { template, action: ReviewAction.approve('Reviewed in the pull request') });
    const request = new ChangeRequest(stack, 'Request', { template, runbook: runbook.invoke(), changeRequestName: 'Wait', changeDetails });
    request.node.addDependency(reviewed);
    addTo(stack, runbook, request);
  });
}
