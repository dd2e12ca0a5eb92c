import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnParameter, Duration, InjectionContext, IPropertyInjector, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  ApprovalLevel, Approver, Content, Document, DocumentFormat, DocumentSharing, IDocument, IManualApprovalPolicy, ManualApprovalPolicy,
  ManualApprovalPolicyProps, Target, TokenRole,
} from '../../src';
import { evaluate } from '../cloudformation';
import { contentInTemplate, deployedContent, templateOf } from '../document/deployed-content';

const LEVEL = ApprovalLevel.of([Approver.ssoGroup('g-1')], { required: 1 });
const LEVEL_CONTENT = {
  name: 'ManualApproval',
  action: 'aws:approve',
  inputs: { MinRequiredApprovals: 1, EnhancedApprovals: { Approvers: [{ approver: 'g-1', type: 'SSOGroup' }] } },
};
const TARGETS = [Target.tag('Workload', 'Shop')];
const CONTENT = {
  schemaVersion: '0.3',
  accessDuration: 3600,
  accessTokenRole: 'SSM-JustInTimeAccessTokenRole',
  targets: [{ Key: 'tag:Workload', Values: ['Shop'] }],
  mainSteps: [LEVEL_CONTENT],
};

let stack: Stack;
let folder: string;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  folder = mkdtempSync(join(tmpdir(), 'manual-policy-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function define(props: Partial<ManualApprovalPolicyProps> = {}, id = 'Policy'): ManualApprovalPolicy {
  return new ManualApprovalPolicy(stack, id, { targets: TARGETS, approvals: [LEVEL], ...props });
}

describe('the content', () => {
  test('has what was said, and the hour and the role that are usual', () => {
    define();
    expect(contentInTemplate(stack)).toBe(JSON.stringify(CONTENT));
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', {
      DocumentFormat: 'JSON', DocumentType: 'ManualApprovalPolicy', UpdateMethod: 'NewVersion', Name: Match.absent(),
    });
  });

  test('has all parts, in the order of AWS\'s policies', () => {
    define({
      documentName: 'Databases',
      description: 'Databases need two people',
      accessDuration: Duration.hours(336),
      tokenRole: 'Other',
      targets: [Target.tag('Tier', 'db', 'cache'), Target.tag('Data', 'personal')],
      approvals: [
        ApprovalLevel.of([Approver.ssoUser('u-1'), Approver.iamRole('Leads')], { required: 2, timeout: Duration.hours(1), message: 'Please look.' }),
        ApprovalLevel.of([Approver.ssoGroup('g-2', 2), Approver.ssoUser('u-2')]),
        ApprovalLevel.of([Approver.ssoGroup('g-3')], { required: 1, levelName: 'Last' }),
      ],
    });
    expect(contentInTemplate(stack)).toBe(JSON.stringify({
      schemaVersion: '0.3',
      accessDuration: 1_209_600,
      description: 'Databases need two people',
      accessTokenRole: 'Other',
      targets: [{ Key: 'tag:Tier', Values: ['db', 'cache'] }, { Key: 'tag:Data', Values: ['personal'] }],
      mainSteps: [
        {
          name: 'ManualApproval',
          action: 'aws:approve',
          timeoutSeconds: 3600,
          inputs: {
            Message: 'Please look.',
            MinRequiredApprovals: 2,
            EnhancedApprovals: { Approvers: [{ approver: 'u-1', type: 'SSOUser' }, { approver: 'Leads', type: 'IamRole' }] },
          },
        },
        {
          name: 'ManualApproval2',
          action: 'aws:approve',
          inputs: {
            EnhancedApprovals: {
              Approvers: [{ approver: 'g-2', type: 'SSOGroup', minRequiredApprovals: 2 }, { approver: 'u-2', type: 'SSOUser', minRequiredApprovals: 1 }],
            },
          },
        },
        { name: 'Last', action: 'aws:approve', inputs: { MinRequiredApprovals: 1, EnhancedApprovals: { Approvers: [{ approver: 'g-3', type: 'SSOGroup' }] } } },
      ],
    }));
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { Name: 'Databases' });
  });

  test('is for all nodes', () => {
    define({ targets: [Target.allInstances()] });
    expect(deployedContent(stack)).toMatchObject({ targets: [{ Key: 'InstanceIds', Values: ['*'] }] });
  });

  test('has the name of a role that is a construct', () => {
    const tokenRole = new TokenRole(stack, 'Role');
    const policy = define({ tokenRole });
    expect(JSON.parse(evaluate(stack.resolve(policy.contentText), { refs: { Role1ABCC5F0: 'the-role' } }) as string)).toMatchObject({ accessTokenRole: 'the-role' });
  });

  test('can wait for deployment', () => {
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
    define({ targets: [Target.tag('Workload', text)], accessDuration: Duration.seconds(seconds), approvals: [ApprovalLevel.of([Approver.ssoGroup(text)], { required: 1 })] });
    expect(deployedContent(stack, { refs: { Text: 'a "b"\n\\', Seconds: 7200 } })).toMatchObject({
      accessDuration: 7200,
      targets: [{ Key: 'tag:Workload', Values: ['a "b"\n\\'] }],
      mainSteps: [{ inputs: { EnhancedApprovals: { Approvers: [{ approver: 'a "b"\n\\' }] } } }],
    });
  });

  test('can be YAML', () => {
    define({ documentFormat: DocumentFormat.YAML });
    expect(contentInTemplate(stack)).toContain('targets:\n  - Key: tag:Workload\n    Values:\n      - Shop\n');
  });

  test('takes defaults that an organisation injects', () => {
    class Longer implements IPropertyInjector {
      public readonly constructUniqueId = ManualApprovalPolicy.PROPERTY_INJECTION_ID;
      public inject(props: ManualApprovalPolicyProps, _: InjectionContext): ManualApprovalPolicyProps {
        return { accessDuration: Duration.hours(8), ...props };
      }
    }
    PropertyInjectors.of(stack).add(new Longer());
    expect(define().contentText).toContain('"accessDuration":28800');
  });
});

