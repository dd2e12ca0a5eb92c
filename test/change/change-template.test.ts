import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sns as sns, CfnElement, CfnParameter, Duration, InjectionContext, IPropertyInjector,
  PropertyInjectors, Stack,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  AllowedRunbook, ApprovalLevel, Approver, AssumeRole, ChangeRequest, ChangeTemplate, ChangeTemplateProps, Content, Document, DocumentFormat,
  DocumentParameter, IChangeTemplate, IDocument, Markdown, Runbook, steps,
} from '../../src';
import { evaluate } from '../cloudformation';
import { contentInTemplate, deployedContent, templateOf } from '../document/deployed-content';

const LEVEL = ApprovalLevel.of([Approver.iamRole('Leads')]);
const LEVEL_CONTENT = {
  name: 'ApproveAction1',
  action: 'aws:approve',
  inputs: { EnhancedApprovals: { Approvers: [{ approver: 'Leads', type: 'IamRole', minRequiredApprovals: 1 }] } },
};
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:approvals';

let stack: Stack;
let folder: string;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  folder = mkdtempSync(join(tmpdir(), 'change-template-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function define(props: Partial<ChangeTemplateProps> = {}, id = 'Template'): ChangeTemplate {
  return new ChangeTemplate(stack, id, { approvals: [LEVEL], ...props });
}

function given(content: Record<string, any>, props: Partial<ChangeTemplateProps> = {}): ChangeTemplate {
  return new ChangeTemplate(stack, 'Template', { content: Content.fromObject(content), ...props });
}

function levelsOf(...approvals: ApprovalLevel[]): any[] {
  define({ approvals });
  return (deployedContent(stack) as any).mainSteps;
}

describe('the content', () => {
  test('has nothing that was not said', () => {
    define();
    expect(contentInTemplate(stack)).toBe(JSON.stringify({ schemaVersion: '0.3', mainSteps: [LEVEL_CONTENT] }));
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', {
      DocumentFormat: 'JSON', DocumentType: 'Automation.ChangeTemplate', UpdateMethod: 'NewVersion', Name: Match.absent(),
    });
  });

  test('has all parts, in the order of the user guide', () => {
    const who = DocumentParameter.ofString('Approver', { description: 'Who approves' });
    const kind = DocumentParameter.ofString('ApproverType');
    const topic = DocumentParameter.ofString('Topic');
    define({
      documentName: 'Web-Patch',
      description: 'Patches the web tier',
      templateInformation: '## Why?\n\n* ticket\n',
      parameters: [who, kind, topic],
      runbooks: ['AWS-HelloWorld', AllowedRunbook.of('Web-Patch-All', '3')],
      emergencyChange: true,
      autoApprovable: false,
      monitors: ['Errors'],
      approvals: [
        ApprovalLevel.of([Approver.of(who.valueAsString, kind.valueAsString), Approver.iamGroup('operators', 2)], {
          timeout: Duration.hours(8), topic: topic.valueAsString, message: 'Please look.',
        }),
        ApprovalLevel.of([Approver.ssoUser('alice'), Approver.ssoGroup('platform'), Approver.iamUser('bob')], { required: 2, topic: TOPIC, levelName: 'Managers' }),
      ],
    });

    expect(contentInTemplate(stack)).toBe(JSON.stringify({
      schemaVersion: '0.3',
      description: 'Patches the web tier',
      templateInformation: '## Why?\n\n* ticket\n',
      parameters: { Approver: { type: 'String', description: 'Who approves' }, ApproverType: { type: 'String' }, Topic: { type: 'String' } },
      executableRunBooks: [{ name: 'AWS-HelloWorld', version: '$DEFAULT' }, { name: 'Web-Patch-All', version: '3' }],
      emergencyChange: true,
      autoApprovable: false,
      cloudWatchMonitors: { monitors: ['Errors'] },
      mainSteps: [
        {
          name: 'ApproveAction1',
          action: 'aws:approve',
          timeoutSeconds: 28800,
          inputs: {
            Message: 'Please look.',
            EnhancedApprovals: {
              NotificationArn: '{{ Topic }}',
              Approvers: [
                { approver: '{{ Approver }}', type: '{{ ApproverType }}', minRequiredApprovals: 1 },
                { approver: 'operators', type: 'IamGroup', minRequiredApprovals: 2 },
              ],
            },
          },
        },
        {
          name: 'Managers',
          action: 'aws:approve',
          inputs: {
            MinRequiredApprovals: 2,
            EnhancedApprovals: {
              NotificationArn: TOPIC,
              Approvers: [
                { approver: 'alice', type: 'SSOUser', minRequiredApprovals: 0 },
                { approver: 'platform', type: 'SSOGroup', minRequiredApprovals: 0 },
                { approver: 'bob', type: 'IamUser', minRequiredApprovals: 0 },
              ],
            },
          },
        },
      ],
    }));
  });

  test('has resources by the names that SSM knows them by', () => {
    const topic = new sns.Topic(stack, 'Topic');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const alarm = new cloudwatch.CfnAlarm(stack, 'Alarm', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 });
    const runbook = new Runbook(stack, 'Runbook', { steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller() });
    const shared = Runbook.fromRunbookArn(stack, 'Shared', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared');
    const template = define({
      runbooks: [runbook, AllowedRunbook.of(shared, '$LATEST')],
      monitors: [alarm],
      approvals: [ApprovalLevel.of([Approver.iamRole(role)], { required: 1, topic })],
    });
    const ids = [runbook, topic, role].map(({ node }) => stack.getLogicalId(node.defaultChild as CfnElement));
    const refs = Object.fromEntries([...ids, 'Alarm'].map(id => [id, `the-${id}`]));
    expect(JSON.parse(evaluate(stack.resolve(template.contentText), { refs }) as string)).toEqual({
      schemaVersion: '0.3',
      executableRunBooks: [
        { name: 'the-Runbook246ED732', version: '$DEFAULT' },
        { name: 'arn:aws:ssm:eu-west-1:444455556666:document/Shared', version: '$LATEST' },
      ],
      cloudWatchMonitors: { monitors: ['the-Alarm'] },
      mainSteps: [{
        name: 'ApproveAction1',
        action: 'aws:approve',
        inputs: {
          MinRequiredApprovals: 1,
          EnhancedApprovals: { NotificationArn: 'the-TopicBFC7AF6E', Approvers: [{ approver: 'the-Role1ABCC5F0', type: 'IamRole', minRequiredApprovals: 0 }] },
        },
      }],
    });
  });

  test('can be YAML', () => {
    define({ documentFormat: DocumentFormat.YAML, templateInformation: '# Why\n\nBecause.\n' });
    expect(contentInTemplate(stack)).toContain('templateInformation: |\n  # Why\n\n  Because.\nmainSteps:\n  - name: ApproveAction1\n');
  });

  test('has what only deployment knows', () => {
    const value = new CfnParameter(stack, 'Value').valueAsString;
    define({ templateInformation: `Ticket: ${value}` });
    expect(deployedContent(stack, { refs: { Value: 'a "b"\n\\' } })).toMatchObject({ templateInformation: 'Ticket: a "b"\n\\' });
  });

  test('takes defaults that an organisation injects', () => {
    class Informed implements IPropertyInjector {
      public readonly constructUniqueId = ChangeTemplate.PROPERTY_INJECTION_ID;
      public inject(props: ChangeTemplateProps, _: InjectionContext): ChangeTemplateProps {
        return { templateInformation: 'injected', ...props };
      }
    }
    PropertyInjectors.of(stack).add(new Informed());
    expect(define().contentText).toContain('"templateInformation":"injected"');
  });
});

