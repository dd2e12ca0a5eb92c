import type * as sdk from '@aws-sdk/client-ssm';
import * as commands from './sdk';

/** The calls that only read, with what each takes and gives. */
export interface Reads {
  DescribeAutomationStepExecutions: {
    input: sdk.DescribeAutomationStepExecutionsCommandInput; output: sdk.DescribeAutomationStepExecutionsCommandOutput;
  };
  DescribeDocument: { input: sdk.DescribeDocumentCommandInput; output: sdk.DescribeDocumentCommandOutput };
  DescribeDocumentPermission: { input: sdk.DescribeDocumentPermissionCommandInput; output: sdk.DescribeDocumentPermissionCommandOutput };
  DescribeOpsItems: { input: sdk.DescribeOpsItemsCommandInput; output: sdk.DescribeOpsItemsCommandOutput };
  GetAutomationExecution: { input: sdk.GetAutomationExecutionCommandInput; output: sdk.GetAutomationExecutionCommandOutput };
  GetCalendarState: { input: sdk.GetCalendarStateCommandInput; output: sdk.GetCalendarStateCommandOutput };
  GetDocument: { input: sdk.GetDocumentCommandInput; output: sdk.GetDocumentCommandOutput };
  GetOpsItem: { input: sdk.GetOpsItemCommandInput; output: sdk.GetOpsItemCommandOutput };
  GetServiceSetting: { input: sdk.GetServiceSettingCommandInput; output: sdk.GetServiceSettingCommandOutput };
  ListTagsForResource: { input: sdk.ListTagsForResourceCommandInput; output: sdk.ListTagsForResourceCommandOutput };
}

/** The calls that change something, with what each takes. */
interface Changes {
  AddTagsToResource: sdk.AddTagsToResourceCommandInput;
  CreateDocument: sdk.CreateDocumentCommandInput;
  DeleteDocument: sdk.DeleteDocumentCommandInput;
  ModifyDocumentPermission: sdk.ModifyDocumentPermissionCommandInput;
  RemoveTagsFromResource: sdk.RemoveTagsFromResourceCommandInput;
  ResetServiceSetting: sdk.ResetServiceSettingCommandInput;
  StartAccessRequest: sdk.StartAccessRequestCommandInput;
  StartAutomationExecution: sdk.StartAutomationExecutionCommandInput;
  StartChangeRequestExecution: sdk.StartChangeRequestExecutionCommandInput;
  StopAutomationExecution: sdk.StopAutomationExecutionCommandInput;
  UpdateDocument: sdk.UpdateDocumentCommandInput;
  UpdateDocumentDefaultVersion: sdk.UpdateDocumentDefaultVersionCommandInput;
  UpdateDocumentMetadata: sdk.UpdateDocumentMetadataCommandInput;
  UpdateServiceSetting: sdk.UpdateServiceSettingCommandInput;
}

/** What those calls give of which something is needed. */
export interface Gives {
  StartAccessRequest: sdk.StartAccessRequestCommandOutput;
  StartAutomationExecution: sdk.StartAutomationExecutionCommandOutput;
  StartChangeRequestExecution: sdk.StartChangeRequestExecutionCommandOutput;
}

/** What to do where the service refuses a call, in any case or by the name of the error; it is told after the service's own words. */
export type Advice = string | Readonly<Record<string, string>>;

/** A call that a plan asks for. */
export type Call = { [Api in keyof Changes]: {
  readonly api: Api;
  readonly input: Changes[Api];
  /**
   * Names of errors after which things are looked at again instead of giving up, such as that of a call that was made before
   * by a try whose answer got lost. The plan finds them in `met`.
   */
  readonly unless?: readonly string[];
  readonly advice?: Advice;
  /** Made with the function's own role, where the others are made in somebody's name. */
  readonly asOwn?: boolean;
  /**
   * Whether each call that does something makes another thing, as there is no client token. A try that may have done something is not made again
   * then: things are looked at first, and `met` has `UNSURE`.
   */
  readonly isOnce?: boolean;
} }[keyof Changes];

/** Stands in `met` after a call of which nobody knows whether it did something. */
export const UNSURE = 'Unsure';

/** The SDK's command for a call; the bundled SDK is minified, so a command does not know its own name any more. */
export function commandFor(api: keyof Reads | keyof Changes, input: object): object {
  const Command = commands[`${api}Command`] as unknown as new (input: object) => object;
  return new Command(input);
}
