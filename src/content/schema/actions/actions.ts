import { ActionGrammar } from './action';
import { APPROVE } from './approve';
import { ASSERT_AWS_RESOURCE_PROPERTY } from './assert-aws-resource-property';
import { BRANCH } from './branch';
import { CHANGE_INSTANCE_STATE } from './change-instance-state';
import { COPY_IMAGE } from './copy-image';
import { CREATE_IMAGE } from './create-image';
import { CREATE_STACK } from './create-stack';
import { CREATE_TAGS } from './create-tags';
import { DELETE_IMAGE } from './delete-image';
import { DELETE_STACK } from './delete-stack';
import { EXECUTE_AUTOMATION } from './execute-automation';
import { EXECUTE_AWS_API } from './execute-aws-api';
import { EXECUTE_SCRIPT } from './execute-script';
import { EXECUTE_STATE_MACHINE } from './execute-state-machine';
import { INVOKE_LAMBDA_FUNCTION } from './invoke-lambda-function';
import { INVOKE_WEBHOOK } from './invoke-webhook';
import { LOOP } from './loop';
import { PAUSE } from './pause';
import { RUN_COMMAND } from './run-command';
import { RUN_INSTANCES } from './run-instances';
import { SLEEP } from './sleep';
import { UPDATE_VARIABLE } from './update-variable';
import { WAIT_FOR_AWS_RESOURCE_PROPERTY } from './wait-for-aws-resource-property';

const ALL: readonly ActionGrammar[] = [
  APPROVE,
  ASSERT_AWS_RESOURCE_PROPERTY,
  BRANCH,
  CHANGE_INSTANCE_STATE,
  COPY_IMAGE,
  CREATE_IMAGE,
  CREATE_STACK,
  CREATE_TAGS,
  DELETE_IMAGE,
  DELETE_STACK,
  EXECUTE_AUTOMATION,
  EXECUTE_AWS_API,
  EXECUTE_SCRIPT,
  EXECUTE_STATE_MACHINE,
  INVOKE_LAMBDA_FUNCTION,
  INVOKE_WEBHOOK,
  LOOP,
  PAUSE,
  RUN_COMMAND,
  RUN_INSTANCES,
  SLEEP,
  UPDATE_VARIABLE,
  WAIT_FOR_AWS_RESOURCE_PROPERTY,
];

/** Every action that AWS documents, by its name. */
export const ACTIONS: ReadonlyMap<string, ActionGrammar> = new Map(ALL.map(grammar => [grammar.action, grammar]));
