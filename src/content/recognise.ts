import { isCedar } from './parse/cedar';
import { COMMAND_PLUGINS } from './schema/command-plugins';
import { DocumentType } from './schema/document-types';
import { isMap } from './value';

const COMMAND_SCHEMA = /^(?:1\.2|2\.\d+(?:\.\d+)?)$/;

/**
 * Recognise the type of a document from its content alone.
 *
 * The content does not always tell: a Policy document looks like a Command document (it is recognised by the inventory
 * plugin), and free-form types are not recognised at all.
 */
export function recogniseDocumentType(content: unknown): DocumentType | undefined {
  if (typeof content === 'string') {
    if (/^\s*BEGIN:VCALENDAR\b/i.test(content)) return 'ChangeCalendar';
    return isCedar(content) ? 'AutoApprovalPolicy' : undefined;
  }
  if (!isMap(content)) return undefined;
  const has = (key: string) => Object.hasOwn(content, key);
  const version = String(content.schemaVersion ?? '');

  if (has('sessionType')) return 'Session';
  if (has('AutoApprovalPolicyDocuments')) return 'AutoApprovalPolicy';
  if (has('accessTokenRole') || has('accessDuration')) return 'ManualApprovalPolicy';
  if (has('templateInformation') || has('executableRunBooks') || has('emergencyChange') || has('autoApprovable')) return 'Automation.ChangeTemplate';
  if (has('templateBody')) return mentionsOnlyConfigRules(content.templateBody) ? 'ConformancePackTemplate' : 'CloudFormation';
  if (has('deploymentConfig')) return 'QuickSetup';
  if (has('packages') && has('files')) return 'Package';
  if (has('AWSTemplateFormatVersion') || isTemplate(content)) {
    return mentionsOnlyConfigRules(content) ? 'ConformancePackTemplate' : 'CloudFormation';
  }
  if (has('sections') && !has('schemaVersion')) return 'ProblemAnalysisTemplate';
  if (has('runtimeConfig')) return 'Command';
  if (version === '0.3') return 'Automation';
  if (has('mainSteps') && COMMAND_SCHEMA.test(version)) {
    return actionsOf(content.mainSteps).includes('aws:softwareInventory') ? 'Policy' : 'Command';
  }
  if (COMMAND_SCHEMA.test(version)) return 'Command';
  if (has('$schema') && (has('type') || has('properties'))) return 'ApplicationConfigurationSchema';
  if (version === '1.0' && (has('inputs') || has('properties'))) return 'Session';
  if (version === '' && has('mainSteps')) return typeOfActions(actionsOf(content.mainSteps));
  return undefined;
}

function actionsOf(steps: unknown): unknown[] {
  return Array.isArray(steps) ? steps.map(step => isMap(step) ? step.action : undefined) : [];
}

/** Without a schema version the actions tell, as the two kinds of document share none. */
function typeOfActions(actions: readonly unknown[]): DocumentType | undefined {
  const first = actions.find(action => typeof action === 'string') as string | undefined;
  if (first === undefined) return undefined;
  return COMMAND_PLUGINS.includes(first) ? 'Command' : 'Automation';
}

function isTemplate(content: object): boolean {
  const resources = (content as { Resources?: unknown }).Resources;
  return isMap(resources) && Object.values(resources).some(resource => isMap(resource) && typeof resource.Type === 'string');
}

function mentionsOnlyConfigRules(template: unknown): boolean {
  const text = typeof template === 'string' ? template : JSON.stringify(template, (_, value) => typeof value === 'bigint' ? `${value}` : value) ?? '';
  const types = [...text.matchAll(/\bType["']?\s*:\s*["']?(AWS::[A-Za-z0-9:]+)/g)].map(match => match[1]);
  return types.length > 0 && types.every(type => type.startsWith('AWS::Config::'));
}