describe('levels', () => {
  test('that say a number need it of anybody; others need each approver, or what an approver says', () => {
    const approvers = [Approver.iamUser('a'), Approver.iamGroup('g', 3)];
    const counts = levelsOf(ApprovalLevel.of(approvers), ApprovalLevel.of(approvers.slice(0, 1), { required: 1 }))
      .map(({ inputs }) => [inputs.MinRequiredApprovals, inputs.EnhancedApprovals.Approvers.map((line: any) => line.minRequiredApprovals)]);
    expect(counts).toEqual([[undefined, [1, 3]], [1, [0]]]);
  });

  test('are values: one can stand in two templates, at different places', () => {
    const [first, second] = levelsOf(LEVEL, LEVEL);
    expect(first).toEqual(LEVEL_CONTENT);
    expect(second).toEqual({ ...LEVEL_CONTENT, name: 'ApproveAction2' });
  });

  test('do not change with the list that they were given', () => {
    const approvers = [Approver.iamUser('a')];
    const level = ApprovalLevel.of(approvers);
    approvers.push(Approver.iamUser('b'));
    expect(levelsOf(level)[0].inputs.EnhancedApprovals.Approvers).toHaveLength(1);
  });

  test('can need as many approvals as a parameter says', () => {
    const count = DocumentParameter.ofInteger('Count');
    define({ parameters: [count], approvals: [ApprovalLevel.of([Approver.iamGroup('g')], { required: count.valueAsNumber })] });
    expect(deployedContent(stack)).toMatchObject({ mainSteps: [{ inputs: { MinRequiredApprovals: '{{ Count }}' } }] });
  });
});

