import { join } from 'node:path';
import { folderWith, run } from './run';

const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';
const GOOD = `permit (principal, action == ${ACTION}, resource);\n`;

test('a file of policies has its findings where they stand', async () => {
  const folder = folderWith({ 'a.cedar': `${GOOD}\r\n// ü\r\npermit (principal, action == ${ACTION}, resource)\r\nwhen { principal.foo };\n` });
  const { status, out } = await run(['validate', folder]);
  expect(status).toBe(1);
  expect(out.split('\n')).toEqual([
    `${folder}/a.cedar:5:8  error  statement 2: users (AWS::IdentityStore::User) have no attribute "foo"; `
      + 'they have employeeNumber, costCenter, organization, division  cedar/attribute',
    '1 document, 1 error',
    '',
  ]);
});

test('also one that does not begin as policies do', async () => {
  const folder = folderWith({ 'a.cedar': `Permit (principal, action == ${ACTION}, resource);\n` });
  expect((await run(['validate', folder])).out).toContain('a.cedar:1:1  error  invalid policy effect: Permit');
});

test('policies of other applications in a folder are passed over', async () => {
  const folder = folderWith({ 'a.cedar': 'permit (principal, action == Photos::Action::"view", resource);\n', 'b.cedar': GOOD });
  expect((await run(['validate', folder])).out).toContain('1 document, no findings; 1 file is no SSM document\n');
  expect((await run(['validate', join(folder, 'a.cedar')])).out).toContain('cedar/action');
});

test('good policies have no finding where their name says what they are', async () => {
  const folder = folderWith({ 'a.cedar': GOOD, 'b.txt': GOOD });
  expect(await run(['validate', '--strict', join(folder, 'a.cedar')])).toMatchObject({ status: 0, out: expect.not.stringContaining('bare') });
  expect(await run(['validate', '--strict', join(folder, 'b.txt')])).toMatchObject({ status: 1, out: expect.stringContaining('access/bare-cedar') });
});

test('a document with policies has its findings inside its text', async () => {
  const text = `schemaVersion: "0.3"\naccessTokenRole: Role\naccessDuration: 3600\nAutoApprovalPolicyDocuments:\n  - type: Cedar\n    content: |\n      ${GOOD}      forbid (principal in X::"y", action, resource);\n`;
  const folder = folderWith({ 'a.yaml': text });
  expect((await run(['validate', folder])).out).toContain('a.yaml:8:28  error  line 2, column 22 of the policies, statement 2: there is no type of entities X');
});

test('other commands leave them as they are', async () => {
  const folder = folderWith({ 'a.cedar': GOOD });
  expect(await run(['type', join(folder, 'a.cedar')])).toMatchObject({ status: 0, out: 'AutoApprovalPolicy\n' });
  expect(await run(['render', join(folder, 'a.cedar')])).toMatchObject({ status: 1, out: '' });
});