describe('a content that is given', () => {
  test('is deployed as it is, or with another description', () => {
    const given = { ...CONTENT, description: 'old' };
    new ManualApprovalPolicy(stack, 'Policy', { content: Content.fromObject(given) });
    expect(contentInTemplate(stack)).toBe(JSON.stringify(given));
    const other = new Stack(new App(), 'Other');
    new ManualApprovalPolicy(other, 'Policy', { content: Content.fromObject(given), description: 'new' });
    expect(contentInTemplate(other)).toBe(JSON.stringify({ ...given, description: 'new' }));
  });

  test('comes from a file, whose findings say where', () => {
    const path = join(folder, 'policy.yaml');
    const { accessDuration, ...others } = CONTENT;
    const lines = Object.entries(others).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
    writeFileSync(path, [`accessDuration: ${accessDuration}\n`, `accessDuration: ${accessDuration}\n`, ...lines].join(''));
    new ManualApprovalPolicy(stack, 'Policy', { content: Content.fromFile(path) });
    templateOf(stack);
    Annotations.fromStack(stack).hasWarning('/Stack/Policy', Match.stringLikeRegexp('policy\\.yaml, line 2, column 1: '));
  });

  test('excludes what stands in it', () => {
    expect(() => new ManualApprovalPolicy(stack, 'Policy', { content: Content.fromObject(CONTENT), targets: TARGETS, tokenRole: 'Other' }))
      .toThrow('"Policy" has content and targets, tokenRole as well, but its content has these itself; change them there, or leave out content');
    expect(() => new ManualApprovalPolicy(stack, 'Text', { content: Content.fromString('permit (principal, action, resource);') }))
      .toThrow('the content of "Text" is text, where a map with schemaVersion "0.3" is needed');
    expect(() => new ManualApprovalPolicy(stack, 'Wrong', { content: CONTENT as unknown as Content })).toThrow('use Content.fromFile');
  });
});