describe('what is wrong', () => {
  test('is said at synth, all at once', () => {
    const users = (count: number): Approver[] => Array.from({ length: count }, (_, index) => Approver.iamUser(`user${index}`));
    define({
      runbooks: ['No such name', AllowedRunbook.of('Fine', 'newest')],
      approvals: [
        ApprovalLevel.of(users(6), { timeout: Duration.days(31), message: 'x'.repeat(4097) }), ApprovalLevel.of([]), ApprovalLevel.of([Approver.of('a', 'User')]),
        ...Array.from({ length: 3 }, () => LEVEL),
      ],
    });
    let message = '';
    try {
      templateOf(stack);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('Stack/Template: the change template has 8 errors');
    expect([...message.matchAll(/^ +error +(\S+)/gm)].map(([, path]) => path)).toEqual([
      'executableRunBooks[0].name',
      'executableRunBooks[1].version',
      'mainSteps',
      'mainSteps[0].timeoutSeconds',
      'mainSteps[0].inputs.Message',
      'mainSteps[0].inputs.EnhancedApprovals.Approvers',
      'mainSteps[1].inputs.EnhancedApprovals.Approvers',
      'mainSteps[2].inputs.EnhancedApprovals.Approvers[0].type',
    ]);
  });

  test('or odd is a warning', () => {
    define({ emergencyChange: true, autoApprovable: true, approvals: [ApprovalLevel.of([Approver.iamUser('a', 1)], { required: 2 })] });
    templateOf(stack);
    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Template', Match.anyValue()).map(({ entry }) => entry.data as string);
    expect(warnings).toHaveLength(3);
    for (const part of ['emergency changes run while the calendar is closed', 'whichever asks for more counts', '2 approvals are needed, but there is only 1 user']) {
      expect(warnings.filter(warning => warning.includes(part))).toHaveLength(1);
    }
  });

  test('no approvals, or none at all', () => {
    expect(() => new ChangeTemplate(stack, 'None', {})).toThrow('"None" has neither approvals nor content; give one of them: a change template has 1 to 5 levels');
    define({ approvals: [] });
    expect(() => templateOf(stack)).toThrow(/mainSteps .*list of at least one step/);
  });

  test('content and parts', () => {
    expect(() => given({ schemaVersion: '0.3' }, { approvals: [LEVEL], autoApprovable: false, runbooks: [] }))
      .toThrow('"Template" has content and approvals, runbooks, autoApprovable as well');
    expect(() => new ChangeTemplate(stack, 'Text', { content: Content.fromString('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n') }))
      .toThrow('the content of "Text" is text, and a change template is a map');
    expect(() => new ChangeTemplate(stack, 'Wrong', { content: { schemaVersion: '0.3' } as unknown as Content })).toThrow('use Content.fromFile');
  });

  test('parameters of one name', () => {
    const twice = [DocumentParameter.ofString('A'), DocumentParameter.ofString('A')];
    expect(() => define({ parameters: twice })).toThrow('the parameter "A" is given twice');
  });

  test('a content that is a runbook', () => {
    given({ schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:pause', inputs: {} }] });
    expect(() => templateOf(stack)).toThrow(/no step asks for approval/);
  });
});

describe('a content that is given', () => {
  const CONTENT = { description: 'old', schemaVersion: '0.3', autoApprovable: true, mainSteps: [LEVEL_CONTENT] };

  test('is deployed as it is', () => {
    given(CONTENT);
    expect(contentInTemplate(stack)).toBe(JSON.stringify(CONTENT));
  });

  test('gets another description in the place of its own, and the content stays as it was', () => {
    given(CONTENT, { description: 'new' });
    expect(contentInTemplate(stack)).toBe(JSON.stringify({ ...CONTENT, description: 'new' }));
    expect(CONTENT.description).toBe('old');
  });

  test('is a file, whose findings say where', () => {
    const path = join(folder, 'template.yaml');
    writeFileSync(path, 'schemaVersion: "0.3"\nemergencyChange: false\nemergencyChange: false\nmainSteps: []\n');
    new ChangeTemplate(stack, 'Template', { content: Content.fromFile(path) });
    expect(() => templateOf(stack)).toThrow(/error +mainSteps .*[^]*template\.yaml, line 3, column 1/);
  });
});

describe('Markdown', () => {
  test('is read from a file as it stands there, but for a byte order mark', () => {
    writeFileSync(join(folder, 'a.md'), '\ufeff# Ä\r\n\n{{ x }} \n');
    expect(Markdown.fromFile(join(folder, 'a.md'))).toBe('# Ä\r\n\n{{ x }} \n');
  });

  test('that cannot be read is refused', () => {
    expect(() => Markdown.fromFile(join(folder, 'none.md'))).toThrow(/the Markdown file ".*none\.md" cannot be read \(ENOENT.*\); the path is seen from the working directory, "/);
    writeFileSync(join(folder, 'b.md'), Buffer.from([0x41, 0xff]));
    expect(() => Markdown.fromFile(join(folder, 'b.md'))).toThrow(/no UTF-8 text/);
    expect(() => Markdown.fromFile(folder)).toThrow(/cannot be read/);
  });
});

describe('what others ask', () => {
  test('parameters', () => {
    const template = define({ parameters: [DocumentParameter.ofString('Ticket', { allowedPattern: '^OPS-' })] });
    expect(template.parameter('Ticket').validate('X')).not.toEqual([]);
    expect(template.parameters.map(({ name }) => name)).toEqual(['Ticket']);
    expect(() => template.parameter('Tickt')).toThrow('did you mean "Ticket"?');
    expect(() => define({}, 'Other').parameter('Ticket')).toThrow('it declares none');
  });

  test('a change request knows which runbooks it allows, and whether it needs approval', () => {
    const [mine, other] = ['Mine', 'Other'].map(id => new Runbook(stack, id, { steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller() }));
    const template = define({ runbooks: [mine], autoApprovable: true });
    new ChangeRequest(stack, 'Allowed', { template, runbook: mine.invoke(), autoApprove: true });
    expect(() => new ChangeRequest(stack, 'NotAllowed', { template, runbook: other.invoke() })).toThrow('Stack/Template does not allow Stack/Other; it allows Stack/Mine');
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('auto-approvable'));
  });

  test('what it is', () => {
    const template = define();
    expect(ChangeTemplate.isChangeTemplate(template)).toBe(true);
    expect([undefined, null, 5, ChangeTemplate.fromAmazon(stack, 'Import', 'AWS-HelloWorldChangeTemplate')].some(x => ChangeTemplate.isChangeTemplate(x))).toBe(false);
    const document: IDocument = template;
    expect(Document.isDocument(document)).toBe(false);
  });
});

describe('a change template that exists', () => {
  const ARN = 'arn:aws:ssm:us-east-1:444455556666:document/Shared-Change';

  test('by its name, also one of Amazon', () => {
    const template: IChangeTemplate = ChangeTemplate.fromChangeTemplateName(stack, 'Mine', 'Web-Patch');
    expect(template.documentRef).toEqual({ documentName: 'Web-Patch' });
    expect(stack.resolve(template.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/Web-Patch']] });
    for (const document of [
      ChangeTemplate.fromAmazon(stack, 'Amazon', 'AWS-HelloWorldChangeTemplate'), ChangeTemplate.fromChangeTemplateName(stack, 'Name', 'AWS-HelloWorldChangeTemplate'),
    ]) {
      expect(stack.resolve(document.documentArn))
        .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1::document/AWS-HelloWorldChangeTemplate']] });
    }
  });

  test('by its ARN', () => {
    const template = ChangeTemplate.fromChangeTemplateArn(stack, 'Shared', ARN);
    expect(template).toMatchObject({ documentName: 'Shared-Change', documentArn: ARN, env: { account: '444455556666', region: 'us-east-1' } });
    expect(ChangeTemplate.fromChangeTemplateAttributes(stack, 'Both', { documentArn: ARN, documentName: 'Other' })).toMatchObject({ documentName: 'Other', documentArn: ARN });
  });

  test('by nothing is refused', () => {
    expect(() => ChangeTemplate.fromChangeTemplateAttributes(stack, 'None', {})).toThrow('neither documentName nor documentArn is given');
  });
});
