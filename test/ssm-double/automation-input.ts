import { parseContent } from './document-content';
import { StoredVersion } from './document-store';
import { ServiceError } from './service-error';

type ParameterMap = Readonly<Record<string, readonly string[]>>;

/** What StartAutomationExecution and each runbook of a change request take of a runbook. */
export interface RunbookInput {
  readonly DocumentName: string;
  readonly DocumentVersion?: string;
  readonly Parameters?: ParameterMap;
  readonly TargetParameterName?: string;
  readonly Targets?: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  readonly TargetMaps?: readonly ParameterMap[];
  readonly TargetLocations?: readonly { readonly Targets?: readonly object[] }[];
  readonly TargetLocationsURL?: string;
}

/** What the double reads in a runbook or a change template. */
export interface AutomationContent {
  readonly parameters: Readonly<Record<string, { readonly default?: unknown; readonly allowedValues?: readonly unknown[] }>>;
  readonly mainSteps: readonly { readonly name: string; readonly action: string }[];
  readonly executableRunBooks?: readonly { readonly name: string; readonly version?: string }[];
  readonly autoApprovable?: boolean;
}

export function automationContent({ content, format }: StoredVersion): AutomationContent {
  const { parameters, mainSteps, executableRunBooks, autoApprovable } = parseContent(content, format) as Partial<AutomationContent>;
  return { parameters: parameters ?? {}, mainSteps: mainSteps ?? [], executableRunBooks, autoApprovable };
}

/** Parameters by what the document declares: known, there, allowed. That this is refused is documented, the wording is unproven. */
export function checkParameters(
  document: string, { parameters }: AutomationContent, given: ParameterMap = {}, byTargets: readonly string[] = [],
): void {
  const unknown = Object.keys(given).filter(name => !Object.hasOwn(parameters, name));
  if (unknown.length > 0) throw invalid(`Parameters provided in the request are not declared by document ${document}: [${unknown.join(', ')}]`);
  const missing = Object.keys(parameters)
    .filter(name => parameters[name].default === undefined && !Object.hasOwn(given, name) && !byTargets.includes(name));
  if (missing.length > 0) throw invalid(`Required parameters of document ${document} are missing: [${missing.join(', ')}]`);
  for (const [name, values] of Object.entries(given)) {
    const { allowedValues } = parameters[name];
    const refused = allowedValues && values.filter(value => !allowedValues.map(String).includes(value));
    if (refused?.length) throw invalid(`Parameter ${name} of document ${document} does not allow [${refused.join(', ')}]`);
  }
}

/**
 * A runbook's targets and parameters. Targets and their parameter need each other, and targets exclude maps, by the API reference; codes
 * and wording are unproven. InvalidTarget is not declared for change requests, so there it is what is declared.
 */
export function checkRunbook(
  runbook: RunbookInput, content: AutomationContent, refusal: 'InvalidTarget' | 'InvalidAutomationExecutionParametersException',
): void {
  const { DocumentName: document, TargetParameterName: name } = runbook;
  const { Targets: targets = [], TargetMaps: maps = [], TargetLocations: locations = [] } = runbook;
  const isTargeted = targets.length > 0 || maps.length > 0 || locations.some(location => location.Targets?.length)
    || runbook.TargetLocationsURL !== undefined;
  if (targets.length > 0 && maps.length > 0) throw invalid('Targets and TargetMaps cannot be specified together');
  if (targets.length > 0 && name === undefined) throw invalid('TargetParameterName is required when Targets are specified');
  if (name !== undefined && !isTargeted) throw invalid('Targets are required when TargetParameterName is specified');
  if (targets.some(target => target.Key === undefined || !target.Values?.length)) throw new ServiceError(refusal, 'A target has a key and values');
  const byTargets = [...name === undefined ? [] : [name], ...maps.flatMap(Object.keys)];
  const strange = byTargets.filter(parameter => !Object.hasOwn(content.parameters, parameter));
  if (strange.length > 0) throw invalid(`Targets are for parameters that document ${document} does not declare: [${strange.join(', ')}]`);
  checkParameters(document, content, runbook.Parameters, byTargets);
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidAutomationExecutionParametersException', message);
}
