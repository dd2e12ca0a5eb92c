// What every document construct is.
export * from './document/document-base';
export * from './document/document-options';
export * from './document/document-type';
export * from './document/document-format';
export * from './document/update-method';
export * from './document/document-attachment';
export * from './document/document-parameter';
export * from './document/document-parameter-options';
export { DocumentGrants } from './document/document-grants';

// Documents of any type, from files, texts and objects.
export * from './document/content';
export * from './document/document';

// Session documents.
export * from './session/session-document';
export * from './session/session';
export * from './session/session-options';
export type { ShellProfile, ShellSessionProps } from './session/shell-session';
export type { InteractiveCommandsProps, NonInteractiveCommandsProps } from './session/command-session';
export type { PortForwardingSessionProps, SshSessionProps } from './session/port-session';
export * from './session/session-document-grants';
export * from './session/session-resources';
export * from './session/nodes';

// Steps of runbooks: a class for each action in `steps`, and what they are made of.
export * as steps from './automation/steps';
export * as patterns from './automation/patterns';
export { Step } from './automation/step';
export type { IStepSource, StepOptions } from './automation/step';
export * from './automation/step-list';
export * from './automation/runbook-parts';
export * from './automation/step-group';
export { OnCancel, OnFailure } from './automation/jump';
export * from './automation/step-output';
export * from './automation/step-permissions';
export * from './automation/condition';
export { Script, ScriptRuntime } from './automation/script';
export type { ScriptAssetOptions, ScriptOptions } from './automation/script';
export * from './automation/runbook-variable';
export * from './automation/system-variable';
export * from './automation/loop-iteration';
export * from './automation/target';
export type { Alarm, AlarmConfiguration, TargetLocation } from './automation/target-location';
export * from './automation/approver';

// Runbooks, and what starts them.
export * from './automation/runbook';
export * from './automation/runbook-props';
export { AssumeRole } from './automation/assume-role';
export type { DerivedRoleOptions } from './automation/assume-role';
export type { RequiredPermission } from './automation/step-requirements';
export { RunbookGrants } from './automation/runbook-grants';
export type { RunbookGrantsOptions } from './automation/runbook-grants';
export * from './automation/runbook-run-options';
export { RunbookInvocation } from './automation/runbook-invocation';
export type { RunbookInvocationOptions } from './automation/runbook-invocation';
export { ExecutionMode } from './automation/start-automation';
export type { StartAutomationOptions } from './automation/start-automation';
export * from './automation/execution-status';
export { AutomationEvents } from './automation/automation-events';
export type { ExecutionStatusEventOptions, StepStatusEventOptions } from './automation/automation-events';
export * from './automation/automation-event';
export * from './automation/config-remediation';
export * as targets from './automation/targets';

// Change management.
export { ChangeTemplate } from './change/change-template';
export type { ChangeTemplateAttributes, ChangeTemplateProps, IChangeTemplate } from './change/change-template';
export * from './change/change-template-grants';
export * from './change/approval-level';
export * from './change/allowed-runbook';
export * from './change/markdown';
export * from './change/template-review';
export * from './change/review-action';
export * from './change/change-events';
export * from './change/calendar-state';
export * from './change/change-request-event';
export * from './change/change-request';
export * from './change/awaited-state';
export * from './change/runbook-execution';
export * from './change/unfinished-execution';
export * from './change/change-calendar';
export * from './change/change-calendar-grants';
export * from './change/calendar-type';
export * from './change/calendar-event';
export * from './change/recurrence';
export * from './change/weekday';
export * from './change/calendar-parts';

// Just-in-time access to nodes.
export { ManualApprovalPolicy } from './access/manual-approval-policy';
export type { IManualApprovalPolicy, ManualApprovalPolicyAttributes, ManualApprovalPolicyProps } from './access/manual-approval-policy';
export * from './access/auto-approval-policy';
export * from './access/deny-access-policy';
export type { CedarPolicyDocumentOptions } from './access/cedar-policy-document';
export * from './access/cedar-policy';
export * from './access/cedar-statement';
export * from './access/cedar-scope';
export * from './access/cedar-condition';
export * from './access/cedar-attribute';
export * from './access/cedar-pattern';
export * from './access/token-role';
export * from './access/access-request';
export * from './access/access-request-tags';
export * from './access/pending-access-request';
export * from './access/access-request-grants';
export type { ApproveAccessOptions, AuthorPoliciesOptions, RequestAccessOptions } from './access/access-permissions';
export * from './access/approval-policy-type';
export * from './access/access-requester-policy';
export * from './access/access-approver-policy';
export * from './access/approval-policy-author-policy';
export type { PeoplePolicyOptions } from './access/people-policy-options';
export * from './access/access-request-events';
export * from './access/access-request-event';
export * from './access/access-request-status';

// Operations that CloudFormation lacks, as custom resources.
export * from './operations/content-verification';
export * from './operations/default-version';
export * from './operations/document-sharing';
export * from './operations/session-preferences';
export * from './operations/existing-preferences';
export * from './operations/preferences-on-delete';
export * from './operations/service-setting';
export * from './operations/service-setting-on-delete';
export * from './operations/public-sharing-block';
export * from './operations/automation-script-logging';
export * from './operations/node-access-identity';

// How many documents are deployed at once.
export * from './operations/deployment-batches';
