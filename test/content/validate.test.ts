import { validateText } from '../../src/content/validate';

test('findings stand in the order of the text, with their places and without offsets', () => {
  const { documentType, document, findings } = validateText('sessionType: Standard_Strem\nschemaVersion: "1.0"\nsessionType: Standard_Strem\ninputs: {x: yes}\n');
  expect(documentType).toBe('Session');
  expect(document?.format).toBe('YAML');
  expect(findings.map(({ code, line, column }) => `${line}:${column} ${code}`)).toEqual([
    '3:1 text/duplicate-key', '3:1 session/type', '4:10 session/unknown-field', '4:13 text/ambiguous-scalar',
  ]);
  for (const finding of findings) expect(finding).not.toHaveProperty('offset');
});

test('a text that cannot be read is a finding', () => {
  expect(validateText('{\n"a": }')).toEqual({
    documentType: undefined,
    findings: [{ severity: 'error', code: 'text/syntax', path: '', message: expect.any(String) as string, line: 2, column: 6 }],
  });
});

test('a type that does not show is a warning, unless an error says more', () => {
  expect(validateText('a: 1').findings).toMatchObject([{ severity: 'warning', code: 'text/unrecognised', line: 1, column: 1 }]);
  expect(validateText('{"schemaVersion":"9","mainSteps":[]}').findings.map(({ code }) => code)).toEqual(['document/schema-version']);
});

test('the type given counts', () => {
  const { documentType, findings } = validateText('a: 1', { type: 'Session' });
  expect(documentType).toBe('Session');
  expect(findings.map(({ code }) => code)).toContain('session/type');
});
