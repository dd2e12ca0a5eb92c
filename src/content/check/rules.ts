import { approvalPolicyRule } from './approval-policy-rules';
import { approvalRule } from './approval-rules';
import { braceRule } from './automation-brace-rules';
import { conditionRule } from './automation-condition-rules';
import { graphRule } from './automation-graph-rules';
import { inputRule } from './automation-input-rules';
import { jumpRule } from './automation-jump-rules';
import { outputRule } from './automation-output-rules';
import { runbookReferenceRule } from './automation-reference-rules';
import { scriptRule } from './automation-script-rules';
import { stepRule } from './automation-step-rules';
import { variableRule } from './automation-variable-rules';
import { calendarRule } from './calendar-rules';
import { cedarRule } from './cedar-rules';
import { changeTemplateRule } from './change-template-rules';
import { nameRule, shapeRule, sizeRule, stepsRule, textRule } from './document-rules';
import { intrinsicRule } from './intrinsic-rules';
import { parameterRule } from './parameter-rules';
import { referenceRule } from './reference-rules';
import { Rule } from './rule';
import { safetyRule } from './safety-rules';
import { sessionRule } from './session-rules';

/** Every rule, in the order in which findings are listed. */
export const RULES: readonly Rule[] = [
  nameRule,
  shapeRule,
  stepsRule,
  textRule,
  calendarRule,
  intrinsicRule,
  parameterRule,
  referenceRule,
  sessionRule,
  stepRule,
  jumpRule,
  graphRule,
  inputRule,
  conditionRule,
  outputRule,
  variableRule,
  runbookReferenceRule,
  braceRule,
  scriptRule,
  safetyRule,
  changeTemplateRule,
  approvalRule,
  approvalPolicyRule,
  cedarRule,
  sizeRule,
];
