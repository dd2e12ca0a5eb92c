import { keysOf } from '../key-order';
import { isCedar } from '../parse/cedar';
import { renderJson } from '../render/json';
import { ACTIONS } from '../schema/actions/actions';
import { DOCUMENT_GRAMMARS, MAX_CONTENT_BYTES } from '../schema/document-types';
import { DOCUMENT_NAME, reservedPrefixOf, RESERVED_NAME_PREFIXES } from '../schema/names';
import { ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { CheckContext, defineRule } from './rule';

/** The content as a whole: a map with the schema version and the keys of its type. */
export const shapeRule = defineRule({
  codes: {
    'document/not-a-map': { severity: 'error', summary: 'The content is not a map of keys and values.' },
    'document/schema-version': { severity: 'error', summary: 'schemaVersion is missing, or is none that the document type has.' },
    'document/schema-version-number': { severity: 'warning', summary: 'schemaVersion is a number; every document that SSM returns has it as text.' },
    'document/unknown-key': { severity: 'warning', summary: 'A top-level key that documents of this type do not have.' },
    'document/description': { severity: 'error', summary: 'description is a list or a map instead of text.' },
  },
  check(context) {
    const { content, type } = context;
    if (type === 'ChangeCalendar' || (typeof content === 'string' && (type === undefined || type === 'AutoApprovalPolicy' || isCedar(content)))) return;
    if (!isMap(content)) {
      context.report('document/not-a-map', [], `a document is a map of keys and values, found ${describe(content)}`);
      return;
    }
    checkSchemaVersion(context);
    const keys = type === undefined ? undefined : DOCUMENT_GRAMMARS[type].keys;
    if (keys !== undefined) {
      for (const key of keysOf(content)) {
        if (!keys.includes(key) && !context.isUnresolved(key)) {
          context.report('document/unknown-key', [key],
            `a document of type ${type} has no key ${quote(key)}${suggestion(key, keys, `; it has ${keys.join(', ')}`)}`, keys);
        }
      }
      if (typeof content.description === 'object' && content.description !== null && !context.isUnresolved(content.description)) {
        context.report('document/description', ['description'], `description is text, found ${describe(content.description)}`);
      }
    }
  },
});

function checkSchemaVersion(context: CheckContext<'document/schema-version' | 'document/schema-version-number'>): void {
  const { content, type } = context;
  if (!isMap(content)) return;
  const version = content.schemaVersion;
  const grammar = type === undefined ? undefined : DOCUMENT_GRAMMARS[type];
  // Without a type only what is surely meant as a document with steps is held against all versions.
  const allowed = grammar?.schemaVersions
    ?? (type === undefined && (Object.hasOwn(content, 'mainSteps') || Object.hasOwn(content, 'runtimeConfig')) ? ['0.3', '1.0', '1.2', '2.0', '2.2'] : undefined);
  if (allowed === undefined || context.isUnresolved(version)) return;
  const subject = type === undefined ? 'a document with steps' : `a document of type ${type}`;
  if (version === undefined) {
    context.report('document/schema-version', ['schemaVersion'], `schemaVersion is missing; ${subject} has ${list(allowed)}`, allowed);
  } else if (typeof version === 'number' && allowed.some(each => Number(each) === version)) {
    const written = allowed.find(each => Number(each) === version)!;
    context.report('document/schema-version-number', ['schemaVersion'], `schemaVersion is the number ${version}; write it as the text "${written}"`, allowed);
  } else if (typeof version !== 'string' || !allowed.includes(version)) {
    context.report('document/schema-version', ['schemaVersion'], `schemaVersion is ${describe(version)}; ${subject} has ${list(allowed)}`, allowed);
  } else if (type === 'Command') {
    checkForRunbook(context, content.mainSteps);
  }
}

/** A runbook with the schema version of Command documents looks like one of those; all its actions tell. */
function checkForRunbook(context: CheckContext<'document/schema-version'>, steps: ContentValue | undefined): void {
  if (!Array.isArray(steps) || steps.length === 0) return;
  const actions = steps.map(step => isMap(step) ? step.action : undefined);
  if (!actions.every(action => typeof action === 'string' && ACTIONS.has(action))) return;
  context.report('document/schema-version', ['schemaVersion'],
    `the steps are those of Automation (${quote(String(actions[0]))}), which Command documents do not have; the schemaVersion of a runbook is "0.3"`, ['0.3']);
}

/** Steps, as far as every document with steps has them; what a step holds is not looked at here. */
export const stepsRule = defineRule({
  codes: {
    'document/main-steps': { severity: 'error', summary: 'mainSteps is missing, is no list or is empty.' },
    'document/step-name': { severity: 'error', summary: 'A step has no name, or one that another step has already.' },
  },
  check({ content, type, report, isUnresolved }) {
    if (type === undefined || DOCUMENT_GRAMMARS[type].hasSteps !== true || !isMap(content)) return;
    const steps = content.mainSteps;
    // Documents of the schema versions 1.x have plugins under runtimeConfig instead.
    if (isUnresolved(steps) || (steps === undefined && (Object.hasOwn(content, 'runtimeConfig') || String(content.schemaVersion).startsWith('1.')))) return;
    if (!Array.isArray(steps) || steps.length === 0) {
      report('document/main-steps', ['mainSteps'], `mainSteps ${steps === undefined ? 'is missing' : `is ${describe(steps)}`}; it is a list of at least one step`);
      return;
    }
    const names = new Map<unknown, number>();
    steps.forEach((step, index) => {
      if (!isMap(step) || isUnresolved(step) || isUnresolved(step.name)) return;
      const first = names.get(step.name);
      if (step.name === undefined || step.name === null || step.name === '') {
        report('document/step-name', ['mainSteps', index, 'name'], 'this step has no name; every step needs one of its own');
      } else if (first !== undefined) {
        report('document/step-name', ['mainSteps', index, 'name'], `the name ${describe(step.name)} is that of mainSteps[${first}] already; every step needs one of its own`);
      } else {
        names.set(step.name, index);
      }
    });
  },
});

/** What a document may not outgrow. */
export const sizeRule = defineRule({
  codes: {
    'document/size': { severity: 'warning', summary: 'The content is larger than the 64 KB that SSM takes; only Amazon publishes larger ones.' },
  },
  check({ content, report, isUnresolved }) {
    if (isUnresolved(content)) return;
    const bytes = Buffer.byteLength(typeof content === 'string' ? content : renderJson(content), 'utf8');
    if (bytes > MAX_CONTENT_BYTES) {
      report('document/size', [], `the content has ${bytes} bytes even as compact JSON; SSM takes ${MAX_CONTENT_BYTES} at most, `
        + 'move scripts into attachments or split the document');
    }
  },
});

/** The physical name, where it is known. */
export const nameRule = defineRule({
  codes: {
    'document/name': { severity: 'error', summary: 'The document name has characters or a length that SSM does not take.' },
    'document/reserved-name': { severity: 'error', summary: 'The document name begins with a prefix that only Amazon may use.' },
    'document/discouraged-name': { severity: 'warning', summary: 'The document name begins with "aws", which AWS documents as reserved.' },
  },
  check({ name, report, isUnresolved }) {
    if (name === undefined || isUnresolved(name)) return;
    if (!DOCUMENT_NAME.test(name)) {
      const odd = /[^a-zA-Z0-9_\-.]/u.exec(name)?.[0];
      report('document/name', [], `the document name ${quote(name)} has ${odd === undefined ? `${name.length} character${name.length === 1 ? '' : 's'}` : `the character ${quote(odd)}`}; `
        + 'a name has 3 to 128 letters, digits, "_", "-" and "."');
    }
    const reserved = reservedPrefixOf(name);
    if (reserved !== undefined) {
      report('document/reserved-name', [], `the document name ${quote(name)} begins with "${reserved}", which is reserved for Amazon's own documents; `
        + 'begin it with something else', RESERVED_NAME_PREFIXES);
    } else if (/^aws/i.test(name)) {
      report('document/discouraged-name', [], `the document name ${quote(name)} begins with "aws"; the API reference lists that prefix as reserved`);
    }
  },
});

/** Documents whose content is text rather than structure. */
export const textRule = defineRule({
  codes: {
    'access/bare-cedar': { severity: 'warning', summary: 'Cedar policies stand alone instead of inside an approval policy document.' },
  },
  check({ content, type, report }) {
    if (type === 'AutoApprovalPolicy' && typeof content === 'string') {
      report('access/bare-cedar', [], 'these are bare Cedar policies; SSM keeps them inside a document with schemaVersion "0.3" and AutoApprovalPolicyDocuments');
    }
  },
});

function list(values: readonly string[]): string {
  const quoted = values.map(value => `"${value}"`);
  return quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}
