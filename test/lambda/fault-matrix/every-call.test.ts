import { callsOfAll } from './matrix';
import { HANDLERS } from '../handlers';

// So the matrix says something of every one of them.
test('the stories make every call there is', async () => {
  // The first two go to other services; the last reads on where an execution has more steps than one answer holds, which its handler's test has.
  const elsewhere = ['AssumeRoleCommand', 'DescribeStacksCommand', 'DescribeAutomationStepExecutionsCommand'];
  const commands = Object.keys(jest.requireActual<object>('../../../lambda/shared/sdk')).filter(name => name.endsWith('Command') && !elsewhere.includes(name));
  // No credentials for nodes are ever fetched.
  expect(commands).not.toContain('GetAccessTokenCommand');
  expect(await callsOfAll(HANDLERS)).toEqual(commands.map(name => name.replace(/Command$/, '')).sort());
});
