import { Stage } from './stage';
import { SsmDoubleOptions } from '../ssm-double/ssm-double';

/** Something that happens to people who deploy, told from the beginning: the account is empty before. */
export interface Scenario {
  readonly title: string;
  /** How Systems Manager is. */
  readonly service?: SsmDoubleOptions;
  /** Calls that IAM must refuse; any other refusal fails the scenario. */
  readonly refused?: readonly string[];
  run(stage: Stage): Promise<void>;
}
