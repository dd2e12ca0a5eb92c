import { HandlerCase } from './handler-case';
import type { SsmDouble } from '../../ssm-double/ssm-double';

/** The document that handlers have to do with that look at one, or change what belongs to it, and do not make it. */
export const NAME = 'Web-Restart';
export const CONTENTS = ['{"schemaVersion":"0.3","mainSteps":[]}', '{"schemaVersion":"0.3","mainSteps":[],"description":"new"}'];

/** What is the same for all these handlers. */
export const WITHOUT_DOCUMENT: Pick<HandlerCase, 'vanish' | 'withoutIt'> = {
  vanish: double => double.documents.byName.delete(NAME),
  withoutIt: { Create: 'FAILED', Update: 'FAILED' },
};

/** A document that CloudFormation has updated: the latest version is the default one. */
export function putVersions(double: SsmDouble, ...contents: readonly string[]): void {
  putWithDefault(double, contents.length, ...contents);
}

export function putWithDefault(double: SsmDouble, defaultVersion: number, ...contents: readonly string[]): void {
  double.documents.put({ name: NAME, type: 'Automation', contents, defaultVersion });
}

/** How many versions there are, and which is the default one. */
export function versionsOf(double: SsmDouble): unknown {
  const document = double.document(NAME);
  return document && [document.versions.length, document.defaultVersion];
}
