import { Command, COMMANDS } from './commands';

const STATUSES = [
  'Exit status',
  '  0  no errors (with --strict: no warnings either)',
  '  1  a document is wrong',
  '  2  misuse, or something cannot be read',
].join('\n');

/** The help on the whole. */
export function generalHelp(): string {
  const width = Math.max(...Object.keys(COMMANDS).map(name => name.length));
  return [
    'ssm-doc: check, render and hash AWS Systems Manager documents, without an AWS account',
    '',
    'Usage: ssm-doc COMMAND [OPTION…] PATH…',
    '',
    'Commands',
    ...Object.entries(COMMANDS).map(([name, command]) => `  ${name.padEnd(width)}  ${command.summary}`),
    '',
    'Options',
    '  -h, --help  this help, or that of a command: ssm-doc COMMAND --help',
    '  --version   the version',
    '',
    'The path - is standard input. After -- everything is a path. No file is ever written.',
    '',
    STATUSES,
    '',
  ].join('\n');
}

/** The help on one command. */
export function commandHelp(name: string, command: Command): string {
  const options = Object.entries(command.options).map(([option, { value, summary }]) =>
    [value === undefined ? `--${option}` : `--${option} ${value}`, summary]);
  options.push(['-h, --help', 'this help']);
  const width = Math.max(...options.map(([written]) => written.length));
  return [
    `ssm-doc ${name}: ${command.summary}`,
    '',
    `Usage: ssm-doc ${name} ${command.usage}`.trimEnd(),
    '',
    command.details,
    '',
    'Options',
    ...options.map(([written, summary]) => `  ${written.padEnd(width)}  ${summary}`),
    ...Object.values(command.options).filter(({ value }) => value === 'TYPE').flatMap(({ allowed }) => ['', 'Types', wrap(allowed!())]),
    '',
    STATUSES,
    '',
  ].join('\n');
}

function wrap(words: readonly string[]): string {
  const lines = [''];
  words.forEach((word, index) => {
    const text = index < words.length - 1 ? `${word}, ` : word;
    if (lines[lines.length - 1].length + text.length > 110) lines.push('');
    lines[lines.length - 1] += text;
  });
  return lines.map(line => `  ${line.trimEnd()}`).join('\n');
}
