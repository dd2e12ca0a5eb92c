import { CustomResourceExchange } from './local/custom-resources';
import { CallRecord } from './local/gateway';
import { Place } from './with-local-cloud';

const POLLS = ['DescribeStacks', 'DescribeStackEvents'];

/** Tells what happens in a place: each command, what CloudFormation asks custom resources for, each call, by whom, and which statement allows it. */
export function narrate({ cloud, cli }: Place): void {
  let isPolling = false;
  let speaker = '';
  const say = (text: string, by = '') => {
    speaker = by;
    console.log(text);
  };
  cli.onCommand = command => {
    isPolling = false;
    say(`\n ${command}`);
  };
  cloud.customResources.onExchange = (exchange, isOver) => say(isOver ? answerOf(exchange) : requestOf(exchange));
  cloud.onCall = call => {
    const { caller, role, service, action } = call;
    if (role === undefined) {
      if (isPolling && caller === 'cli' && POLLS.includes(action)) return;
      say(`  ${caller.padEnd(14)} ${service}:${action}`);
      if (caller !== 'cli' || !['ExecuteChangeSet', 'DeleteStack'].includes(action)) return;
      isPolling = true;
      say(`  cli            asks ${POLLS.join(' and ')} from now on, again and again`);
    } else {
      const by = `    function ${caller}\n      as ${role.split('/').pop()}`;
      if (by !== speaker) say(by, by);
      say(wordsOf(call), by);
    }
  };
}

function requestOf({ event: { RequestType, ResourceType, LogicalResourceId } }: CustomResourceExchange): string {
  return `  CloudFormation → ${RequestType} ${ResourceType} ${LogicalResourceId}`;
}

function answerOf({ event: { RequestType, LogicalResourceId }, answer }: CustomResourceExchange): string {
  const outcome = answer === undefined ? 'no answer' : answer.Status === 'FAILED' ? `FAILED: ${answer.Reason}` : `SUCCESS, ${answer.PhysicalResourceId}`;
  return `  CloudFormation ← ${RequestType} ${LogicalResourceId}: ${outcome}`;
}

function wordsOf({ service, action, denied, allowedBy = [] }: CallRecord): string {
  const reasons = denied === undefined ? allowedBy.map(statement => `allowed by ${statement}`) : [`REFUSED: ${denied}`];
  return [`      ${service}:${action}`, ...reasons].join('\n          ');
}
