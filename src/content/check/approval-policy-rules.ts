import { keysOf } from '../key-order';
import { Path } from '../path';
import {
  AUTO_APPROVED_DURATION, CEDAR_DOCUMENT_KEYS, CEDAR_DOCUMENTS, MAX_ACCESS_DURATION, MIN_ACCESS_DURATION, TARGET_KEYS, TOKEN_ROLE_NAME,
} from '../schema/approval-policies';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { CheckContext, defineRule } from './rule';

/**
 * What approval policies of just-in-time node access have beside the approvals.
 *
 * No reference of their keys is published: the guide tells what they mean, and four policies of AWS show how they are written. So errors
 * are for values outside of what the guide allows, and for those of a kind that nothing can be read from; what is absent may have a default.
 */
const CODES = {
  'approval-policy/missing': { severity: 'warning', summary: 'A key that every published approval policy has is missing.' },
  'approval-policy/duration': { severity: 'error', summary: 'accessDuration is no whole number of seconds, or not within 1 to 336 hours.' },
  'approval-policy/loose': { severity: 'warning', summary: 'A value is written in a way that is not documented, such as a number as text.' },
  'approval-policy/auto-duration': { severity: 'warning', summary: 'accessDuration of an auto-approval policy is not the one hour that is always given.' },
  'approval-policy/token-role': { severity: 'error', summary: 'accessTokenRole is not the name of a role.' },
  'approval-policy/token-role-name': { severity: 'warning', summary: 'accessTokenRole does not look like the name of a role.' },
  'approval-policy/targets': { severity: 'warning', summary: 'targets is not a list of maps with Key and Values, as every published policy has it.' },
  'approval-policy/target-key': { severity: 'warning', summary: 'A manual approval policy chooses nodes by something else than their tags or all of them.' },
  'approval-policy/step': { severity: 'warning', summary: 'A step of a manual approval policy whose action is not aws:approve; no published policy has one.' },
  'approval-policy/no-level': { severity: 'warning', summary: 'No step of a manual approval policy asks for approval.' },
  'approval-policy/documents': { severity: 'error', summary: 'AutoApprovalPolicyDocuments is not a list of maps whose content is a text.' },
  'approval-policy/no-documents': { severity: 'warning', summary: 'AutoApprovalPolicyDocuments is empty.' },
  'approval-policy/document-type': { severity: 'warning', summary: 'The type of a policy in AutoApprovalPolicyDocuments is not Cedar.' },
  'approval-policy/document-key': { severity: 'warning', summary: 'A key that policies in AutoApprovalPolicyDocuments do not have, or id or description that is no text.' },
} as const;

type Context = CheckContext<keyof typeof CODES & string>;

const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

export const approvalPolicyRule = defineRule({
  codes: CODES,
  types: ['ManualApprovalPolicy', 'AutoApprovalPolicy'],
  check(context) {
    const { content, type } = context;
    if (!isMap(content)) return;
    const isManual = type === 'ManualApprovalPolicy';
    checkDuration(context, content, isManual);
    checkTokenRole(context, content.accessTokenRole);
    if (isManual) {
      checkTargets(context, content.targets);
      checkSteps(context);
    } else {
      checkDocuments(context, content);
    }
  },
});

