import type { CodeDescriptions } from '../check/rule';

/**
 * What can be found in Cedar policies.
 *
 * Whether the service reads them when a document is created is not documented. What Cedar cannot read, and what names or compares what
 * does not exist, cannot do what was meant, also if it were taken; so that is an error.
 */
export const CEDAR_CODES = {
  'cedar/syntax': { severity: 'error', summary: 'The text is no Cedar that can be read.' },
  'cedar/template': { severity: 'error', summary: 'A statement has a slot (?principal, ?resource), which makes it a template; there is nothing that fills it.' },
  'cedar/action': { severity: 'error', summary: 'An action other than AWS::SSM::Action::"getTokenForInstanceAccess", or that one written in another way.' },
  'cedar/entity-type': { severity: 'error', summary: 'A type of entities that just-in-time node access does not have.' },
  'cedar/attribute': { severity: 'error', summary: 'An attribute, or a tag, of something that does not have any such.' },
  'cedar/type': { severity: 'error', summary: 'A value of another type than its place needs, such as text where a number belongs.' },
  'cedar/strict': { severity: 'warning', summary: 'What only Cedar\'s strict validation refuses, such as comparing values of different types.' },
  'cedar/unsafe-access': { severity: 'warning', summary: 'An attribute or a tag that may be absent is read without a test (has, hasTag).' },
  'cedar/never-applies': { severity: 'warning', summary: 'A statement that no request can meet.' },
  'cedar/lookalike': { severity: 'warning', summary: 'A text with letters that look like others, or that turn the text around.' },
  'cedar/crash': { severity: 'warning', summary: 'A statement that Cedar\'s engine cannot take, as it is nested too deep.' },
  'cedar/exists': { severity: 'warning', summary: 'The method exists(), which the user guide lists and Cedar\'s engine does not know; the statement is not checked.' },
} as const satisfies CodeDescriptions;

export type CedarCode = keyof typeof CEDAR_CODES;
