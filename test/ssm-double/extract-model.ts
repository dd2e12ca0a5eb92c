// Writes ssm-model.json: what the double needs of AWS's own model of Systems Manager.
//   npx tsx test/ssm-double/extract-model.ts <ssm-2014-11-06.json of the repository aws/api-models-aws>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceModel, Shape } from './service-model';

/** What the double answers; everything else is 501. */
const OPERATIONS = [
  'AddTagsToResource', 'CreateDocument', 'DeleteDocument', 'DescribeAutomationExecutions', 'DescribeAutomationStepExecutions', 'DescribeDocument',
  'DescribeDocumentPermission', 'DescribeOpsItems', 'GetAutomationExecution', 'GetCalendarState', 'GetDocument', 'GetOpsItem', 'GetServiceSetting',
  'ListDocumentMetadataHistory', 'ListDocuments', 'ListDocumentVersions', 'ListTagsForResource', 'ModifyDocumentPermission', 'RemoveTagsFromResource',
  'ResetServiceSetting', 'StartAccessRequest', 'StartAutomationExecution', 'StartChangeRequestExecution', 'StopAutomationExecution', 'UpdateDocument',
  'UpdateDocumentDefaultVersion', 'UpdateDocumentMetadata', 'UpdateServiceSetting',
];
const NAMESPACE = 'com.amazonaws.ssm#';

interface SmithyShape {
  readonly type: string;
  readonly traits?: Record<string, any>;
  readonly members?: Record<string, { readonly target: string; readonly traits?: Record<string, any> }>;
  readonly member?: { readonly target: string };
  readonly key?: { readonly target: string };
  readonly value?: { readonly target: string };
  readonly input?: { readonly target: string };
  readonly output?: { readonly target: string };
  readonly errors?: readonly { readonly target: string }[];
}

function extract(smithy: Record<string, SmithyShape>): ServiceModel {
  const model = { operations: {}, shapes: {}, errors: {} } as { [K in keyof ServiceModel]: Record<string, any> };
  for (const name of OPERATIONS) {
    const operation = smithy[NAMESPACE + name];
    model.operations[name] = {
      input: add(operation.input!.target),
      output: add(operation.output!.target),
      errors: operation.errors!.map(error => addError(error.target)),
    };
  }
  return {
    operations: model.operations,
    shapes: Object.fromEntries(Object.entries(model.shapes).sort(([a], [b]) => a < b ? -1 : 1)),
    errors: Object.fromEntries(Object.entries(model.errors).sort(([a], [b]) => a < b ? -1 : 1)),
  };

  function addError(id: string): string {
    const name = id.slice(NAMESPACE.length);
    const shape = smithy[id];
    model.errors[name] = { fault: shape.traits!['smithy.api#error'], message: shape.members !== undefined && 'Message' in shape.members };
    return name;
  }

  function add(id: string): string {
    const name = id.replace(/^.*#/, '');
    if (name in model.shapes) return name;
    const smithyShape = smithy[id] ?? { type: name.toLowerCase() }; // shapes of Smithy's prelude are named after their type
    const traits = smithyShape.traits ?? {};
    const shape: Record<string, unknown> = { type: smithyShape.type };
    model.shapes[name] = shape;
    for (const trait of ['length', 'range', 'pattern'] as const) {
      if (traits[`smithy.api#${trait}`] !== undefined) shape[trait] = traits[`smithy.api#${trait}`];
    }
    if (traits['smithy.api#sensitive'] !== undefined) shape.sensitive = true;
    if (smithyShape.type === 'enum') {
      shape.enum = Object.values(smithyShape.members!).map(member => member.traits!['smithy.api#enumValue']);
    } else if (smithyShape.members) {
      shape.members = Object.fromEntries(Object.entries(smithyShape.members).map(([key, member]) => [key, {
        target: add(member.target),
        ...(member.traits?.['smithy.api#required'] !== undefined && { required: true }),
      }]));
    }
    for (const part of ['member', 'key', 'value'] as const) {
      if (smithyShape[part]) shape[part] = add(smithyShape[part].target);
    }
    return name satisfies keyof Record<string, Shape>;
  }
}

const file = process.argv[2];
if (!file) throw new Error('Give the path of AWS\'s model of Systems Manager: ssm-2014-11-06.json');
const { shapes } = JSON.parse(readFileSync(file, 'utf8')) as { shapes: Record<string, SmithyShape> };
writeFileSync(join(__dirname, 'ssm-model.json'), JSON.stringify(extract(shapes), undefined, 1) + '\n');
