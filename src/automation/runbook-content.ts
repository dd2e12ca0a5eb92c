import { Tokenization, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { stepsOf } from './listed-steps';
import { RunbookVariable } from './runbook-variable';
import type { ScriptAttachment } from './script';
import { IStepSource } from './step';
import { suggestion } from '../content/check/nearest';
import { keysOf, withKey } from '../content/key-order';
import { soleReference } from '../content/references';
import { ContentMap, ContentValue, isMap } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { DocumentAttachment } from '../document/document-attachment';
import { DocumentParameter } from '../document/document-parameter';

/** What a runbook is put together from. */
export interface RunbookParts {
  readonly description?: string;
  readonly parameters?: readonly DocumentParameter[];
  readonly variables?: readonly RunbookVariable[];
  readonly steps: readonly IStepSource[];
  readonly outputs?: readonly string[];
  readonly attachments?: readonly DocumentAttachment[];
}

/** A content that was put together, with what it brings along. */
export interface BuiltContent {
  readonly content: Record<string, unknown>;
  /** The files of scripts, which are to be attached. */
  readonly attachments: readonly DocumentAttachment[];
  /** The Python in these files, by the name of the attachment. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Put a runbook together; `assumeRole` has its place, but no value yet. */
export function buildContent(parts: RunbookParts): BuiltContent {
  const given = (parts.attachments ?? []).flatMap(attachment => attachment._file() ?? []);
  const brought = new Map<string, ScriptAttachment>();
  const sources = new Map<string, string>();
  const context = {
    attach(attachment: ScriptAttachment): void {
      const { name, path, sha256 } = attachment;
      const other = [...given, ...brought.values()].find(file => file.name === name);
      if (other !== undefined && other.sha256 !== sha256) {
        throw new UnscopedValidationError(lit`DuplicateAttachment`,
          `two files are to be attached as ${JSON.stringify(name)}, ${other.path} and ${path}; give one of them another attachmentName`);
      }
      if (!given.some(file => file.name === name)) brought.set(name, attachment);
      if (attachment.source !== undefined) sources.set(name, attachment.source);
    },
  };
  const mainSteps = stepsOf(parts.steps).map(step => step._render(context));
  const files = [...given, ...brought.values()];
  return {
    content: {
      schemaVersion: '0.3',
      description: parts.description,
      assumeRole: undefined,
      parameters: DocumentParameter._renderAll(parts.parameters ?? []),
      variables: RunbookVariable._renderAll(parts.variables ?? []),
      mainSteps,
      outputs: parts.outputs?.map(outputName),
      files: files.length === 0 ? undefined : Object.fromEntries(files.map(({ name, sha256 }) => [name, { checksums: { sha256 } }])),
    },
    attachments: [...brought.values()].map(({ path, name }) => DocumentAttachment.fromAsset(path, name)),
    sources,
  };
}

/** A content with other defaults of parameters. Errors when it does not declare one of them. */
export function withParameterDefaults(content: ContentMap, defaults: Readonly<Record<string, unknown>>): ContentMap {
  const parameters = isMap(content.parameters) ? content.parameters : {};
  const names = keysOf(parameters);
  let changed: ContentMap = parameters;
  for (const [name, value] of Object.entries(defaults)) {
    const definition = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!isMap(definition)) {
      throw new UnscopedValidationError(lit`NoSuchParameter`,
        `parameterDefaults names ${JSON.stringify(name)}, but the content declares no such parameter${suggestion(name, names, names.length === 0 ? '; it declares none' : `; declared: ${names.join(', ')}`)}`);
    }
    changed = withKey(changed, name, withKey(definition, 'default', value as ContentValue, 'description', 'type'));
  }
  return changed === parameters ? content : withKey(content, 'parameters', changed);
}

/** An output of the runbook as a content lists it, `Step.Output`, whether it is given as text or as what stands for its value. */
function outputName(output: string): string {
  const { firstToken, length } = Tokenization.reverseString(output);
  if (length === 1 && ContentReference.isContentReference(firstToken)) return firstToken.body;
  return soleReference(output) === undefined ? output : output.trim().slice(2, -2).trim();
}
