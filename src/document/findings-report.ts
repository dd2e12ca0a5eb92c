import { Finding } from '../content/finding';
import { LIST_TOKEN, TEXT_TOKEN, tokenName } from '../content/token-text';

/** Nobody reads more at once. */
const MOST_SHOWN = 100;
const MAX_PATH_WIDTH = 50;
const MESSAGE_WIDTH = 90;

/**
 * The findings of a document as one text for people: a heading, then a line for each with severity, path, message and code, and how many
 * more there are.
 */
export function findingsReport(constructPath: string, noun: string, all: readonly Finding[]): string {
  const findings = all.slice(0, MOST_SHOWN);
  const pathWidth = Math.min(MAX_PATH_WIDTH, Math.max(...findings.map(({ path }) => path.length)));
  const messages = findings.map(({ message }) => wrap(readable(message)));
  const messageWidth = Math.min(MESSAGE_WIDTH, Math.max(...messages.flat().map(line => line.length)));
  const indent = ' '.repeat(2 + 'warning'.length + 2 + pathWidth + (pathWidth > 0 ? 3 : 0));
  const blocks = findings.map((finding, index) => {
    const place = pathWidth > 0 ? `${readable(finding.path).padEnd(pathWidth)}   ` : '';
    const lines = messages[index];
    const head = `  ${finding.severity.padEnd('warning'.length)}  ${place}`;
    return lines.map((line, number) => {
      const text = number === lines.length - 1 ? `${line.padEnd(messageWidth)}   ${finding.code}` : line;
      return (number === 0 ? head : indent) + text;
    }).join('\n');
  });
  const more = all.length - findings.length;
  if (more > 0) blocks.push(`  and ${more} more, which are told once these are mended`);
  return `${constructPath}: the ${noun} has ${count(all)}\n\n${blocks.join('\n')}\n`;
}

/** Tokens stand in paths and messages as people can read them: `<Role.Arn>`. */
export function readable(text: string): string {
  return text.replace(TEXT_TOKEN, named).replace(LIST_TOKEN, named);
}

function named(token: string): string {
  return `<${tokenName(token).replace(/\.\d+$/, '')}>`;
}

function count(findings: readonly Finding[]): string {
  return (['error', 'warning'] as const)
    .map(severity => ({ severity, number: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${severity}${number === 1 ? '' : 's'}`)
    .join(' and ');
}

function wrap(message: string): string[] {
  const lines: string[] = [];
  for (const paragraph of message.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > MESSAGE_WIDTH) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}
