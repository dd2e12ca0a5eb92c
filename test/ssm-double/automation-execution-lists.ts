import { noExecution, summaryOf } from './automation-executions';
import { EXECUTION_STATUSES, ExecutionState, ExecutionStore, StepState } from './execution-store';
import { Operations } from './operation';
import { page } from './page';
import { ServiceError } from './service-error';

interface ListInput {
  readonly Filters?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Lists of executions and of their steps. None of these is a read that moves an execution on. */
export function automationExecutionListOperations(executions: ExecutionStore): Operations {
  return {
    /** Newest first. */
    DescribeAutomationExecutions: (input: ListInput) => {
      checkValues(input, ['ExecutionStatus']);
      const { Filters: filters = [] } = input;
      const found = [...executions.all].reverse().filter(execution => filters.every(({ Key, Values }) => matches(execution, Key, Values)));
      const { items, NextToken } = page(`executions ${JSON.stringify(filters)}`, found, input.MaxResults ?? 50, input.NextToken);
      return {
        AutomationExecutionMetadataList: items.map(execution => ({ ...summaryOf(execution), AutomationType: typeOf(execution) })),
        ...NextToken && { NextToken },
      };
    },

    /** In the order of the document, as far as ReverseOrder does not say otherwise; which order it says is unproven. */
    DescribeAutomationStepExecutions: (input: ListInput & { AutomationExecutionId: string; ReverseOrder?: boolean }) => {
      const execution = executions.get(input.AutomationExecutionId);
      if (!execution) throw noExecution(input.AutomationExecutionId);
      checkValues(input, ['StepExecutionStatus']);
      const found = execution.steps.filter(step => (input.Filters ?? []).every(({ Key, Values }) => stepMatches(step, Key, Values)));
      const list = `steps of ${execution.id} ${JSON.stringify(input.Filters)} ${input.ReverseOrder ?? false}`;
      const { items, NextToken } = page(list, input.ReverseOrder ? found.reverse() : found, input.MaxResults ?? 50, input.NextToken);
      return { StepExecutions: items, ...NextToken && { NextToken } };
    },
  };
}

/** Statuses that there are, times that are times; code by the model, wording unproven. */
function checkValues({ Filters: filters = [] }: ListInput, statusKeys: readonly string[]): void {
  for (const { Key: key, Values: values } of filters) {
    const isBad = statusKeys.includes(key) ? (value: string) => !EXECUTION_STATUSES.includes(value)
      : key.startsWith('StartTime') ? (value: string) => Number.isNaN(Date.parse(value)) : () => false;
    const bad = values.filter(isBad);
    if (bad.length > 0) throw new ServiceError('InvalidFilterValue', `Filter ${key} cannot be ${bad.join(', ')}`);
  }
}

function matches(execution: ExecutionState, key: string, values: readonly string[]): boolean {
  switch (key) {
    case 'DocumentNamePrefix': return values.some(value => execution.documentName.startsWith(value));
    case 'ExecutionStatus': return values.includes(execution.status);
    case 'ExecutionId': return values.includes(execution.id);
    case 'CurrentAction': return execution.steps.some(step => step.StepStatus === 'InProgress' && values.includes(String(step.Action)));
    case 'StartTimeBefore': return values.some(value => execution.startedAt.getTime() < Date.parse(value));
    case 'StartTimeAfter': return values.some(value => execution.startedAt.getTime() > Date.parse(value));
    case 'AutomationType': return values.includes(typeOf(execution));
    case 'TagKey': return values.some(value => Object.hasOwn(execution.tags, value));
    case 'TargetResourceGroup': return (execution.input.Targets ?? []).some((target: { Key?: string; Values?: readonly string[] }) =>
      target.Key === 'ResourceGroup' && target.Values?.some(value => values.includes(value)));
    case 'AutomationSubtype': return values.includes(execution.kind);
    case 'OpsItemId': return execution.opsItemId !== undefined && values.includes(execution.opsItemId);
    default: return false; // ParentExecutionId: there are no children here
  }
}

function stepMatches(step: StepState, key: string, values: readonly string[]): boolean {
  switch (key) {
    case 'StepExecutionStatus': return values.includes(step.StepStatus);
    case 'StepName': return values.includes(step.StepName);
    case 'Action': return values.includes(String(step.Action));
    case 'StepExecutionId': return values.includes(String(step.StepExecutionId));
    case 'StartTimeBefore': return values.some(value => Number(step.ExecutionStartTime) * 1000 < Date.parse(value));
    case 'StartTimeAfter': return values.some(value => Number(step.ExecutionStartTime) * 1000 > Date.parse(value));
    default: return false; // steps inside loops: not there
  }
}

function typeOf(execution: ExecutionState): string {
  return execution.input.TargetLocations ? 'CrossAccount' : 'Local';
}
