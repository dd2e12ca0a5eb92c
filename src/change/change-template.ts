import { Arn, ArnFormat, aws_cloudwatch as cloudwatch, aws_events as events, aws_ssm as ssm, IResource, ResourceProps, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AllowedRunbook } from './allowed-runbook';
import { ApprovalLevel } from './approval-level';
import { ChangeEvents, ChangeRequestStatus } from './change-events';
import { ChangeTemplateGrants } from './change-template-grants';
import { PreparedChangeTemplate, prepareChangeTemplate } from './change-template-preparation';
import { ruleFor } from '../automation/automation-events';
import type { Content } from '../document/content';
import { ContentDocument } from '../document/content-document';
import { declaredParameter } from '../document/declared-parameter';
import { DocumentBase } from '../document/document-base';
import { amazonDocumentArn, importedDocumentArn } from '../document/document-grants';
import { DocumentOptions } from '../document/document-options';
import { DocumentParameter } from '../document/document-parameter';
import { ValidationError } from '../document/host-language';

const MARKER = Symbol.for('cdk-systems-manager.ChangeTemplate');

/**
 * A change template. It is no `IDocument`, as its `grants` have a type of their own; constructs that take any document take it.
 */
export interface IChangeTemplate extends IResource, ssm.IDocumentRef {
  /**
   * The name of the change template.
   *
   * @attribute
   */
  readonly documentName: string;

  /**
   * The ARN of the change template.
   *
   * @attribute
   */
  readonly documentArn: string;

  /**
   * Permissions on the change template, and on change requests.
   */
  readonly grants: ChangeTemplateGrants;
}

/**
 * What is known of a change template that exists already; the ARN counts when both are given.
 */
export interface ChangeTemplateAttributes {
  /**
   * The name of the change template.
   *
   * @default - taken from the ARN
   */
  readonly documentName?: string;

  /**
   * The ARN of the change template.
   *
   * @default - made from the name, for the Region and the account of the scope; without an account where the name is one
   * that Amazon gives its own documents, such as `AWS-HelloWorldChangeTemplate`
   */
  readonly documentArn?: string;

  /**
   * The runbooks that it allows; whoever is allowed to request changes may pass their roles.
   *
   * @default - none that are known
   */
  readonly runbooks?: ssm.IDocumentRef[];
}

/**
 * Properties of a change template: either its approvals and what belongs to them, or a content that has them.
 */
export interface ChangeTemplateProps extends DocumentOptions {
  /**
   * The levels of approval, 1 to 5, in the order in which they are asked. They are needed even where `autoApprovable` is set.
   *
   * @default - those of `content`
   */
  readonly approvals?: ApprovalLevel[];

  /**
   * The runbooks that a request may run, one of them each: runbooks, or their names, in their default version, or `AllowedRunbook.of(runbook, version)`.
   *
   * @default - a request may run any runbook; with `content` those that it lists
   */
  readonly runbooks?: (string | ssm.IDocumentRef | AllowedRunbook)[];

  /**
   * Whether changes may run while the calendar of Change Manager is closed. They need their approvals all the same.
   *
   * @default - the template does not say; with `content` as it says
   */
  readonly emergencyChange?: boolean;

  /**
   * Whether a request may ask to be run without approval. Who may do so is said by IAM: `grants.startChangeRequest(grantee, { autoApproval: true })`.
   *
   * @default - the template does not say; with `content` as it says
   */
  readonly autoApprovable?: boolean;

  /**
   * What those who request changes are told, and asked: Markdown. `Markdown.fromFile(path)` reads it from a file.
   *
   * @default - no information; with `content` what it says
   */
  readonly templateInformation?: string;

  /**
   * The parameters that are given with a request.
   *
   * @default - no parameters; those of `content`
   */
  readonly parameters?: DocumentParameter[];

  /**
   * The alarms of CloudWatch, or their names, that watch the runbook while it runs. The user guide shows the key once (`cloudWatchMonitors`), and
   * not inside a template; that the service reads it at the top of the template is not verified.
   *
   * @default - no alarms; with `content` those that it names
   */
  readonly monitors?: (string | cloudwatch.IAlarmRef)[];

  /**
   * A whole change template from a file, a text or an object, in the place of all the others. It is deployed as it is, but for `description` where
   * that is given.
   *
   * @default - the template is put together from `approvals`
   */
  readonly content?: Content;
}

