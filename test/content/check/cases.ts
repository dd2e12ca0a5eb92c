import { check, CheckOptions, findingCodes } from '../../../src/content/check/check';
import { TEXT_CODES } from '../../../src/content/parse/text-codes';
import { ContentMap, ContentValue } from '../../../src/content/value';

/** Findings as `severity code path`. */
export function found(content: ContentValue, options?: CheckOptions): string[] {
  return check(content, options).map(({ severity, code, path }) => `${severity} ${code} ${path}`.trim());
}

export const runbook = (more: ContentMap = {}): ContentMap => ({
  schemaVersion: '0.3',
  mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
  ...more,
});
export const command = (more: ContentMap = {}): ContentMap => ({
  schemaVersion: '2.2',
  mainSteps: [{ name: 'run', action: 'aws:runShellScript', inputs: { runCommand: ['date'] } }],
  ...more,
});
export const shell = (inputs: ContentMap = {}, more: ContentMap = {}): ContentMap => ({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs, ...more });
export const port = (properties: ContentMap, more: ContentMap = {}): ContentMap => ({ schemaVersion: '1.0', sessionType: 'Port', properties, ...more });
export const commands = (properties: ContentMap, sessionType = 'InteractiveCommands'): ContentMap => ({ schemaVersion: '1.0', sessionType, properties });
export const parameter = (definition: ContentValue, name = 'P'): ContentMap => runbook({ parameters: { [name]: definition } });

export interface Case {
  readonly code: string;
  readonly path: string;
  /** What gets the finding, and nothing beside it. */
  readonly fails: readonly (readonly [ContentValue, CheckOptions?])[];
  /** What comes close and gets no finding at all. */
  readonly passes: readonly (readonly [ContentValue, CheckOptions?])[];
}

/** Run a table: what fails gets exactly its finding, what passes gets none. */
export function runCases(cases: readonly Case[]): void {
  describe.each(cases)('$code $path', ({ code, path, fails, passes }) => {
    test.each(fails.map(item => ({ item })))('is found (%#)', ({ item: [content, options] }) => {
      expect(found(content, options)).toEqual([`${code} ${path}`.trim()]);
    });

    test.each(passes.map(item => ({ item })))('is not found, and nothing else is (%#)', ({ item: [content, options] }) => {
      expect(found(content, options)).toEqual([]);
    });
  });
}

/** The codes of some families that no case of a table shows, with their severity. */
export function notShown(cases: readonly Case[], isOfTable: (code: string) => boolean): string[] {
  const covered = new Set(cases.map(({ code }) => code));
  return Object.entries(findingCodes()).filter(([code]) => !(code in TEXT_CODES) && isOfTable(code))
    .map(([code, { severity }]) => `${severity} ${code}`).filter(code => !covered.has(code));
}
