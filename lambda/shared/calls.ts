import type * as sdk from '@aws-sdk/client-ssm';
import * as commands from './sdk';

/** The calls that only read, with what each takes and gives. */
export interface Reads {
  DescribeAutomationStepExecutions: {
    input: sdk.DescribeAutomationStepExecutionsCommandInput; output: sdk.DescribeAutomationStepExecutionsCommandOutput;
  };
  DescribeDocument: { input: sdk.DescribeDocumentCommandInput; output: sdk.DescribeDocumentCommandOutput };
  DescribeDocumentPermission: { input: sdk.DescribeDocumentPermissionCommandInput; output: sdk.DescribeDocumentPermissionCommandOutput };
  GetAutomationExecution: { input: sdk.GetAutomationExecutionCommandInput; output: sdk.GetAutomationExecutionCommandOutput };
  GetCalendarState: { input: sdk.GetCalendarStateCommandInput; output: sdk.GetCalendarStateCommandOutput };
  GetDocument: { input: sdk.GetDocumentCommandInput; output: sdk.GetDocumentCommandOutput };
  GetServiceSetting: { input: sdk.GetServiceSettingCommandInput; output: sdk.GetServiceSettingCommandOutput };
}

/** The calls that change something, with what each takes. */
interface Changes {
  CreateDocument: sdk.CreateDocumentCommandInput;
  DeleteDocument: sdk.DeleteDocumentCommandInput;
  ModifyDocumentPermission: sdk.ModifyDocumentPermissionCommandInput;
  ResetServiceSetting: sdk.ResetServiceSettingCommandInput;
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
} }[keyof Changes];

/** The SDK's command for a call; the bundled SDK is minified, so a command does not know its own name any more. */
export function commandFor(api: keyof Reads | keyof Changes, input: object): object {
  const Command = commands[`${api}Command`] as unknown as new (input: object) => object;
  return new Command(input);
}
