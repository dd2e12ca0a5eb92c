import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference } from '../references';
import { ALLOWED_RUNBOOK_KEYS, MONITORS, MONITORS_KEYS } from '../schema/change-template';
import { DOCUMENT_NAME_OR_ARN, DOCUMENT_VERSION } from '../schema/names';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { CheckContext, defineRule } from './rule';

const CODES = {
  'change-template/no-level': { severity: 'error', summary: 'No step of a change template asks for approval; one level is needed.' },
  'change-template/step': { severity: 'warning', summary: 'A step of a change template whose action is not aws:approve; no documented template has one.' },
  'change-template/plain-approvers': { severity: 'warning', summary: 'A level has Approvers as runbooks have them; change templates have them in EnhancedApprovals.' },
  'change-template/runbooks': { severity: 'error', summary: 'executableRunBooks is not a list of maps with name and version.' },
  'change-template/no-runbooks': { severity: 'warning', summary: 'executableRunBooks is empty; a template without it allows any runbook.' },
  'change-template/runbook-name': { severity: 'error', summary: 'A runbook that is allowed has no name, or one that no request can give.' },
  'change-template/runbook-version': { severity: 'error', summary: 'The version of a runbook that is allowed is none of $DEFAULT, $LATEST and a number from 1.' },
  'change-template/runbook-version-number': { severity: 'warning', summary: 'The version of a runbook that is allowed is a number; every documented template has it as text.' },
  'change-template/runbook-key': { severity: 'warning', summary: 'A key that runbooks in executableRunBooks do not have.' },
  'change-template/duplicate-runbook': { severity: 'warning', summary: 'A runbook is allowed twice in the same version.' },
  'change-template/flag': { severity: 'error', summary: 'emergencyChange or autoApprovable is neither true nor false.' },
  'change-template/loose-flag': { severity: 'warning', summary: 'emergencyChange or autoApprovable is text; every documented template has a boolean.' },
  'change-template/unwatched-emergency': { severity: 'warning', summary: 'Emergency changes that need no approval, and no alarm that watches them.' },
  'change-template/monitors': { severity: 'warning', summary: 'cloudWatchMonitors is not a map with monitors, a list of names of alarms.' },
  'change-template/information': { severity: 'error', summary: 'templateInformation is a list or a map instead of text.' },
} as const;

type Context = CheckContext<keyof typeof CODES & string>;

/** What change templates have beside the approvals. */
export const changeTemplateRule = defineRule({
  codes: CODES,
  types: ['Automation.ChangeTemplate'],
  check(context) {
    const { content, isUnresolved, report } = context;
    if (!isMap(content)) return;
    const { templateInformation: information } = content;
    if (typeof information === 'object' && information !== null && !isUnresolved(information)) {
      report('change-template/information', ['templateInformation'], `templateInformation is Markdown text, found ${describe(information)}`);
    }
    checkRunbooks(context, content.executableRunBooks);
    const isEmergency = readFlag(context, content, 'emergencyChange');
    const isAutoApprovable = readFlag(context, content, 'autoApprovable');
    const isWatched = checkMonitors(context, content[MONITORS]);
    if (isEmergency && isAutoApprovable && !isWatched) {
      report('change-template/unwatched-emergency', ['autoApprovable'],
        `emergency changes run while the calendar is closed, and these need no approval either: name the alarms that watch them in ${MONITORS}, or set autoApprovable to false`);
    }
    checkSteps(context, content.mainSteps);
  },
});

function checkSteps(context: Context, steps: ContentValue | undefined): void {
  const { runbook, isUnresolved, report } = context;
  if (runbook === undefined || !Array.isArray(steps) || steps.length === 0 || isUnresolved(steps)) return;
  const isKnown = runbook.main.length === steps.length && runbook.main.every(({ action }) => action !== undefined);
  if (isKnown && runbook.main.every(({ action }) => action !== 'aws:approve')) {
    report('change-template/no-level', ['mainSteps'], 'no step asks for approval (aws:approve); a change template has 1 to 5 levels of approval, also where changes may need none');
    return;
  }
  for (const { action, path, inputs } of runbook.main) {
    if (action !== undefined && action !== 'aws:approve') {
      report('change-template/step', [...path, 'action'], `the steps of a change template are its levels of approval (aws:approve), found ${quote(action)}; put what is to be done into a runbook`);
    }
    if (action === 'aws:approve' && inputs.Approvers !== undefined && inputs.Approvers !== null) {
      report('change-template/plain-approvers', [...path, 'inputs', 'Approvers'], 'change templates name their approvers in EnhancedApprovals.Approvers, each with approver and type');
    }
  }
}

