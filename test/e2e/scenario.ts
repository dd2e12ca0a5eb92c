import { Stage } from './stage';
import { SsmDoubleOptions } from '../ssm-double/ssm-double';

/** Something that happens to people who deploy, told from the beginning: the account is empty before. */
export interface Scenario {
  readonly title: string;
  /** Whether it takes many minutes: then it is played only where words of its title ask for it. */
  readonly isLong?: boolean;
  /** How Systems Manager is. */
  readonly service?: SsmDoubleOptions;
  /** Calls that IAM must refuse; any other refusal fails the scenario. */
  readonly refused?: readonly string[];
  run(stage: Stage): Promise<void>;
}
