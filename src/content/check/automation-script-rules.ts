import { RunbookStep } from '../automation/runbook';
import { keysOf } from '../key-order';
import { hasReference } from '../references';
import { ContentMap, describe, isMap, quote } from '../value';
import { suggestion } from './nearest';
import { functionsOf, isDefinedOtherwise } from '../python-functions';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/script': { severity: 'error', summary: 'A step has neither a script nor an attachment to run, or no handler in it.' },
  'automation/handler': { severity: 'error', summary: 'The handler of a step is no function of its Python script.' },
  'automation/handler-form': { severity: 'warning', summary: 'A handler is not written as its script needs it.' },
  'automation/attachment': { severity: 'error', summary: 'A step runs an attachment that is not among the files of the runbook.' },
  'automation/no-files': { severity: 'warning', summary: 'A step runs an attachment, but the runbook has no files with its checksum.' },
  'automation/attachment-kind': { severity: 'warning', summary: 'An attachment has an extension that its runtime does not take.' },
  'automation/files': { severity: 'error', summary: 'files is not a map of names to checksums.' },
  'automation/checksum': { severity: 'warning', summary: 'A checksum of a file is no SHA-256 in hexadecimal digits.' },
  'automation/file-count': { severity: 'warning', summary: 'A runbook has more files than attachments are allowed.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

/** Attachments of a runbook (quotas of Systems Manager). */
const MAX_FILES = 5;
/** Published documents spell it in capitals as often as not. */
const CHECKSUM_KEYS = ['sha256', 'SHA256', 'sha-256', 'SHA-256'];
const SHA256 = /^[0-9a-fA-F]{64}$/;

/** Scripts, and the files that hold them. */
export const scriptRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    checkFiles(context);
    for (const step of context.runbook.steps) {
      if (step.action !== 'aws:executeScript' || !isMap(step.content.inputs)) continue;
      const { Runtime: runtime } = step.inputs;
      if (typeof runtime !== 'string' || context.isUnresolved(runtime)) continue;
      if (/^python/i.test(runtime)) {
        checkPython(context, step);
      } else if (/^powershell/i.test(runtime)) {
        checkPowerShell(context, step);
      }
      checkAttachment(context, step, runtime);
    }
  },
});

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function checkPython(context: Context, step: RunbookStep): void {
  const { Script: script, Attachment: attachment, Handler: handler } = step.inputs;
  const path = [...step.path, 'inputs'];
  if (!isGiven(script) && !isGiven(attachment)) {
    context.report('automation/script', path, 'a Python step has a Script or an Attachment; this one has neither');
    return;
  }
  if (!isGiven(handler)) {
    context.report('automation/script', [...path, 'Handler'], 'a Python step names the function to call (Handler)');
    return;
  }
  if (typeof handler !== 'string' || hasReference(handler) || context.isUnresolved(handler)) return;
  if (isGiven(attachment)) {
    if (!isGiven(script) && !handler.includes('.')) {
      context.report('automation/handler-form', [...path, 'Handler'], `the handler in an attachment is written as file.function, found ${quote(handler)}`);
    }
    return;
  }
  // A script that a reference or a token completes may define anything.
  if (typeof script !== 'string' || context.isUnresolved(script) || isPlaceholder(script)) return;
  const names = functionsOf(script);
  if (names !== undefined && !names.includes(handler) && !isDefinedOtherwise(script, handler)) {
    context.report('automation/handler', [...path, 'Handler'],
      `the script defines no function ${quote(handler)}${suggestion(handler, names, names.length === 0 ? '; it defines none' : `; it defines ${names.slice(0, 20).join(', ')}`)}`, names);
  }
}

/** Lines that begin as Python statements do. */
const STATEMENT = /^[ \t]*(?:(?:async|class|def|for|from|if|import|print|return|try|while|with)\b|[A-Za-z_]\w*[ \t]*[=(])/m;

/** Whether a text only stands for a script that a build puts in later, or a reference that brings it. */
function isPlaceholder(script: string): boolean {
  return !STATEMENT.test(script);
}

function checkPowerShell(context: Context, step: RunbookStep): void {
  const { Script: script, Attachment: attachment, Handler: handler } = step.inputs;
  const path = [...step.path, 'inputs'];
  if (!isGiven(script)) {
    // The guide needs a Script in any case; whether an attachment alone is refused is not verified.
    if (!isGiven(attachment)) context.report('automation/script', [...path, 'Script'], 'a PowerShell step has a Script');
  }
  if (isGiven(handler)) {
    context.report('automation/handler-form', [...path, 'Handler'], 'PowerShell runtimes have no handler: the script runs from its first line; leave Handler out');
  }
}

function checkAttachment(context: Context, step: RunbookStep, runtime: string): void {
  const { Attachment: attachment } = step.inputs;
  const { files } = context.runbook.content;
  if (typeof attachment !== 'string' || attachment === '' || hasReference(attachment) || context.isUnresolved(attachment)) return;
  const path = [...step.path, 'inputs', 'Attachment'];
  if (files === undefined || files === null) {
    // The guide asks for it; whether the service refuses an attachment without it is not verified.
    context.report('automation/no-files', path, `${quote(attachment)} has no checksum: the runbook has no files, where each attachment stands with its own`);
  } else if (isMap(files) && !context.isUnresolved(files) && !Object.hasOwn(files, attachment) && !keysOf(files).some(context.isUnresolved)) {
    const names = keysOf(files);
    const others = `; they are ${names.join(', ')}`;
    context.report('automation/attachment', path, `${quote(attachment)} is not among the files of the runbook${suggestion(attachment, names, others)}`, names);
  }
  const extensions = /^python/i.test(runtime) ? ['.py', '.zip'] : ['.zip'];
  if (!extensions.some(extension => attachment.toLowerCase().endsWith(extension))) {
    context.report('automation/attachment-kind', path, `the runtime ${runtime} takes attachments that end with ${extensions.join(' or ')}, found ${quote(attachment)}`);
  }
}

function checkFiles(context: Context): void {
  const { files } = context.runbook.content;
  if (files === undefined || files === null || context.isUnresolved(files)) return;
  if (!isMap(files)) {
    context.report('automation/files', ['files'], `files is a map from names to checksums, found ${describe(files)}`);
    return;
  }
  const names = keysOf(files);
  if (names.length > MAX_FILES) {
    context.report('automation/file-count', ['files'], `there are ${names.length} files; a runbook has at most ${MAX_FILES} attachments`);
  }
  for (const name of names) checkFile(context, name, files[name]);
}

function checkFile(context: Context, name: string, file: ContentMap[string]): void {
  if (context.isUnresolved(file)) return;
  const path = ['files', name];
  const checksums = isMap(file) ? file.checksums : undefined;
  if (context.isUnresolved(checksums)) return;
  const key = isMap(checksums) ? CHECKSUM_KEYS.find(each => Object.hasOwn(checksums, each)) : undefined;
  if (!isMap(checksums) || key === undefined) {
    const at = isMap(file) ? [...path, 'checksums'] : path;
    context.report('automation/files', at, `a file has its checksum, as in checksums: {sha256: "…"}; found ${describe(isMap(file) ? checksums : file)}`);
    return;
  }
  const checksum = checksums[key];
  if (context.isUnresolved(checksum) || (typeof checksum === 'string' && (SHA256.test(checksum) || hasReference(checksum)))) return;
  // Text that a build replaces stands here in files that are templates themselves.
  context.report('automation/checksum', [...path, 'checksums', key], `a checksum has 64 hexadecimal digits, found ${describe(checksum)}`);
}
