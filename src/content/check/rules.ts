import { nameRule, shapeRule, sizeRule, stepsRule, textRule } from './document-rules';
import { intrinsicRule } from './intrinsic-rules';
import { parameterRule } from './parameter-rules';
import { referenceRule } from './reference-rules';
import { Rule } from './rule';
import { sessionRule } from './session-rules';

/** Every rule, in the order in which findings are listed. */
export const RULES: readonly Rule[] = [
  nameRule,
  shapeRule,
  stepsRule,
  textRule,
  intrinsicRule,
  parameterRule,
  referenceRule,
  sessionRule,
  sizeRule,
];
