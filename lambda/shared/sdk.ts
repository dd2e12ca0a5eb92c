// What the handlers use of the SDK. It is bundled by itself, once, and each function gets it beside its handler.
export {
  DescribeDocumentCommand,
  DescribeDocumentPermissionCommand,
  GetDocumentCommand,
  GetServiceSettingCommand,
  CreateDocumentCommand,
  DeleteDocumentCommand,
  ModifyDocumentPermissionCommand,
  ResetServiceSettingCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
  UpdateServiceSettingCommand,
} from '@aws-sdk/client-ssm';
export { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
