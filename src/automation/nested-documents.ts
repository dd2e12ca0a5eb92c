import { IResolvable, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { nameOfDocument } from './attributes';
import type { Step } from './step';
import { nearest, suggestion } from '../content/check/nearest';
import { CodeDescriptions } from '../content/check/rule';
import { Finding } from '../content/finding';
import { formatPath, Path } from '../content/path';
import { hasReference } from '../content/references';
import { DocumentType } from '../content/schema/document-types';
import { shapeOf } from '../content/schema/parameters';
import { ContentMap, ContentValue, isMap, isPlainMap } from '../content/value';
import { DECLARED_VERSIONS, isContentDocument } from '../document/content-document';
import { ContentReference } from '../document/content-reference';
import { DocumentParameter } from '../document/document-parameter';
import { faultsByParameter } from '../document/parameter-faults';
import { settleUnlessLazy } from '../document/settle';

/** What can be wrong with a step that runs another document of the app. */
export const NESTED_CODES = {
  'automation/nested-document': { severity: 'error', summary: 'A step runs a document of the app whose type is not the one that the step takes.' },
  'automation/nested-parameter': {
    severity: 'error', summary: 'A step does not give a runbook of the app the parameters that it declares: a name or a value is wrong, or one is missing.',
  },
} as const satisfies CodeDescriptions;

/** What the actions can run, and how else a document is run. */
const TAKES: Readonly<Record<string, { readonly types: readonly DocumentType[]; readonly words: string }>> = {
  'aws:executeAutomation': { types: ['Automation', 'Automation.ChangeTemplate'], words: 'a runbook (type Automation)' },
  'aws:runCommand': { types: ['Command'], words: 'a document of type Command' },
};
const INSTEAD: Readonly<Partial<Record<DocumentType, string>>> = {
  Automation: '; run it with ExecuteAutomation',
  Command: '; run it with RunCommand',
};

/** In the place of whatever is only known later. */
const NOT_KNOWN: IResolvable = ContentReference.of('value');

/**
 * What is wrong where steps run documents of this app, which are known.
 *
 * @param contents the steps as the content holds them.
 * @internal
 */
export function nestedFindings(scope: IConstruct, steps: readonly Step[], contents: readonly unknown[], path: Path = ['mainSteps']): Finding[] {
  return steps.flatMap((step, index) => {
    const content = contents[index];
    if (!isMap(content) || content.name !== step.name || !isMap(content.inputs)) return [];
    const inputs = content.inputs;
    const at = [...path, index, 'inputs'];
    return [
      ...findingsOf(scope, step, inputs, at),
      ...step._inner.length > 0 && Array.isArray(inputs.Steps) ? nestedFindings(scope, step._inner, inputs.Steps, [...at, 'Steps']) : [],
    ];
  });
}

function findingsOf(scope: IConstruct, { action, _document }: Step, inputs: ContentMap, path: Path): Finding[] {
  if (_document === undefined || !isContentDocument(_document)) return [];
  // Overrides may name another one.
  if (inputs.DocumentName !== nameOfDocument(_document)) return [];
  const { types, words } = TAKES[action];
  if (!types.includes(_document._type)) {
    const message = `${_document.node.path} is a document of type ${_document._type}; ${action} runs ${words}${INSTEAD[_document._type] ?? ''}`;
    return [finding('automation/nested-document', [...path, 'DocumentName'], message)];
  }
  const { _declared } = _document;
  const settled = action === 'aws:executeAutomation' && _declared !== undefined ? settleUnlessLazy(inputs, scope, undefined) : undefined;
  // What cannot be settled is found where the content is.
  if (settled === undefined || settled.findings.length > 0 || !isMap(settled.content)) return [];
  if (!DECLARED_VERSIONS.includes(settled.content.DocumentVersion)) return [];
  return parameterFindings(settled.content, _declared!, path)
    .map(({ at, message }) => finding('automation/nested-parameter', at, `the runbook ${_document.node.path}: ${message}`));
}

interface Fault {
  readonly at: Path;
  readonly message: string;
}

function parameterFindings(inputs: ContentMap, declared: readonly DocumentParameter[], path: Path): Fault[] {
  const { RuntimeParameters: given = {}, TargetParameterName: target, TargetMaps: maps = [] } = inputs;
  const names = declared.map(({ name }) => name);
  const knownMaps = Array.isArray(maps) ? maps.filter(isPlainMap) : [];
  const areAllKnown = isKnown(Object.keys(isMap(given) ? given : {})) && isPlainMap(given) && (target === undefined || isKnown(target))
    && Array.isArray(maps) && maps.every(map => isPlainMap(map) && isKnown(Object.keys(map)));
  const mapped = new Set(knownMaps.flatMap(map => Object.keys(map)));
  const isGivenElsewhere = (name: string): boolean => !areAllKnown || name === target || mapped.has(name);
  return [
    ...isPlainMap(given) ? valueFaults(given, declared, isGivenElsewhere, [...path, 'RuntimeParameters']) : [],
    ...typeof target === 'string' && isKnown(target) && !names.includes(target) ? [{
      at: [...path, 'TargetParameterName'],
      message: `there is no parameter ${JSON.stringify(target)}${suggestion(target, names, names.length === 0 ? '; it declares none' : `; declared: ${names.join(', ')}`)}`,
    }] : [],
    ...Array.isArray(maps) ? maps.flatMap((map, index) => isPlainMap(map) ? valueFaults(map, declared, () => true, [...path, 'TargetMaps', index]) : []) : [],
  ];
}

function valueFaults(given: ContentMap, declared: readonly DocumentParameter[], isGivenElsewhere: (name: string) => boolean, path: Path): Fault[] {
  const names = declared.map(({ name }) => name);
  const known = Object.entries(given).filter(([name]) => isKnown(name));
  // One misspelt name is one fault.
  const meant = new Set(known.map(([name]) => names.includes(name) ? undefined : nearest(name, names)));
  const values = Object.fromEntries(known.map(([name, value]) => [name, valuesOf(value, declared.find(parameter => parameter.name === name))]));
  return faultsByParameter(values, declared, Infinity, name => meant.has(name) || isGivenElsewhere(name))
    .map(({ parameter, message }) => ({ at: [...path, parameter], message }));
}

/** A value as a start takes it, a list of texts; what a step gives may also be the one item of such a list, or written out. */
function valuesOf(value: ContentValue, parameter: DocumentParameter | undefined): string[] | IResolvable {
  if (parameter === undefined || !isKnown(value)) return NOT_KNOWN;
  const shape = shapeOf(parameter.parameterType);
  const items = Array.isArray(value) && !(shape === 'map-list' && value.some(isMap)) ? value : [value];
  // Nothing is how runbooks hand on that they were given nothing.
  if (items.length === 0 || items.includes('')) return NOT_KNOWN;
  return items.map(item => {
    const text = typeof item === 'object' ? JSON.stringify(item) : String(item);
    return shape === 'boolean' ? text.toLowerCase() : text;
  });
}

/** Whether nothing in a value is only known at deployment, or when the runbook runs. */
function isKnown(value: ContentValue): boolean {
  switch (typeof value) {
    case 'string': return !hasReference(value) && !Token.isUnresolved(value);
    case 'object': return value !== null && (Array.isArray(value) ? value.every(isKnown) : isPlainMap(value) && Object.entries(value).flat().every(isKnown));
    // JSON has no such integers.
    case 'bigint': return false;
    default: return true;
  }
}

function finding(code: keyof typeof NESTED_CODES, path: Path, message: string): Finding {
  return { severity: NESTED_CODES[code].severity, code, path: formatPath(path), message };
}
