import { automationContent, AutomationContent, checkParameters, checkRunbook, invalid, RunbookInput } from './automation-input';
import { DocumentStore, selected, StoredDocument, StoredVersion } from './document-store';
import { ExecutionState, ExecutionStore, FINAL_STATUSES, Start } from './execution-store';
import { Caller, Operations } from './operation';
import { ServiceError } from './service-error';

const MAX_TAGS = 5;

interface StartInput {
  readonly DocumentName: string;
  readonly DocumentVersion?: string;
  readonly Parameters?: Readonly<Record<string, readonly string[]>>;
  readonly ClientToken?: string;
  readonly Tags?: readonly object[];
}

interface ChangeRequestInput extends StartInput {
  readonly Runbooks: readonly RunbookInput[];
  readonly AutoApprove?: boolean;
}

interface Found {
  readonly document: StoredDocument;
  readonly version: StoredVersion;
  readonly content: AutomationContent;
}

export interface ExecutionRules {
  /** Whether this account uses Change Manager, which takes no new customers. */
  readonly changeManager: 'open' | 'closed';
  /** Whether templates must be reviewed before they can be used. */
  readonly reviews: 'required' | 'not required';
}

/** Starting, reading and stopping executions of runbooks, and change requests, which are executions of a change template. */
export function automationExecutionOperations(documents: DocumentStore, executions: ExecutionStore, rules: ExecutionRules): Operations {
  return {
    StartAutomationExecution: (input: StartInput & RunbookInput, caller) => startOnce('Automation', input, caller, () => {
      const { document, version, content } = find(input, 'Automation');
      checkRunbook(input, content, 'InvalidTarget');
      return { documentName: document.name, documentVersion: String(version.version), steps: content.mainSteps };
    }),

    StartChangeRequestExecution: (input: ChangeRequestInput, caller) => {
      if (rules.changeManager === 'closed') throw new ServiceError('NoLongerSupportedException', 'The requested operation is no longer supported by Systems Manager.');
      return startOnce('ChangeRequest', input, caller, () => {
        const { document, version, content } = find(input, 'Automation.ChangeTemplate');
        checkApproved(document, version);
        checkParameters(document.name, content, input.Parameters);
        for (const runbook of input.Runbooks) checkRunbookOf(document, content, runbook);
        // Documented as allowed for templates that say so; what happens with others is unproven.
        if (input.AutoApprove && content.autoApprovable !== true) throw invalid(`Change template ${document.name} does not allow auto-approval`);
        return { documentName: document.name, documentVersion: String(version.version), steps: content.mainSteps };
      });
    },

    GetAutomationExecution: (input: { AutomationExecutionId: string }) => {
      const execution = executions.read(input.AutomationExecutionId);
      if (!execution) throw noExecution(input.AutomationExecutionId);
      return {
        AutomationExecution: {
          ...summaryOf(execution),
          ...execution.input.Parameters && { Parameters: execution.input.Parameters },
          ...execution.input.TargetLocations && { TargetLocations: execution.input.TargetLocations },
          StepExecutions: execution.steps.slice(0, executions.shownSteps),
          StepExecutionsTruncated: execution.steps.length > executions.shownSteps,
        },
      };
    },

    StopAutomationExecution: (input: { AutomationExecutionId: string; Type?: 'Complete' | 'Cancel' }) => {
      const execution = executions.get(input.AutomationExecutionId);
      if (!execution) throw noExecution(input.AutomationExecutionId);
      // Whether what is being cancelled can be stopped again is unproven, and what Complete ends in: here the same as Cancel.
      if (FINAL_STATUSES.includes(execution.status) || execution.status === 'Cancelling') {
        throw new ServiceError('InvalidAutomationStatusUpdateException', `Execution ${execution.id} cannot be stopped, it is ${execution.status}`);
      }
      executions.stop(execution.id);
      return {};
    },
  };

  /** The same token with the same request starts nothing again. Whether a token is remembered when its request was refused is unproven: here not. */
  function startOnce(
    kind: Start['kind'], input: StartInput, caller: Caller, prepare: () => Pick<Start, 'documentName' | 'documentVersion' | 'steps'>,
  ): object {
    const { ClientToken: token, ...rest } = input;
    const request = `${kind} ${canonical(rest)}`;
    const before = token === undefined ? undefined : executions.startedWith(token);
    if (before && before.request !== request) {
      throw new ServiceError('IdempotentParameterMismatch', `Client token ${token} was used for another request`);
    }
    if (before) return { AutomationExecutionId: before.id };
    // Five by the API reference, a thousand by the model; code and wording unproven.
    if ((input.Tags ?? []).length > MAX_TAGS) throw new ServiceError('ValidationException', `At most ${MAX_TAGS} tags can be given, got ${input.Tags!.length}`);
    return { AutomationExecutionId: executions.start({ kind, input, executedBy: caller.arn, ...prepare() }, request) };
  }

  function find(input: Pick<StartInput, 'DocumentName' | 'DocumentVersion'>, type: string): Found {
    const document = documents.find(input.DocumentName);
    if (document?.type !== type) {
      throw new ServiceError('AutomationDefinitionNotFoundException', `Automation definition ${input.DocumentName} was not found`);
    }
    const version = selected(document, { DocumentVersion: input.DocumentVersion });
    if (!version) {
      throw new ServiceError('AutomationDefinitionVersionNotFoundException', `Version ${input.DocumentVersion} of automation definition ${input.DocumentName} was not found`);
    }
    return { document, version, content: automationContent(version) };
  }

  /** A template that was rejected or still waits; one that nobody reviewed where reviews are required. */
  function checkApproved(document: StoredDocument, version: StoredVersion): void {
    const status = version.reviewStatus ?? 'NOT_REVIEWED';
    if (status === 'APPROVED' || (status === 'NOT_REVIEWED' && rules.reviews === 'not required')) return;
    throw new ServiceError('AutomationDefinitionNotApprovedException', `Change template ${document.name} version ${version.version} is ${status}`);
  }

  /** A template without a list allows every runbook. */
  function checkRunbookOf(template: StoredDocument, { executableRunBooks: allowed }: AutomationContent, runbook: RunbookInput): void {
    const { document, version, content } = find(runbook, 'Automation');
    const isAllowed = !allowed || allowed.some(entry => documents.find(entry.name) === document
      && (entry.version === undefined || selected(document, { DocumentVersion: entry.version }) === version));
    if (!isAllowed) {
      throw invalid(`Runbook ${document.name} version ${version.version} is not among those that change template ${template.name} allows`);
    }
    checkRunbook(runbook, content, 'InvalidAutomationExecutionParametersException');
  }
}

