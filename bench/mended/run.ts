import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hostileDocuments } from '../check/hostile';

/** What came of one document: milliseconds of CPU, or the error that was thrown. */
export type Outcome = { readonly time: number } | { readonly thrown: string };

/** Reads and checks one of the documents that are made to take long, with the source in a folder. */
function read(source: string, wanted: string): Outcome {
  const { validateText } = createRequire(__filename)(join(source, 'content', 'validate')) as { validateText: (text: string, options: object) => unknown };
  const { text, format, type } = hostileDocuments().find(({ name }) => name === wanted)!;
  const start = process.cpuUsage();
  try {
    validateText(text, { format, type });
  } catch (error) {
    return { thrown: String(error) };
  }
  const { user, system } = process.cpuUsage(start);
  return { time: (user + system) / 1000 };
}

const [source, name] = process.argv.slice(1);
process.stdout.write(`${JSON.stringify(read(source, name))}\n`);
