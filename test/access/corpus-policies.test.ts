import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { findingsOf, statementsOf } from './cedar';
import {
  ApprovalLevel, Approver, AutoApprovalPolicy, CedarAttribute, CedarPolicy, CedarPrincipal, CedarStatement, Content, DocumentFormat,
  ManualApprovalPolicy, Target,
} from '../../src';
import { check } from '../../src/content/check/check';
import { parse } from '../../src/content/parse/parse';
import { render } from '../../src/content/render/render';
import { ContentMap } from '../../src/content/value';
import { CORPUS, describeWithCorpus, FOLDER, ordered, textOf } from '../content/corpus';
import { deployedContent, deployedText } from '../document/deployed-content';

const POLICIES = CORPUS.filter(({ class: kind }) => kind === 'jit-policy');
const MANUAL: Readonly<Record<string, string>> = { 'jit-policy/5097bc606932.json': 'E-commerce', 'jit-policy/53e0d747c8c0.json': 'FinanceApplication' };
const AUTO = 'jit-policy/9d6ac8d88827.json';
const CEDAR = 'jit-policy/c7342daf7335.txt';

const stackOf = (define: (stack: Stack) => void): Stack => {
  const stack = new Stack(new App(), 'Stack');
  define(stack);
  return stack;
};
const fileOf = (name: string): typeof POLICIES[number] => POLICIES.find(({ file }) => file === name)!;
const contentOf = (name: string): ContentMap => parse(textOf(fileOf(name))).content as ContentMap;

describeWithCorpus('the approval policies of the corpus', () => {
  test('are four', () => {
    expect(POLICIES.map(({ file }) => file).sort()).toEqual([...Object.keys(MANUAL), AUTO, CEDAR].sort());
  });

  test.each([...Object.keys(MANUAL), AUTO])('%s has no error, and reads back the same in each format', name => {
    const content = contentOf(name);
    expect(check(content).filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const options of [{ format: 'JSON' }, { format: 'JSON', pretty: true }, { format: 'YAML' }] as const) {
      expect(ordered(parse(render(content, options)).content)).toEqual(ordered(content));
    }
  });

  test.each([...Object.keys(MANUAL), AUTO])('%s goes through the construct unchanged', name => {
    for (const documentFormat of [DocumentFormat.JSON, DocumentFormat.YAML]) {
      const content = Content.fromFile(join(FOLDER, name));
      const stack = stackOf(scope => name === AUTO ? new AutoApprovalPolicy(scope, 'Policy', { content, documentFormat })
        : new ManualApprovalPolicy(scope, 'Policy', { content, documentFormat }));
      expect(ordered(deployedContent(stack))).toEqual(ordered(contentOf(name)));
      expect(deployedText(stack)).toBe(render(contentOf(name), { format: documentFormat === DocumentFormat.JSON ? 'JSON' : 'YAML' }));
    }
  });

  test.each(Object.entries(MANUAL))('%s is the same when it is declared', (name, workload) => {
    const stack = stackOf(scope => new ManualApprovalPolicy(scope, 'Policy', {
      description: '',
      targets: [Target.tag('Workload', workload)],
      accessDuration: Duration.days(1),
      approvals: [ApprovalLevel.of([Approver.ssoGroup('ec4df598-7071-70a6-0de4-12345example')], {
        required: 1, timeout: Duration.days(7), message: 'Please approve this request',
      })],
    }));
    expect(ordered(deployedContent(stack))).toEqual(ordered(contentOf(name)));
  });

  test('the auto-approval policy is the same when it is declared, its Cedar statement by statement, or as text byte by byte', () => {
    const { AutoApprovalPolicyDocuments: [{ content: cedar }] } = contentOf(AUTO) as any;
    const names = { id: 'optional field', description: 'optional description field' };
    const declared = CedarPolicy.fromStatements([
      CedarStatement.ofPermit({ comment: 'Policy to permit access to DEV nodes', when: [CedarAttribute.resourceTag('ENV').isEqualTo('DEV')] }),
    ], names);
    const [typed, text] = [declared, CedarPolicy.fromText(cedar, names)]
      .map(policy => stackOf(scope => new AutoApprovalPolicy(scope, 'Policy', { description: 'Description of the document', policies: [policy] })));
    expect(ordered(deployedContent(text))).toEqual(ordered(contentOf(AUTO)));
    expect(deployedText(text)).toBe(render(contentOf(AUTO), { format: 'JSON' }));
    const { AutoApprovalPolicyDocuments: [{ content, ...others }], ...rest } = deployedContent(typed) as any;
    const { AutoApprovalPolicyDocuments: [{ content: expected, ...expectedOthers }], ...expectedRest } = contentOf(AUTO) as any;
    expect([rest, others]).toEqual([expectedRest, expectedOthers]);
    expect(statementsOf(content)).toEqual(statementsOf(expected));
    expect(content).toMatch(/^\/\/ Policy to permit access to DEV nodes\npermit \(/);
  });

  test('the Cedar text is the same when it is declared, statement by statement, and goes through byte by byte', () => {
    const cedar = textOf(fileOf(CEDAR));
    expect(findingsOf(cedar)).toEqual([]);
    const environment = CedarAttribute.resourceTag('Environment');
    const declared = CedarPolicy.fromStatements([
      CedarStatement.ofPermit({ comment: 'Permit automatic access to DEV nodes', when: [environment.isEqualTo('DEV')] }),
      CedarStatement.ofPermit({
        comment: 'Permit automatic access to PROD nodes for OnCall users\nOnCall IDC Group ID: 34688438-1061-702c-a03d-1fa788dccfd1',
        principal: CedarPrincipal.group('34688438-1061-702c-a03d-1fa788dccfd1'),
        when: [environment.isEqualTo('PROD')],
      }),
    ]);
    const [typed, file] = [declared, CedarPolicy.fromFile(join(FOLDER, CEDAR))]
      .map(policy => (deployedContent(stackOf(scope => new AutoApprovalPolicy(scope, 'Policy', { policies: [policy] }))) as any).AutoApprovalPolicyDocuments[0].content);
    expect(file).toBe(cedar);
    expect(statementsOf(cedar)).toHaveLength(2);
    expect(statementsOf(typed)).toEqual(statementsOf(cedar));
    // The layout is another one, the comments are the same.
    const comments = (text: string): string[] => text.split('\n').filter(line => line.startsWith('//')).map(line => line.trimEnd());
    expect(comments(typed)).toEqual(comments(cedar));
  });
});
