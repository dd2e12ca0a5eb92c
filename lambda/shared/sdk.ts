// What the handlers use of the SDK. It is bundled by itself, once, and each function gets it beside its handler.
export { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
export {
  DescribeAutomationStepExecutionsCommand,
  DescribeDocumentCommand,
  DescribeDocumentPermissionCommand,
  GetAutomationExecutionCommand,
  GetCalendarStateCommand,
  GetDocumentCommand,
  GetServiceSettingCommand,
  CreateDocumentCommand,
  DeleteDocumentCommand,
  ModifyDocumentPermissionCommand,
  ResetServiceSettingCommand,
  StartAutomationExecutionCommand,
  StartChangeRequestExecutionCommand,
  StopAutomationExecutionCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
  UpdateDocumentMetadataCommand,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
export { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
