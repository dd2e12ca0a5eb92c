// Loaded before the CDK CLI. It asks CloudFormation every 2 and 5 seconds how far it is; here it asks sooner. Nothing else of it is changed.
const EVERY = 400;

const wait = globalThis.setTimeout;

function sooner(callback, delay, ...values) {
  return wait(callback, (delay === 2_000 || delay === 5_000) && isPoll() ? EVERY : delay, ...values);
}

/** Whether the caller's caller is one of the two loops; by name, as the same delays are time limits elsewhere. */
function isPoll() {
  return /\bat (?:async )?(?:waitFor|\w+\.scheduleNextTick)\b/.test(new Error().stack);
}

globalThis.setTimeout = Object.defineProperties(sooner, Object.getOwnPropertyDescriptors(wait));
