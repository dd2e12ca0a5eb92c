import { serviceModel } from '../ssm-double/service-model';

/** Every member of the input of an operation, as a path, by the model. */
export function membersOf(operation: string): string[] {
  return walk(serviceModel.operations[operation].input, '');
}

function walk(shapeName: string, path: string): string[] {
  const { type, members = {}, member, value } = serviceModel.shapes[shapeName];
  if (type === 'structure') {
    return Object.entries(members).flatMap(([name, { target }]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [at, ...walk(target, at)];
    });
  }
  if (type === 'list') return walk(member!, `${path}[]`);
  return type === 'map' ? walk(value!, `${path}{}`) : [];
}

/** The members that an input gives a value. */
export function membersIn(operation: string, input: unknown): string[] {
  return given(serviceModel.operations[operation].input, input, '');
}

function given(shapeName: string, input: unknown, path: string): string[] {
  const { type, members = {}, member, value } = serviceModel.shapes[shapeName];
  if (type === 'structure') {
    return Object.entries(input as object).flatMap(([name, each]) => {
      const at = path === '' ? name : `${path}.${name}`;
      return [at, ...given(members[name].target, each, at)];
    });
  }
  if (type === 'list') return (input as unknown[]).flatMap(each => given(member!, each, `${path}[]`));
  return type === 'map' ? Object.values(input as object).flatMap(each => given(value!, each, `${path}{}`)) : [];
}

/** The input as it is sent: with the token of the handler, and times as the protocol has them. */
export function asSent(input: Record<string, unknown>): Record<string, unknown> {
  const times = ['ScheduledTime', 'ScheduledEndTime'].filter(time => input[time] !== undefined);
  return {
    ...input,
    ClientToken: '01234567-89ab-cdef-0123-456789abcdef',
    ...Object.fromEntries(times.map(time => [time, Date.parse(input[time] as string) / 1_000])),
  };
}