function checkDuration({ isUnresolved, report }: Context, { accessDuration: value }: ContentMap, isManual: boolean): void {
  if (isUnresolved(value)) return;
  const allowed = isManual ? `${MIN_ACCESS_DURATION} to ${MAX_ACCESS_DURATION} seconds (1 to 336 hours)` : `${AUTO_APPROVED_DURATION} seconds (1 hour)`;
  if (value === undefined || value === null) {
    report('approval-policy/missing', ['accessDuration'], `accessDuration is missing, which says how long access lasts: ${allowed}`);
    return;
  }
  const seconds = typeof value === 'bigint' || (typeof value === 'string' && /^[0-9]{1,9}$/.test(value)) ? Number(value) : value;
  const isWhole = typeof seconds === 'number' && Number.isInteger(seconds);
  if (isManual && (!isWhole || seconds < MIN_ACCESS_DURATION || seconds > MAX_ACCESS_DURATION)) {
    report('approval-policy/duration', ['accessDuration'], `accessDuration is a whole number of seconds from ${allowed}, found ${describe(value)}${asHours(seconds)}`);
  } else if (!isManual && seconds !== AUTO_APPROVED_DURATION) {
    report('approval-policy/auto-duration', ['accessDuration'],
      `access that is approved automatically lasts one hour, which cannot be changed; write ${AUTO_APPROVED_DURATION}, found ${describe(value)}`);
  } else if (typeof value === 'string') {
    report('approval-policy/loose', ['accessDuration'], `accessDuration is a number in every published policy, found ${describe(value)}; write ${seconds as number}`);
  }
}

/** A small number was surely meant as hours. */
function asHours(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_ACCESS_DURATION / 3_600 ? `; ${value} hours are ${value * 3_600}` : '';
}

function checkTokenRole({ isUnresolved, report }: Context, role: ContentValue | undefined): void {
  if (isUnresolved(role)) return;
  const path = ['accessTokenRole'];
  if (role === undefined || role === null || role === '') {
    report('approval-policy/missing', path, `accessTokenRole is missing, the name of the role that gives access; that of Quick Setup is ${TOKEN_ROLE_NAME}`);
  } else if (typeof role === 'object') {
    report('approval-policy/token-role', path, `accessTokenRole is the name of a role, such as ${TOKEN_ROLE_NAME}, found ${describe(role)}`);
  } else if (typeof role !== 'string' || !ROLE_NAME.test(role)) {
    report('approval-policy/token-role-name', path, `accessTokenRole is the name of a role in every published policy, such as ${TOKEN_ROLE_NAME}, found ${describe(role)}`);
  }
}

/** How a policy says that it is for all nodes is not documented, so nothing here is an error, and no key is unknown. */
function checkTargets({ isUnresolved, report }: Context, targets: ContentValue | undefined): void {
  if (targets === undefined || targets === null || isUnresolved(targets)) return;
  const form = 'a map with Key, such as tag:Environment, and Values, a list of texts';
  if (!Array.isArray(targets)) {
    report('approval-policy/targets', ['targets'], `targets is a list in every published policy, each item ${form}; found ${describe(targets)}`);
    return;
  }
  targets.forEach((target, index) => {
    const path: Path = ['targets', index];
    if (isUnresolved(target)) return;
    if (!isMap(target)) {
      report('approval-policy/targets', path, `a target is ${form}; found ${describe(target)}`);
      return;
    }
    const odd = keysOf(target).find(key => !TARGET_KEYS.includes(key) && !isUnresolved(key));
    if (odd !== undefined) {
      report('approval-policy/targets', [...path, odd], `a target has no key ${quote(odd)}${suggestion(odd, TARGET_KEYS, `; it is ${form}`)}`, TARGET_KEYS);
      return;
    }
    const { Key: key, Values: values } = target;
    if (!isUnresolved(key) && (typeof key !== 'string' || key === '' || key === 'tag:')) {
      report('approval-policy/targets', [...path, 'Key'], `Key names what nodes are chosen by, such as tag:Environment, found ${describe(key)}`);
    } else if (typeof key === 'string' && !isUnresolved(key) && !key.startsWith('tag:') && !isAllNodes(key, values)) {
      report('approval-policy/target-key', [...path, 'Key'],
        `the user guide knows policies for nodes with a tag (tag:Environment) and for all nodes, found the key ${quote(key)}; the service may take it for nothing`);
    }
    const isList = Array.isArray(values) && values.length > 0 && values.every(value => typeof value === 'string' || isUnresolved(value));
    if (!isList && !isUnresolved(values)) {
      report('approval-policy/targets', [...path, 'Values'], `Values is a list of texts, found ${Array.isArray(values) && values.length > 0 ? 'other values in it' : describe(values)}`);
    }
  });
}

