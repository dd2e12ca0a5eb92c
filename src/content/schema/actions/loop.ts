import { defineAction, isLiteral, StepFault, StepView } from './action';
import { describe, isMap } from '../../value';

/** What an item is, by the type that is said of all. */
const IS_ITEM: Readonly<Record<string, (item: unknown) => boolean>> = {
  Boolean: item => typeof item === 'boolean' || /^(?:true|false)$/i.test(String(item)),
  Integer: item => typeof item !== 'object' && /^-?[0-9]+$/.test(String(item)),
  String: item => typeof item !== 'object',
  StringMap: item => isMap(item) || (typeof item === 'string' && item.trimStart().startsWith('{')),
};

/** Not documented is what becomes of an item of another type. */
function checkItems(view: StepView): StepFault[] {
  const { Iterators: items, IteratorDataType: type = 'String' } = view.inputs;
  if (!Array.isArray(items) || !isLiteral(type, view) || !Object.hasOwn(IS_ITEM, type)) return [];
  return items.flatMap((item, at): StepFault[] => view.isUnresolved(item) || (typeof item === 'string' && !isLiteral(item, view)) || IS_ITEM[type](item) ? [] : [{
    severity: 'warning',
    path: ['inputs', 'Iterators', at],
    message: `the items of this loop are of type ${type} (IteratorDataType), found ${describe(item)}; change the item or the type, which is String when nothing is said`,
  }]);
}

function checkDataType({ inputs }: StepView): StepFault[] {
  return inputs.IteratorDataType === undefined || inputs.Iterators !== undefined || inputs.LoopCondition === undefined ? [] : [{
    severity: 'warning',
    path: ['inputs', 'IteratorDataType'],
    message: 'IteratorDataType says what Iterators holds; a loop with a LoopCondition has none',
  }];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html */
export const LOOP = defineAction({
  action: 'aws:loop',
  inputs: {
    // Its items are of IteratorDataType.
    Iterators: { type: 'StringList', maxItems: 100, takesAnyItems: true, isLoose: true },
    IteratorDataType: { type: 'String', allowed: ['Boolean', 'Integer', 'String', 'StringMap'] },
    LoopCondition: { type: 'Condition' },
    MaxIterations: { type: 'Integer', minimum: 1, maximum: 100 },
    Steps: { type: 'Steps', required: true, minItems: 1 },
  },
  groups: [{ kind: 'exactly-one', inputs: ['Iterators', 'LoopCondition'] }],
  outputs: {
    CurrentIteration: { type: 'Integer' },
    CurrentIteratorValue: { type: 'String' },
  },
  refusesOnCancel: true,
  isNoCancelTarget: true,
  check: view => [...checkDataType(view), ...checkItems(view)],
  permissions: () => [],
});
