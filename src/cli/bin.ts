#!/usr/bin/env node
import { main } from './main';
import { processIo } from './process-io';

// Never process.exit(): it would cut off output that a pipe has not taken yet.
main(process.argv.slice(2), processIo()).then(status => {
  process.exitCode ||= status;
}, (error: unknown) => {
  process.stderr.write(`ssm-doc: internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
});