/** As Automation takes it; how policies do is not documented. */
function isAllNodes(key: string, values: ContentValue | undefined): boolean {
  return key === 'InstanceIds' && Array.isArray(values) && values.length === 1 && values[0] === '*';
}

function checkSteps({ content, runbook, isUnresolved, report }: Context): void {
  const steps = isMap(content) ? content.mainSteps : undefined;
  if (runbook === undefined || isUnresolved(steps)) return;
  if (steps === undefined || steps === null) {
    report('approval-policy/missing', ['mainSteps'], 'mainSteps is missing, which holds the levels of approval: a step of aws:approve for each');
    return;
  }
  if (!Array.isArray(steps)) {
    report('approval-policy/no-level', ['mainSteps'], `mainSteps is a list of steps of aws:approve, one for each level of approval, found ${describe(steps)}`);
    return;
  }
  const isKnown = runbook.main.length === steps.length && runbook.main.every(({ action }) => action !== undefined);
  if (isKnown && runbook.main.every(({ action }) => action !== 'aws:approve')) {
    report('approval-policy/no-level', ['mainSteps'], 'no step asks for approval (aws:approve); a manual approval policy has 1 to 5 levels of approval');
    return;
  }
  for (const { action, path } of runbook.main) {
    if (action !== undefined && action !== 'aws:approve') {
      report('approval-policy/step', [...path, 'action'], `the steps of a manual approval policy are its levels of approval (aws:approve), found ${quote(action)}`);
    }
  }
}

function checkDocuments(context: Context, content: ContentMap): void {
  const { isUnresolved, report } = context;
  const documents = content[CEDAR_DOCUMENTS];
  if (isUnresolved(documents)) return;
  if (documents === undefined || documents === null) {
    report('approval-policy/missing', [CEDAR_DOCUMENTS], `${CEDAR_DOCUMENTS} is missing, which holds the Cedar policies: a list of maps with type (Cedar) and content`);
    return;
  }
  if (!Array.isArray(documents)) {
    report('approval-policy/documents', [CEDAR_DOCUMENTS], `${CEDAR_DOCUMENTS} is a list of maps with type (Cedar) and content, found ${describe(documents)}`);
    return;
  }
  if (documents.length === 0) report('approval-policy/no-documents', [CEDAR_DOCUMENTS], 'the list is empty, so the policy does nothing');
  documents.forEach((document, index) => {
    const path = [CEDAR_DOCUMENTS, index];
    if (isUnresolved(document)) return;
    if (isMap(document)) checkDocument(context, document, path);
    else report('approval-policy/documents', path, `a policy is a map with type (Cedar) and content, found ${describe(document)}`);
  });
}

function checkDocument({ isUnresolved, report }: Context, document: ContentMap, path: Path): void {
  for (const key of keysOf(document)) {
    if (isUnresolved(key)) continue;
    const value = document[key];
    if (!CEDAR_DOCUMENT_KEYS.includes(key)) {
      report('approval-policy/document-key', [...path, key],
        `a policy has no key ${quote(key)}${suggestion(key, CEDAR_DOCUMENT_KEYS, `; it has ${CEDAR_DOCUMENT_KEYS.join(', ')}`)}`, CEDAR_DOCUMENT_KEYS);
    } else if ((key === 'id' || key === 'description') && typeof value !== 'string' && value !== null && !isUnresolved(value)) {
      report('approval-policy/document-key', [...path, key], `${key} is text, found ${describe(value)}`);
    }
  }
  const { type, content } = document;
  if (type !== 'Cedar' && !isUnresolved(type)) {
    report('approval-policy/document-type', [...path, 'type'], `the type of a policy is Cedar, found ${describe(type)}`, ['Cedar']);
  }
  if (typeof content !== 'string' && !isUnresolved(content)) {
    report('approval-policy/documents', [...path, 'content'], `content is the text of Cedar policies, found ${describe(content)}`);
  }
}
