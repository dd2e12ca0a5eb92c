import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A shape of AWS's model with the traits that constrain it. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'enum' | 'boolean' | 'integer' | 'long' | 'timestamp';
  readonly members?: Readonly<Record<string, { readonly target: string; readonly required?: true }>>;
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly length?: { readonly min?: number; readonly max?: number };
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: true;
}

/** What extract-model.ts keeps of the model of Systems Manager. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, { readonly input: string; readonly output: string; readonly errors: readonly string[] }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly errors: Readonly<Record<string, { readonly fault: 'client' | 'server'; readonly message: boolean }>>;
}

export const serviceModel = JSON.parse(readFileSync(join(__dirname, 'ssm-model.json'), 'utf8')) as ServiceModel;
