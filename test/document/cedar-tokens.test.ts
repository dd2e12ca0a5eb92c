import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { Content, Document, DocumentType } from '../../src';
import { holding } from '../content/cedar/policies';

const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';

/** What is said of policies that have the id of a group from a parameter of the template. */
function said(policies: (group: string) => string): string {
  const stack = new Stack(new App(), 'Stack');
  const group = new CfnParameter(stack, 'Group').valueAsString;
  new Document(stack, 'Policy', { documentType: DocumentType.AUTO_APPROVAL_POLICY, content: Content.fromObject(holding(policies(group))) });
  try {
    const template = JSON.stringify(App.of(stack)!.synth().getStackByName('Stack').template);
    expect(template).toContain('"Ref":"Group"');
  } catch (error) {
    return (error as Error).message.replace(/\s+/g, ' ');
  }
  return Annotations.fromStack(stack).findWarning('*', '*').map(({ entry }) => String(entry.data)).join();
}

test('a group whose id is known at deployment is checked as a group', () => {
  expect(said(group => `permit (principal in AWS::IdentityStore::Group::"${group}", action == ${ACTION}, resource);`)).toBe('');
});

test('what stands beside it is checked, and the id is shown as what it is', () => {
  expect(said(group => `permit (principal in AWS::IdentityStore::Grup::"${group}", action == ${ACTION}, resource) when { principal.foo == "${group}" };`))
    .toMatch(/line 1, column 22 of the policies: there is no type of entities AWS::IdentityStore::Grup.*line 1 of the policies: users \(AWS::IdentityStore::User\) have no attribute "foo"/);
});

test('a statement that is only known at deployment is not checked', () => {
  expect(said(text => `${text} permit (principal, action == ${ACTION}, resource);`)).toBe('');
});
