import assert from 'node:assert/strict';
import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { AccessRequest, Target } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, ticket: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Access');
    const requester = new iam.Role(stack, 'OnCall', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    new AccessRequest(stack, 'Request', { requester, reason: 'Disk full', targets: [Target.instanceIds('i-0123456789abcdef0')], tags: { Ticket: ticket } });
  });
}

/** A request for access is an event, its tags are not. */
export const accessRequest: Scenario = {
  title: 'an access request is made once by the role of the requester, re-tagged, and cancelled when the stack is destroyed',
  run: async stage => {
    await stage.deploy(synth(stage, 'OPS-1'), 'Access');
    const { OnCall0B2745F4: role } = await stage.resources('Access');
    const [request, ...others] = stage.double.accessRequests.all;
    const { id, createdBy, tags } = request;
    assert.deepEqual(others, []);
    assert.equal(createdBy, `arn:aws:sts::${stage.double.account}:assumed-role/${role}/cdk-systems-manager`);
    assert.equal(tags.Ticket, 'OPS-1');
    assert.deepEqual(stage.answers(), ['Create AccessRequest SUCCESS']);

    const two = synth(stage, 'OPS-2');
    await stage.deploy(two, 'Access');
    const requests = () => stage.double.accessRequests.all.map(one => [one.id, one.status, one.tags.Ticket]);
    assert.deepEqual(requests(), [[id, 'PendingApproval', 'OPS-2']]);
    // Nothing but the tag has changed.
    assert.deepEqual(stage.double.accessRequests.all, [{ ...request, tags: { ...tags, Ticket: 'OPS-2' } }]);
    assert.deepEqual(stage.answers().slice(1), ['Update AccessRequest SUCCESS']);
    await stage.deployUnchanged(two, 'Access');
    assert.equal(stage.double.requestsFor('StartAccessRequest').length, 1);

    await stage.destroy(two, 'Access');
    assert.deepEqual(requests(), [[id, 'Cancelled', 'OPS-2']]);
    assert.deepEqual(stage.answers().slice(2), ['Delete AccessRequest SUCCESS']);
    await stage.holdsOnly();
  },
};