describe('what is wrong', () => {
  test('is said at once', () => {
    expect(() => new ManualApprovalPolicy(stack, 'None', {})).toThrow('"None" is no manual approval policy; give these, or content:\n'
      + '  - targets is missing: the nodes that the policy is about, such as Target.tag("Workload", "Shop") or Target.allInstances()\n'
      + '  - approvals is missing: 1 to 5 levels of approval');
    expect(() => new ManualApprovalPolicy(stack, 'Few', { approvals: [LEVEL], accessDuration: Duration.minutes(59) })).toThrow('"Few" is no manual approval policy:\n'
      + '  - targets is missing: the nodes that the policy is about, such as Target.tag("Workload", "Shop") or Target.allInstances()\n'
      + '  - accessDuration is 59 minutes (3540 seconds); whole seconds from 1 to 336 hours are allowed');
    expect(() => new ManualApprovalPolicy(stack, 'Empty', { targets: [], approvals: [] })).toThrow('"Empty" is no manual approval policy:\n'
      + '  - targets is empty: give one at least, Target.allInstances() for all nodes\n'
      + '  - approvals is empty: 1 to 5 levels of approval are needed');
  });

  test.each([Duration.seconds(3_599), Duration.seconds(1_209_601), Duration.millis(3_600_500)])('a duration: %#', accessDuration => {
    expect(() => define({ accessDuration })).toThrow(/"Policy" is no manual approval policy: accessDuration is .*; whole seconds from 1 to 336 hours are allowed$/);
  });

  test.each([Duration.seconds(3_600), Duration.seconds(3_601), Duration.days(14)])('or right: %#', accessDuration => {
    define({ accessDuration });
    expect(deployedContent(stack)).toMatchObject({ accessDuration: accessDuration.toSeconds() });
  });

  test('levels and approvers are counted', () => {
    define({ approvals: Array.from({ length: 6 }, () => LEVEL) });
    expect(() => templateOf(stack)).toThrow(/there are 6 levels of approval, .* 5 are allowed/);
    stack = new Stack(new App(), 'Other');
    define({ approvals: [ApprovalLevel.of(Array.from({ length: 6 }, (_, index) => Approver.ssoUser(`u-${index}`)), { required: 1 })] });
    expect(() => templateOf(stack)).toThrow(/Approvers is a list of 1 to 5 approvers, found 6 approvers/);
  });
});

describe('what others ask', () => {
  test('what it is', () => {
    const policy: IDocument = define();
    expect(ManualApprovalPolicy.isManualApprovalPolicy(policy)).toBe(true);
    expect([undefined, null, 5, new Document(stack, 'D', { content: Content.fromObject(CONTENT) })].some(x => ManualApprovalPolicy.isManualApprovalPolicy(x))).toBe(false);
  });

  test('it is not shared, nor is one that exists', () => {
    const imported = ManualApprovalPolicy.fromManualApprovalPolicyName(stack, 'Imported', 'Databases');
    for (const document of [define(), imported]) {
      expect(() => new DocumentSharing(stack, `Sharing${document.node.id}`, { document, accountIds: ['444455556666'] }))
        .toThrow('the document is of type ManualApprovalPolicy; SSM shares no documents of the types ManualApprovalPolicy and AutoApprovalPolicy');
    }
  });
});

describe('a policy that exists', () => {
  const ARN = 'arn:aws:ssm:us-east-1:444455556666:document/Databases';

  test('by its name', () => {
    const policy: IManualApprovalPolicy = ManualApprovalPolicy.fromManualApprovalPolicyName(stack, 'Mine', 'Databases');
    expect(policy.documentRef).toEqual({ documentName: 'Databases' });
    expect(stack.resolve(policy.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/Databases']] });
  });

  test('by its ARN', () => {
    const policy = ManualApprovalPolicy.fromManualApprovalPolicyArn(stack, 'Other', ARN);
    expect(policy).toMatchObject({ documentName: 'Databases', documentArn: ARN, env: { account: '444455556666', region: 'us-east-1' } });
    expect(ManualApprovalPolicy.fromManualApprovalPolicyAttributes(stack, 'Both', { documentArn: ARN, documentName: 'X' })).toMatchObject({ documentName: 'X', documentArn: ARN });
  });

  test('by nothing is refused', () => {
    expect(() => ManualApprovalPolicy.fromManualApprovalPolicyAttributes(stack, 'None', {})).toThrow('neither documentName nor documentArn is given');
  });
});
