import { RunbookStep } from '../automation/runbook';
import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference } from '../references';
import {
  APPROVER_KEYS, APPROVER_TYPES, ENHANCED_APPROVALS_KEYS, MAX_APPROVAL_LEVELS, MAX_APPROVERS_OF_LEVEL, SINGLE_APPROVER_TYPES,
} from '../schema/approvals';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { nearest, suggestion } from './nearest';
import { CheckContext, defineRule } from './rule';

const CODES = {
  'approval/levels': { severity: 'error', summary: 'There are more than five levels of approval.' },
  'approval/approvers': { severity: 'error', summary: 'A level does not list one to five approvers.' },
  'approval/approver': { severity: 'error', summary: 'An approver is not a map, or does not say who it is.' },
  'approval/approver-type': { severity: 'error', summary: 'The type of an approver is missing, or none of the five that there are.' },
  'approval/count': { severity: 'error', summary: 'The approvals that an approver must give are not a whole number from 0.' },
  'approval/loose': { severity: 'warning', summary: 'A value of an approver is written in a way that is not documented, such as a number as text.' },
  'approval/unknown-key': { severity: 'warning', summary: 'A key that approvals or approvers do not have.' },
  'approval/duplicate-approver': { severity: 'warning', summary: 'A level lists an approver twice.' },
  'approval/both-counts': { severity: 'warning', summary: 'Approvals are counted for a level and for its approvers as well; whichever asks for more counts.' },
  'approval/unreachable-count': { severity: 'warning', summary: 'More approvals are needed than there are users who can give them; each counts once.' },
  'approval/no-count': { severity: 'warning', summary: 'Each approver of a level need give no approval, and the level does not say how many are needed.' },
  'approval/topic': { severity: 'warning', summary: 'NotificationArn is neither the ARN of an SNS topic nor a reference.' },
} as const;

type Context = CheckContext<keyof typeof CODES & string>;

const TOPIC_ARN = /^arn:[^:\s]+:sns:[^:\s]*:[0-9]{12}:\S+$/;

/** Who approves, in the form that change templates and approval policies have in common. */
export const approvalRule = defineRule({
  codes: CODES,
  types: ['Automation.ChangeTemplate', 'ManualApprovalPolicy'],
  check(context) {
    const levels = context.runbook?.main.filter(({ action }) => action === 'aws:approve') ?? [];
    if (levels.length > MAX_APPROVAL_LEVELS) {
      context.report('approval/levels', ['mainSteps'], `there are ${levels.length} levels of approval, one for each step of aws:approve; ${MAX_APPROVAL_LEVELS} are allowed`);
    }
    for (const level of levels) {
      const approvals = level.inputs.EnhancedApprovals;
      if (isMap(approvals) && !context.isUnresolved(approvals)) checkLevel(context, level, approvals);
    }
  },
});

/** An approver whose entry has the right form. */
interface Line {
  readonly type: ContentValue;
  readonly approver: ContentValue;
  /** How many approvals it must give; undefined when it does not say, `NaN` when that is only known later. */
  readonly count: number | undefined;
  readonly path: Path;
}

function checkLevel(context: Context, level: RunbookStep, approvals: ContentMap): void {
  const path = [...level.path, 'inputs', 'EnhancedApprovals'];
  const { Approvers: approvers, NotificationArn: topic } = approvals;
  const meant = approvers === undefined ? keysOf(approvals).find(key => nearest(key, ['Approvers']) !== undefined) : undefined;
  checkKeys(context, approvals, path, ENHANCED_APPROVALS_KEYS, 'EnhancedApprovals', meant);
  if (topic !== undefined && topic !== null && !isOpen(context, topic) && !(typeof topic === 'string' && TOPIC_ARN.test(topic))) {
    context.report('approval/topic', [...path, 'NotificationArn'],
      `NotificationArn is the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:111122223333:approvals, or a reference to a parameter; found ${describe(topic)}`);
  }
  if (approvers !== undefined && isOpen(context, approvers)) return;
  if (!Array.isArray(approvers) || approvers.length === 0 || approvers.length > MAX_APPROVERS_OF_LEVEL) {
    const found = Array.isArray(approvers) && approvers.length > 0 ? `${approvers.length} approvers` : meant === undefined ? describe(approvers ?? undefined) : `${quote(meant)} instead`;
    context.report('approval/approvers', [...path, meant ?? 'Approvers'], `Approvers is a list of 1 to ${MAX_APPROVERS_OF_LEVEL} approvers, found ${found}`);
    if (!Array.isArray(approvers)) return;
  }
  const lines = approvers.map((item, index) => readLine(context, item, [...path, 'Approvers', index]));
  checkCounts(context, level, lines);
}

