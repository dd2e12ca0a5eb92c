import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addExamples } from '../../examples/app';

const root = join(__dirname, '..', '..');
const outdir = mkdtempSync(join(tmpdir(), 'examples-'));
const empty = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => [outdir, empty].forEach(folder => rmSync(folder, { recursive: true })));

test('every example synthesizes to templates that the CDK\'s own validation has nothing against', () => {
  // This one test turns on what test/setup.ts turns off.
  delete process.env.CDK_VALIDATION;
  const app = new App({ outdir });
  addExamples(app);
  const { stacks } = app.synth();
  process.env.CDK_VALIDATION = 'false';

  expect(stacks.map(({ id }) => id)).toEqual(['Change', 'Commands', 'ExistingDocuments', 'LoggedShell', 'NodeAccess', 'Operations', 'PatchWithBackup', 'Tunnels']);
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
  };
  const violations = report.pluginReports.flatMap(({ violations: found }) => found)
    .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`));
  expect(violations).toEqual([]);
});

test('access is requested when the approval policies are there', () => {
  const app = new App();
  addExamples(app);
  const { Resources } = Template.fromStack(app.node.findChild('NodeAccess') as never).toJSON();
  const ofType = (type: string) => Object.keys(Resources).filter(id => Resources[id].Type === type);
  const policies = ofType('AWS::SSM::Document');
  const [request] = ofType('Custom::SSMAccessRequest');
  expect(policies).toHaveLength(3);
  expect(Resources[request].DependsOn).toEqual(expect.arrayContaining(policies));
});

test('each document of the examples is deployed as a string that reads as its type says', () => {
  const app = new App();
  addExamples(app);
  const types = new Map<string, string[]>();
  for (const stack of app.node.children) {
    if (stack.node.id === 'Tree') continue;
    for (const { Properties } of Object.values(Template.fromStack(stack as never).findResources('AWS::SSM::Document'))) {
      const content = JSON.stringify(Properties.Content);
      const sessionType = /sessionType[\\": ]+(\w+)/.exec(content)?.[1];
      types.set(Properties.DocumentType, [...types.get(Properties.DocumentType) ?? [], ...sessionType === undefined ? [] : [sessionType]]);
      expect(typeof Properties.Content === 'string' || 'Fn::Join' in Properties.Content).toBe(true);
    }
  }
  expect(Object.fromEntries(types)).toEqual({
    'Session': ['Standard_Stream', 'Standard_Stream', 'Port', 'Port', 'Port', 'Port', 'InteractiveCommands', 'NonInteractiveCommands'],
    'Automation': [],
    'Automation.ChangeTemplate': [],
    'Command': [],
    'ChangeCalendar': [],
    'AutoApprovalPolicy': [],
    'ManualApprovalPolicy': [],
  });
});

test('the demo shows every document with its size, its hash and its findings, without colours when nobody looks', () => {
  const printed = execFileSync(process.execPath, [require.resolve('tsx/cli'), join(root, 'examples', 'demo.ts')], { cwd: empty, encoding: 'utf8' });
  expect(printed).toContain('24 documents in 8 stacks');
  expect(printed.match(/^size {6}\d+ bytes/gm)).toHaveLength(24);
  expect(printed.match(/^findings {2}none$/gm)).toHaveLength(24);
  expect(printed.match(/^sha256 {4}[0-9a-f]{64}$/gm)).toHaveLength(11);
  expect(printed).toMatch(/^template {2}cdk\.out\/Tunnels\.template\.json$/m);
  expect(printed).not.toContain('\u001b[');
});
