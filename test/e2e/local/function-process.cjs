// What Lambda's runtime does in a function's process: load the handler, give it one event, tell what came of it. Talks to functions.ts over IPC.
const { join } = require('node:path');

const inheritedProcess = { send: process.send.bind(process), disconnect: process.disconnect.bind(process) };

// The provider framework of the CDK answers with https alone; response URLs are http here.
const http = require('node:http');
const https = require('node:https');
const { request } = https;
https.request = (...parameters) => {
  const { hostname, host } = typeof parameters[0] === 'object' ? parameters[0] : {};
  return (hostname ?? host) === '127.0.0.1' ? http.request({ ...parameters[0], port: process.env.E2E_ANSWER_PORT }, ...parameters.slice(1)) : request(...parameters);
};

// The tests are gone.
process.once('disconnect', () => process.exit());

process.once('message', async ({ event, requestId, deadline, functionArn }) => {
  const outcome = await run(event, {
    awsRequestId: requestId,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  // Modules that came from outside of the function's own package.
  const foreign = Object.keys(require.cache).filter(path => !path.startsWith(process.env.LAMBDA_TASK_ROOT) && path !== __filename);
  inheritedProcess.send({ ...outcome, foreign }, () => process.exit());
});

async function run(event, context) {
  try {
    const [file, entry] = process.env._HANDLER.split('.');
    const result = await require(join(process.env.LAMBDA_TASK_ROOT, file))[entry](event, context);
    return { result: result === undefined ? null : JSON.parse(JSON.stringify(result)) };
  } catch (error) {
    return { error: { errorType: error?.name ?? 'Error', errorMessage: error?.message ?? String(error), trace: String(error?.stack).split('\n') } };
  }
}