/** One approver; undefined when it is only known later, or not an approver. */
function readLine(context: Context, item: ContentValue, path: Path): Line | undefined {
  if (isOpen(context, item)) return undefined;
  if (!isMap(item)) {
    context.report('approval/approver', path, `an approver is a map with approver and type, found ${describe(item)}`);
    return undefined;
  }
  checkKeys(context, item, path, APPROVER_KEYS, 'an approver');
  const { approver, type } = item;
  checkName(context, approver, [...path, 'approver']);
  if (type === undefined || !isOpen(context, type)) checkType(context, type, [...path, 'type']);
  return { approver, type, count: readCount(context, item.minRequiredApprovals, [...path, 'minRequiredApprovals']), path };
}

function checkName(context: Context, approver: ContentValue | undefined, path: Path): void {
  if (context.isUnresolved(approver)) return;
  if (approver === undefined || approver === null || typeof approver === 'object' || String(approver).trim() === '') {
    context.report('approval/approver', path, `approver is the name of a user, a group or a role, found ${describe(approver)}`);
  } else if (typeof approver !== 'string') {
    context.report('approval/loose', path, `approver is text in every documented example, found ${describe(approver)}; put it in quotes`);
  }
}

function checkType(context: Context, type: ContentValue | undefined, path: Path): void {
  if (typeof type === 'string' && (APPROVER_TYPES as readonly string[]).includes(type)) return;
  const allowed = `; types are ${APPROVER_TYPES.join(', ')}`;
  context.report('approval/approver-type', path, type === undefined || type === null ? `the type of the approver is missing${allowed}`
    : `there is no type of approvers ${describe(type)}${typeof type === 'string' ? suggestion(type, APPROVER_TYPES, allowed) : allowed}`, APPROVER_TYPES);
}

function readCount(context: Context, value: ContentValue | undefined, path: Path): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (isOpen(context, value)) return NaN;
  const count = typeof value === 'bigint' || (typeof value === 'string' && /^[0-9]{1,9}$/.test(value)) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    context.report('approval/count', path, `minRequiredApprovals is a whole number from 0, found ${describe(value)}`);
    return NaN;
  }
  if (typeof value === 'string') context.report('approval/loose', path, `minRequiredApprovals is a number in every documented example, found ${describe(value)}; write ${count}`);
  return count;
}

/** Whether the approvals that are asked for can be given, and are asked for once. */
function checkCounts(context: Context, level: RunbookStep, all: readonly (Line | undefined)[]): void {
  const lines = all.filter(line => line !== undefined);
  const path = [...level.path, 'inputs', 'MinRequiredApprovals'];
  const { MinRequiredApprovals: given } = level.inputs;
  const people = new Set<string>();
  for (const { approver, type, path: at } of lines) {
    if (typeof approver !== 'string' || typeof type !== 'string') continue;
    const key = JSON.stringify([type, approver]);
    if (people.has(key)) context.report('approval/duplicate-approver', at, `${describe(approver)} stands in this level already; list each approver once`);
    people.add(key);
  }
  const isSingle = ({ type }: Line): boolean => typeof type === 'string' && SINGLE_APPROVER_TYPES.includes(type);
  for (const line of lines) {
    if (isSingle(line) && line.count !== undefined && line.count > 1) {
      context.report('approval/unreachable-count', [...line.path, 'minRequiredApprovals'],
        `${line.count} approvals are needed of one user, who approves once; the change is never approved`);
    }
  }
  if (given === undefined || given === null) {
    if (all.length > 0 && lines.length === all.length && lines.every(({ count }) => count === 0)) {
      context.report('approval/no-count', [...level.path, 'inputs', 'EnhancedApprovals', 'Approvers'],
        'no approver need approve (minRequiredApprovals is 0 everywhere); say with MinRequiredApprovals how many approvals the level needs');
    }
    return;
  }
  const needed = typeof given === 'number' && !context.isUnresolved(given) ? given : undefined;
  const ofLines = lines.reduce((sum, { count = 0 }) => sum + count, 0);
  if (lines.some(({ count }) => count !== undefined && count > 0)) {
    context.report('approval/both-counts', path, `MinRequiredApprovals is ${describe(given)}, and the approvers have minRequiredApprovals as well`
      + `${Number.isNaN(ofLines) ? '' : `, ${ofLines} together`}; whichever asks for more counts, so give each approver 0, or leave out MinRequiredApprovals`);
  }
  if (needed !== undefined && lines.length > 0 && lines.length === all.length && lines.every(isSingle) && needed > people.size) {
    context.report('approval/unreachable-count', path,
      `${needed} approvals are needed, but there ${people.size === 1 ? 'is only 1 user' : `are only ${people.size} users`}, who approve once each; the change is never approved`);
  }
}

function checkKeys(context: Context, map: ContentMap, path: Path, known: readonly string[], subject: string, except?: string): void {
  for (const key of keysOf(map)) {
    if (known.includes(key) || key === except || context.isUnresolved(key)) continue;
    context.report('approval/unknown-key', [...path, key], `${subject} has no key ${quote(key)}${suggestion(key, known, `; it has ${known.join(', ')}`)}`, known);
  }
}

/** Whether a value is only known at deployment, or when a change is requested. */
function isOpen(context: Context, value: ContentValue): boolean {
  return context.isUnresolved(value) || (typeof value === 'string' && hasReference(value));
}