/** What GetAutomationExecution and DescribeAutomationExecutions both tell. */
export function summaryOf(execution: ExecutionState): Record<string, unknown> {
  const { input, kind } = execution;
  const given = ['TargetParameterName', 'Targets', 'TargetMaps', 'MaxConcurrency', 'MaxErrors', 'AlarmConfiguration', 'TargetLocationsURL']
    .filter(member => input[member] !== undefined);
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: execution.status,
    ExecutionStartTime: execution.startedAt.getTime() / 1000,
    ...execution.endedAt && { ExecutionEndTime: execution.endedAt.getTime() / 1000 },
    ExecutedBy: execution.executedBy,
    Mode: input.Mode ?? 'Auto',
    Outputs: execution.outputs ?? {},
    ...execution.failureMessage !== undefined && { FailureMessage: execution.failureMessage },
    ...Object.fromEntries(given.map(member => [member, input[member]])),
    ResolvedTargets: { ParameterValues: [], Truncated: false },
    ...kind !== 'Automation' && { AutomationSubtype: kind, OpsItemId: execution.opsItemId },
    ...kind === 'ChangeRequest' && {
      Runbooks: input.Runbooks,
      ...input.ChangeRequestName !== undefined && { ChangeRequestName: input.ChangeRequestName },
      ...input.ScheduledTime !== undefined && { ScheduledTime: input.ScheduledTime },
    },
  };
}

export function noExecution(id: string): ServiceError {
  return new ServiceError('AutomationExecutionNotFoundException', `Automation execution ${id} was not found`);
}

/** The same text for the same request, in whichever order its members come. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => typeof item === 'object' && item !== null && !Array.isArray(item)
    ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)) : item);
}
