import { contentOf } from './settled';
import { OnFailure } from '../../src/automation/jump';
import { StepGroup } from '../../src/automation/step-group';
import { StepList } from '../../src/automation/step-list';
import { Pause, Sleep } from '../../src/automation/steps';

class Waiting extends StepGroup {
  public readonly pause: Pause;

  constructor(prefix: string, duration: string) {
    super(prefix);
    const sleep = new Sleep(this.nameOf('Sleep'), { duration });
    this.pause = new Pause(this.nameOf('Pause'), { nextStep: sleep });
    this.add(this.pause, StepList.of(sleep));
  }
}

class Empty extends StepGroup {
}

test('a group gives its steps, with names that begin with the prefix', () => {
  expect(contentOf(new Waiting('a_', 'PT1M').steps)).toEqual([
    { name: 'a_Pause', action: 'aws:pause', inputs: {}, nextStep: 'a_Sleep' },
    { name: 'a_Sleep', action: 'aws:sleep', inputs: { Duration: 'PT1M' } },
  ]);
});

test('a group stands twice in a list, and inside of another group', () => {
  class Twice extends StepGroup {
    constructor(prefix: string) {
      super(prefix);
      this.add(new Waiting(this.nameOf('One'), 'PT1M'), new Waiting(this.nameOf('Two'), 'PT2M'));
    }
  }
  expect(StepList.of(new Waiting('A', 'PT1M'), new Twice('B')).steps.map(({ name }) => name))
    .toEqual(['APause', 'ASleep', 'BOnePause', 'BOneSleep', 'BTwoPause', 'BTwoSleep']);
});

test('steps jump to the first step of a group', () => {
  const group = new Waiting('A', 'PT1M');
  expect(group.firstStep).toBe(group.pause);
  expect(contentOf([new Pause('Before', { onFailure: OnFailure.goTo(group.firstStep) })])).toMatchObject([{ onFailure: 'step:APause' }]);
  expect(() => new Empty('A').firstStep).toThrow('the group "A" has no steps; add them in its constructor');
});

test('the steps of a group are not changed from outside', () => {
  const group = new Waiting('A', 'PT1M');
  group.steps.pop();
  expect(group.steps).toHaveLength(2);
});

test.each(['', 'a-', 'a b'])('the prefix %p is refused', prefix => {
  expect(() => new Empty(prefix)).toThrow(`the prefix ${JSON.stringify(prefix)} cannot begin names of steps`);
});