function checkRunbooks(context: Context, runbooks: ContentValue | undefined): void {
  const { isUnresolved, report } = context;
  // Without the list a request may name any runbook.
  if (runbooks === undefined || runbooks === null || isUnresolved(runbooks)) return;
  if (!Array.isArray(runbooks)) {
    report('change-template/runbooks', ['executableRunBooks'], `executableRunBooks is a list of maps with name and version, found ${describe(runbooks)}`);
    return;
  }
  if (runbooks.length === 0) {
    report('change-template/no-runbooks', ['executableRunBooks'], 'the list is empty; leave it out to allow any runbook, or list those that are allowed');
  }
  const seen = new Map<string, number>();
  runbooks.forEach((runbook, index) => {
    const path = ['executableRunBooks', index];
    if (isUnresolved(runbook)) return;
    if (!isMap(runbook)) {
      report('change-template/runbooks', path, `a runbook that is allowed is a map with name and version, found ${describe(runbook)}`);
      return;
    }
    checkRunbook(context, runbook, path);
    if (isUnresolved(runbook.name) || isUnresolved(runbook.version)) return;
    const key = `${String(runbook.name)}\n${String(runbook.version)}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else report('change-template/duplicate-runbook', path, `${describe(runbook.name)} is allowed by executableRunBooks[${first}] already`);
  });
}

function checkRunbook(context: Context, runbook: ContentMap, path: Path): void {
  const { isUnresolved, report } = context;
  for (const key of keysOf(runbook)) {
    if (ALLOWED_RUNBOOK_KEYS.includes(key) || isUnresolved(key)) continue;
    report('change-template/runbook-key', [...path, key],
      `a runbook that is allowed has no key ${quote(key)}${suggestion(key, ALLOWED_RUNBOOK_KEYS, '; it has name and version')}`, ALLOWED_RUNBOOK_KEYS);
  }
  const { name, version } = runbook;
  if (!isUnresolved(name) && !(typeof name === 'string' && (DOCUMENT_NAME_OR_ARN.test(name) || hasReference(name)))) {
    report('change-template/runbook-name', [...path, 'name'],
      `name is the name of a runbook, or its ARN: 3 to 128 letters, digits, "_", "-", ".", ":" and "/"; found ${describe(name)}`);
  }
  if (version === undefined || version === null || isUnresolved(version)) return;
  if ((typeof version === 'number' || typeof version === 'bigint') && DOCUMENT_VERSION.test(String(version))) {
    report('change-template/runbook-version-number', [...path, 'version'], `version is the number ${version}; write it as the text "${version}"`);
  } else if (typeof version !== 'string' || !(DOCUMENT_VERSION.test(version) || hasReference(version))) {
    report('change-template/runbook-version', [...path, 'version'], `version is "$DEFAULT", "$LATEST" or the text of a number from 1, found ${describe(version)}`);
  }
}

/** Whether a flag is on, as far as that is known. */
function readFlag(context: Context, content: ContentMap, name: 'emergencyChange' | 'autoApprovable'): boolean {
  const value = content[name];
  if (typeof value === 'boolean' || value === undefined || value === null || context.isUnresolved(value)) return value === true;
  const isText = typeof value === 'string' && (/^(?:true|false)$/i.test(value) || hasReference(value));
  if (isText) context.report('change-template/loose-flag', [name], `${name} is the text ${quote(value)}; write ${/^(?:true|false)$/i.test(value) ? value.toLowerCase() : 'true or false'}`);
  else context.report('change-template/flag', [name], `${name} is true or false, found ${describe(value)}`);
  return isText && value.toLowerCase() === 'true';
}

/** Look at the alarms; whether there are any, as far as that is known. */
function checkMonitors(context: Context, value: ContentValue | undefined): boolean {
  const { isUnresolved, report } = context;
  if (value === undefined || value === null) return false;
  if (isUnresolved(value)) return true;
  if (!isMap(value)) {
    report('change-template/monitors', [MONITORS], `${MONITORS} is a map with monitors, a list of names of alarms; found ${describe(value)}`);
    return true;
  }
  for (const key of keysOf(value)) {
    if (!MONITORS_KEYS.includes(key) && !isUnresolved(key)) {
      report('change-template/monitors', [MONITORS, key], `${MONITORS} has no key ${quote(key)}${suggestion(key, MONITORS_KEYS, '; it has monitors')}`, MONITORS_KEYS);
    }
  }
  const { monitors } = value;
  if (isUnresolved(monitors) || (typeof monitors === 'string' && hasReference(monitors))) return true;
  const fault = Array.isArray(monitors) ? monitors.findIndex(name => !isUnresolved(name) && (typeof name !== 'string' || name.trim() === '')) : -1;
  if (!Array.isArray(monitors) || fault !== -1) {
    report('change-template/monitors', [MONITORS, 'monitors', ...fault === -1 ? [] : [fault]],
      `monitors is a list of names of alarms, found ${describe(fault === -1 ? monitors : (monitors as ContentValue[])[fault])}`);
    return true;
  }
  return monitors.length > 0;
}
