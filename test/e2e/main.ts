// npm run e2e [-- words of titles]: deploys with the real CDK CLI against doubles on this machine. DEBUG=1 prints each call.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCloud } from './local/local-cloud';
import { narrate } from './narration';
import { Scenario } from './scenario';
import { scenarios } from './scenarios';
import { Stage } from './stage';
import { Place, withLocalClouds } from './with-local-cloud';

// The templates are validated by a test of their own.
process.env.CDK_VALIDATION ??= 'false';

const isDebugging = process.env.DEBUG !== undefined;
/** How many scenarios play at once: most of their time is spent waiting. */
const AT_ONCE = isDebugging ? 1 : Number(process.env.E2E_AT_ONCE ?? 3);

interface Result {
  readonly title: string;
  readonly seconds: number;
  readonly error?: Error;
}

async function main(): Promise<number> {
  const words = process.argv.slice(2).map(word => word.toLowerCase());
  const chosen = scenarios.filter(({ title, isLong = false }) =>
    words.every(word => title.toLowerCase().includes(word)) && (words.length > 0 || !isLong));
  if (chosen.length === 0) throw new Error(`No scenario has ${words.join(' and ')} in its title; there are\n${scenarios.map(({ title }) => title).join('\n')}`);
  const start = Date.now();
  let startSeconds = 0;
  const results = await withLocalClouds(Math.min(AT_ONCE, chosen.length), async places => {
    startSeconds = secondsSince(start);
    return playAll(chosen, places);
  });
  const failed = results.filter(({ error }) => error);
  console.log(`\n${results.length - failed.length} of ${results.length} scenarios hold; ${secondsSince(start).toFixed(0)} s, of these ${startSeconds.toFixed(0)} s to start`);
  for (const { title } of failed) console.log(`FAILED ${title}`);
  return failed.length === 0 ? 0 : 1;
}

/** Plays scenarios in as many places at once as there are; what is told of one stands together. */
async function playAll(chosen: readonly Scenario[], places: readonly Place[]): Promise<readonly Result[]> {
  const waiting = [...chosen];
  const results: Result[] = [];
  await Promise.all(places.map(async (place, index) => {
    if (isDebugging) narrate(place);
    const stage = new Stage(place.cloud, place.cli);
    let isAnyFailed = false;
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const result = await play(scenario, stage, place.cloud);
      results.push(result);
      isAnyFailed ||= result.error !== undefined;
      console.log(`${result.error ? 'FAILED' : 'ok    '} ${result.seconds.toFixed(1).padStart(6)} s  ${result.title}${result.error ? `\n${result.error.stack}\n` : ''}`);
    }
    if (isAnyFailed) {
      const log = join(tmpdir(), `e2e-ministack-${index + 1}.log`);
      writeFileSync(log, place.cloud.log);
      console.log(`what ministack wrote where a scenario failed is in ${log}`);
    }
    stage.close();
  }));
  return results;
}

async function play(scenario: Scenario, stage: Stage, cloud: LocalCloud): Promise<Result> {
  const { title, service, refused = [] } = scenario;
  if (isDebugging) console.log(`\n${title}`);
  const start = Date.now();
  try {
    await cloud.reset(service);
    await scenario.run(stage);
    holdsAlways(cloud, refused);
    return { title, seconds: secondsSince(start) };
  } catch (error) {
    return { title, seconds: secondsSince(start), error: error as Error };
  }
}

/** What holds whatever happens. */
function holdsAlways(cloud: LocalCloud, refused: readonly string[]): void {
  const denied = cloud.gateway.calls.filter(call => call.denied !== undefined && !refused.includes(`${call.service}:${call.action}`));
  assert.deepEqual(denied.map(({ denied: why }) => why), [], 'IAM refuses what a handler called');
  const own = cloud.functions.invocations.filter(({ function: { handler } }) => !handler.startsWith('framework.'));
  assert.deepEqual(own.flatMap(({ foreign = [] }) => foreign), [], 'a handler loads modules that are not in its asset');
  assert.deepEqual(cloud.double.faults.pending, [], 'a fault was never met');
}

function secondsSince(start: number): number {
  return (Date.now() - start) / 1000;
}

main().then(code => { process.exitCode = code; }, error => {
  console.error(error);
  process.exitCode = 1;
});
