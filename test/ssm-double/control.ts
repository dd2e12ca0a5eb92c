import { IncomingMessage, ServerResponse } from 'node:http';
import { FaultRule } from './faults';
import type { SsmDouble } from './ssm-double';

/**
 * The double's own paths, for tests in another process:
 *   POST   /_double/faults    a FaultRule or a list of them
 *   DELETE /_double/faults    forgets all
 *   GET    /_double/faults    those that still wait
 *   GET    /_double/requests  the log
 *   GET    /_double/state     documents, service settings, executions and access requests
 *   POST   /_double/documents a SeededDocument
 *   POST   /_double/failures  { name, statusInformation }: the next version of that document ends in Failed
 *   POST   /_double/scripts   { kind, statuses, … }: how executions of that kind go on that are started from now on
 *   POST   /_double/executions { id, … }: changes an execution
 *   POST   /_double/access-requests { id, status }: decides about a request for access
 *   POST   /_double/access-request-rules any of AccessRequestRules
 *   DELETE /_double/tokens    forgets every client token
 */
export function handleControl(double: SsmDouble, request: IncomingMessage, body: string, response: ServerResponse): void {
  const routes: Record<string, () => unknown> = {
    'POST /_double/faults': () => double.faults.add(...([] as FaultRule[]).concat(JSON.parse(body))),
    'DELETE /_double/faults': () => double.faults.clear(),
    'GET /_double/faults': () => double.faults.pending,
    'GET /_double/requests': () => double.requests,
    'GET /_double/state': () => ({
      documents: double.documents.all, settings: double.settings.all, executions: double.executions.all, accessRequests: double.accessRequests.all,
    }),
    'POST /_double/documents': () => double.documents.put(JSON.parse(body)),
    'POST /_double/failures': () => {
      const { name, statusInformation } = JSON.parse(body);
      double.documents.failNextVersion(name, statusInformation);
    },
    'POST /_double/scripts': () => {
      const { kind, ...script } = JSON.parse(body);
      double.executions.script(script, kind);
    },
    'POST /_double/executions': () => {
      const { id, ...change } = JSON.parse(body);
      return double.executions.set(id, change);
    },
    'POST /_double/access-requests': () => {
      const { id, ...change } = JSON.parse(body);
      return double.accessRequests.set(id, change);
    },
    'POST /_double/access-request-rules': () => Object.assign(double.accessRequests.rules, JSON.parse(body)),
    'DELETE /_double/tokens': () => double.executions.forgetTokens(),
  };
  const route = routes[`${request.method} ${request.url}`];
  const send = (status: number, answer: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  };
  if (!route) return send(404, { message: `There is ${Object.keys(routes).join(', ')}` });
  try {
    send(200, route());
  } catch (error) {
    send(400, { message: (error as Error).message });
  }
}
