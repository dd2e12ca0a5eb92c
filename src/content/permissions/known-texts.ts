import { Reference, scanReferences } from '../references';
import { LIST_TOKEN } from '../token-text';
import { ContentMap, ContentValue, isMap } from '../value';

/** What IAM policies write where the service writes its own references. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  REGION: '${AWS::Region}',
  ACCOUNT_ID: '${AWS::AccountId}',
  AWS_PARTITION: '${AWS::Partition}',
};

/** More combinations of allowed values than this say no more than a wildcard does. */
const MOST_COMBINATIONS = 50;

/** The ids of what steps make begin in a way that tells the kind of the resource: by action and output. */
const MADE: Readonly<Record<string, string>> = {
  'aws:createImage ImageId': 'ami-*',
  'aws:copyImage ImageId': 'ami-*',
  'aws:runInstances InstanceIds': 'i-*',
};

/**
 * What the texts of a runbook can be when it runs.
 *
 * A parameter can be anything its callers give, whatever its default is, unless its values are listed; a parameter that has listed values
 * is each of them. Where and in which account the runbook runs becomes a placeholder of IAM policies. Images and instances that steps make have
 * ids of their kind. Any other reference is unknown.
 */
export class KnownTexts {
  private readonly parameters: ContentMap;
  private readonly actions = new Map<string, ContentValue | undefined>();

  public constructor(content: ContentMap, private readonly isUnresolved: (value: unknown) => boolean) {
    this.parameters = isMap(content.parameters) ? content.parameters : {};
    for (const step of Array.isArray(content.mainSteps) ? content.mainSteps : []) {
      if (isMap(step) && typeof step.name === 'string' && !this.isUnresolved(step.name)) this.actions.set(step.name, step.action);
    }
  }

  /** See `PermissionView.possibleTexts`. */
  public of(value: ContentValue | undefined): readonly string[] | undefined {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'string' && this.isUnresolved(value)) return undefined;
    if (Array.isArray(value)) {
      const items = value.map(item => this.of(item));
      return items.some(item => item === undefined) ? undefined : [...new Set(items.flatMap(item => item!))];
    }
    if (typeof value === 'object') return undefined;
    const texts = typeof value === 'string' ? this.ofText(value) : [String(value)];
    // What stands for a whole list cannot stand inside an ARN.
    return texts.some(text => /^[*?]*$/.test(text) || text.search(LIST_TOKEN) !== -1) ? undefined : texts;
  }

  private ofText(text: string): string[] {
    let texts = [''];
    let at = 0;
    for (const { reference, start, end } of scanReferences(text)) {
      const literal = text.slice(at, start);
      const values = this.ofReference(reference) ?? ['*'];
      texts = texts.flatMap(before => values.map(value => before + literal + value));
      if (texts.length > MOST_COMBINATIONS) return ['*'];
      at = end;
    }
    return texts.map(before => before + text.slice(at));
  }

  private ofReference(reference: Reference): string[] | undefined {
    if (reference.kind === 'global' && Object.hasOwn(PLACEHOLDERS, reference.name)) return [PLACEHOLDERS[reference.name]];
    if (reference.kind === 'step-output') {
      const made = MADE[`${String(this.actions.get(reference.step))} ${reference.output}`];
      return made === undefined ? undefined : [made];
    }
    if (reference.kind !== 'parameter' || !Object.hasOwn(this.parameters, reference.name)) return undefined;
    const declaration = this.parameters[reference.name];
    const allowed = isMap(declaration) ? declaration.allowedValues : undefined;
    if (!Array.isArray(allowed) || allowed.length === 0) return undefined;
    const texts = allowed.flatMap(value => value);
    return texts.every(value => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      ? [...new Set(texts.map(String))]
      : undefined;
  }
}
