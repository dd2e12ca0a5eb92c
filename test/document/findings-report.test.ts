import { findingsReport, readable } from '../../src/document/findings-report';

test('all findings stand in columns below a heading', () => {
  expect(findingsReport('Web/PatchWithBackup', 'runbook', [
    { severity: 'error', code: 'automation/unknown-step', path: 'mainSteps[0].inputs.Choices[0].NextStep', message: 'there is no step "Bakcup"; did you mean "Backup"?' },
    { severity: 'error', code: 'document/too-large', path: '', message: 'too large' },
    {
      severity: 'warning',
      code: 'safety/script-injection',
      path: 'mainSteps[4]',
      message: 'parameter "Reason" (any text) stands inside a script; give it a pattern, allowed values, or pass it as payload, so that no text becomes code',
    },
  ])).toBe([
    'Web/PatchWithBackup: the runbook has 2 errors and 1 warning',
    '',
    '  error    mainSteps[0].inputs.Choices[0].NextStep   there is no step "Bakcup"; did you mean "Backup"?                                          automation/unknown-step',
    '  error                                              too large                                                                                  document/too-large',
    '  warning  mainSteps[4]                              parameter "Reason" (any text) stands inside a script; give it a pattern, allowed values,',
    '                                                     or pass it as payload, so that no text becomes code                                        safety/script-injection',
    '',
  ].join('\n'));
});

test('findings without any path have no column for it', () => {
  expect(findingsReport('A', 'document', [{ severity: 'warning', code: 'a/b', path: '', message: 'm' }])).toBe('A: the document has 1 warning\n\n  warning  m   a/b\n');
});

test('tokens are shown as people can read them', () => {
  expect(readable('a ${Token[Role.Arn.123]} b #{Token[TOKEN.5]}')).toBe('a <Role.Arn> b <TOKEN>');
});

test('of very many the first hundred are told, and how many more there are', () => {
  const report = findingsReport('A', 'document', Array.from({ length: 150_000 }, (_, index) => ({ severity: 'error', code: 'a/b', path: `p${index}`, message: 'm' })));
  expect(report.split('\n')).toHaveLength(2 + 100 + 2);
  expect(report).toContain('A: the document has 150000 errors\n\n  error    p0    m   a/b\n');
  expect(report.endsWith('  error    p99   m   a/b\n  and 149900 more, which are told once these are mended\n')).toBe(true);
});
