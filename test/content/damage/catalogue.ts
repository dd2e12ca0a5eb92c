import { BRANCH_DAMAGE } from './branch-damage';
import { DamageKind } from './damage';
import { DOCUMENT_DAMAGE } from './document-damage';
import { INPUT_DAMAGE } from './input-damage';
import { JUMP_DAMAGE } from './jump-damage';
import { LOOP_DAMAGE } from './loop-damage';
import { OUTPUT_DAMAGE } from './output-damage';
import { PARAMETER_DAMAGE } from './parameter-damage';
import { REFERENCE_DAMAGE } from './reference-damage';
import { SCRIPT_DAMAGE } from './script-damage';
import { STEP_DAMAGE } from './step-damage';

/**
 * The kinds of damage that people do to runbooks.
 *
 * Each is written from the format of runbooks as AWS documents it; none asks the check what it would say.
 */
export const DAMAGE: readonly DamageKind[] = [
  ...DOCUMENT_DAMAGE,
  ...PARAMETER_DAMAGE,
  ...STEP_DAMAGE,
  ...JUMP_DAMAGE,
  ...REFERENCE_DAMAGE,
  ...OUTPUT_DAMAGE,
  ...INPUT_DAMAGE,
  ...SCRIPT_DAMAGE,
  ...BRANCH_DAMAGE,
  ...LOOP_DAMAGE,
];