/**
 * A change template (document type `Automation.ChangeTemplate`): who must approve a change, and which runbooks it may run.
 *
 * Change Manager takes no new customers since 7 November 2025; those who used it before go on. In other accounts the creation fails with
 * NoLongerSupportedException. The API has that error since; that it is this type of document which gets it is not verified.
 *
 * Where Change Manager demands reviews of templates, a new version is pending until a reviewer approves it, and cannot be requested before.
 *
 * @stateless
 */
@propertyInjectable
export class ChangeTemplate extends ContentDocument implements IChangeTemplate {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ChangeTemplate';

  /**
   * Use a change template of this account and Region, or one that Amazon publishes.
   *
   * @param scope where the change template is used.
   * @param id the construct id.
   * @param documentName the name of the change template.
   */
  public static fromChangeTemplateName(scope: Construct, id: string, documentName: string): IChangeTemplate {
    return ChangeTemplate.fromChangeTemplateAttributes(scope, id, { documentName });
  }

  /**
   * Use a change template, possibly one that another account shares.
   *
   * @param scope where the change template is used.
   * @param id the construct id.
   * @param documentArn the ARN of the change template.
   */
  public static fromChangeTemplateArn(scope: Construct, id: string, documentArn: string): IChangeTemplate {
    return ChangeTemplate.fromChangeTemplateAttributes(scope, id, { documentArn });
  }

  /**
   * Use a change template that exists already. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the change template is used.
   * @param id the construct id.
   * @param attributes what is known of the change template.
   */
  public static fromChangeTemplateAttributes(scope: Construct, id: string, attributes: ChangeTemplateAttributes): IChangeTemplate {
    const { documentName, documentArn, runbooks } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedChangeTemplate(scope, id, name, documentArn, runbooks, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedChangeTemplate(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName), runbooks);
  }

  /**
   * Use a change template that Amazon publishes, such as `AWS-HelloWorldChangeTemplate`.
   *
   * @param scope where the change template is used.
   * @param id the construct id.
   * @param documentName the name of the change template.
   */
  public static fromAmazon(scope: Construct, id: string, documentName: string): IChangeTemplate {
    return new ImportedChangeTemplate(scope, id, documentName, amazonDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Whether a value is a `ChangeTemplate`.
   *
   * @param x any value.
   */
  public static isChangeTemplate(x: any): x is ChangeTemplate {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the change template, and on change requests.
   */
  public readonly grants: ChangeTemplateGrants;

  /**
   * The parameters of the change template.
   */
  public readonly parameters: DocumentParameter[];

  constructor(scope: Construct, id: string, props: ChangeTemplateProps) {
    let prepared: PreparedChangeTemplate | undefined;
    super(scope, id, props, self => {
      prepared = prepareChangeTemplate(self, id, props);
      return prepared.spec;
    });
    const { parameters, runbooks } = prepared!;
    Object.defineProperty(this, MARKER, { value: true });
    this.parameters = parameters;
    this.grants = ChangeTemplateGrants.fromChangeTemplate(this, { runbooks });
  }

  /**
   * A parameter of the change template. Errors when there is none of that name.
   *
   * @param name the name of the parameter.
   */
  public parameter(name: string): DocumentParameter {
    const found = this.parameters.find(parameter => parameter.name === name);
    return found ?? declaredParameter(this, { parameters: DocumentParameter._renderAll(this.parameters) }, name);
  }

  /**
   * Define a rule of EventBridge for any change of the status of a request with the change template.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onChangeRequestStatusChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onChangeRequest(id, options);
  }

  /**
   * Define a rule of EventBridge for requests with the change template that are in progress.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onChangeRequestInProgress(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onChangeRequest(id, options, [ChangeRequestStatus.IN_PROGRESS]);
  }

  /**
   * Define a rule of EventBridge for requests with the change template that have their approvals.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onChangeRequestApproved(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onChangeRequest(id, options, [ChangeRequestStatus.APPROVED]);
  }

  /**
   * Define a rule of EventBridge for requests with the change template that were rejected.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onChangeRequestRejected(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onChangeRequest(id, options, [ChangeRequestStatus.REJECTED]);
  }

  private onChangeRequest(id: string, options: events.OnEventOptions, statuses?: string[]): events.Rule {
    return ruleFor(this, id, options, ChangeEvents.changeRequestStatusUpdated({ templates: [this], statuses }));
  }
}

class ImportedChangeTemplate extends DocumentBase implements IChangeTemplate {
  public readonly grants: ChangeTemplateGrants;

  constructor(
    scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string,
    runbooks?: ssm.IDocumentRef[], props: ResourceProps = {},
  ) {
    super(scope, id, props);
    this.grants = ChangeTemplateGrants.fromChangeTemplate(this, { runbooks });
  }
}
