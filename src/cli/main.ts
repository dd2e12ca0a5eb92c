import { join } from 'node:path';
import { parseArguments, unknownOption } from './arguments';
import { COMMANDS } from './commands';
import { commandHelp, generalHelp } from './help';
import { Io, Status } from './io';
import { Misuse } from './misuse';
import { printable } from './printable';
import { suggestion } from '../content/check/nearest';
import { packageFolder } from '../content/package-folder';

/** Run the command line. */
export async function main(argv: readonly string[], io: Io): Promise<Status> {
  const [name, ...rest] = argv;
  if (name === '--version') {
    io.out.write(`${version()}\n`);
    return Status.OK;
  }
  try {
    return await dispatch(name, rest, io);
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    io.err.write(`ssm-doc: ${printable(error.message)}\nTry: ssm-doc ${name !== undefined && Object.hasOwn(COMMANDS, name) ? `${name} ` : ''}--help\n`);
    return Status.FAILED;
  }
}

async function dispatch(name: string | undefined, rest: readonly string[], io: Io): Promise<Status> {
  if (name === undefined) {
    io.err.write(generalHelp());
    return Status.FAILED;
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    io.out.write(generalHelp());
    return Status.OK;
  }
  if (name === 'help') return dispatch(rest[0], ['--help'], io);

  if (name.startsWith('-')) {
    throw Object.values(COMMANDS).some(({ options }) => Object.hasOwn(options, name.replace(/^--|=.*/g, '')))
      ? new Misuse(`the option ${name} stands before the command; write it after`)
      : unknownOption(name, ['help', 'version']);
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    const known = Object.keys(COMMANDS);
    throw new Misuse(`there is no command ${JSON.stringify(name)}${suggestion(name, known, `; the commands are ${known.join(', ')}`)}`);
  }
  const command = COMMANDS[name];
  const args = parseArguments(rest, command.options);
  if (args.flags.has('help')) {
    io.out.write(commandHelp(name, command));
    return Status.OK;
  }
  if (command.paths === 'none' && args.paths.length > 0) throw new Misuse(`${name} takes no path`);
  if (command.paths !== 'none' && args.paths.length === 0) throw new Misuse(`${name} needs a path; - is standard input`);
  if (command.paths === 'one' && args.paths.length > 1) throw new Misuse(`${name} takes one file, not ${args.paths.length}`);
  return command.run(args, io);
}

function version(): string {
  return (require(join(packageFolder(), 'package.json')) as { version: string }).version;
}
