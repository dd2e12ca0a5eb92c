import { aws_iam as iam, aws_ssm as ssm } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { automationDefinitionArn, executionsArn } from '../automation/runbook-grants';
import { documentArnOf } from '../document/document-grants';

/** The ARNs by which a document is started. @internal */
export function startArns(scope: IConstruct, started: readonly { readonly document: ssm.IDocumentRef; readonly version?: string }[]): string[] {
  return [...started.flatMap(({ document, version }) => [documentArnOf(document), automationDefinitionArn(document, version)]), executionsArn(scope)];
}

/** What a custom resource needs to look after what it started. @internal */
export function executionPermissions(scope: IConstruct, actions: readonly string[]): iam.PolicyStatementProps {
  return { actions: [...actions], resources: [executionsArn(scope)] };
}

/**
 * What it takes to tag what is started. The Service Authorization Reference lists no such need beside the start itself; that it is enough is
 * not verified.
 *
 * @internal
 */
export function tagPermissions(scope: IConstruct, tags: Readonly<Record<string, string>> = {}): iam.PolicyStatementProps[] {
  return Object.keys(tags).length === 0 ? [] : [executionPermissions(scope, ['ssm:AddTagsToResource'])];
}
