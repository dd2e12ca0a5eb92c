import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, Script } from 'node:vm';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');

interface Found {
  readonly place: string;
  readonly expression: RegExp;
}

/** Expressions that are only given short texts, by how they are written: how long those are at most, and who sees to that. */
const GUARDED: Readonly<Record<string, number>> = {
  // Addresses of templates: MAX_LENGTH beside it.
  '/^https?:\\/\\/([^/?#]+?)\\.s3[.-][a-z0-9.*${}:A-Z-]*amazonaws\\.com(?:\\.cn)?\\/([^?#]+)/': 2_048,
  // Whether a pattern uses what Java knows: MAX_PATTERN_LENGTH beside it.
  '/\\\\[pPQEGRXhHvV]|\\[[^[\\]]*&&/': 2_048,
  // ARNs of sessions, which STS makes.
  '/:assumed-role\\/[^/]+\\/(.+)$/': 2_048,
};

const { literals, constructed } = expressionsOf('src', 'lambda');

test('there are as many expressions as one expects', () => {
  expect(literals.length).toBeGreaterThan(350);
});

test('expressions are made of texts in few places, where somebody has looked', () => {
  expect(constructed.sort()).toEqual([
    'src/access/cedar-text.ts', // of literals
    'src/access/cedar-text.ts',
    'src/access/requester-sessions.ts', // of a pattern of IAM, held against one short name
    'src/content/cedar/statements.ts', // of a literal
    'src/content/check/cedar-rules.ts', // of a constant
    'src/content/check/pattern.ts', // of a pattern of a user: runs under a limit
    'src/content/permissions/powershell-scan.ts', // of a constant
    'src/content/python-functions.ts', // of one word
  ]);
});

test.each<[string, boolean]>([
  ['(a+)+$', true], ['\\s+$', true], ['<#[^]*?#>', true], ['(?:\\s|\\/\\/[^\\n]*)*x', true], [':function:(?:\\$\\{[^{}]*\\}|[^:])+:[^:]+$', true], ['^(.*) and (.*) or$', true],
  ['a+$|^b', true], ['^\\s+$', false], ['^[a-z]+(?:-[a-z]+)*$', false], ['\\{\\{[^{}]*\\}\\}', false],
])('the search for slow ones tells whether %p is one: %p', (source, isSlow) => {
  expect(slowTextFor(new RegExp(source, 'g')) !== undefined).toBe(isSlow);
});

test('no expression takes much longer for a text that is a little longer', () => {
  const slow = literals.flatMap(({ place, expression }) => {
    const text = slowTextFor(expression, GUARDED[String(expression)]);
    return text === undefined ? [] : [`${place} ${String(expression)}: ${text}`];
  });
  expect(slow).toEqual([]);
}, 300_000);

test('what is said to be guarded still stands there', () => {
  const written = new Set(literals.map(({ expression }) => String(expression)));
  expect(Object.keys(GUARDED).filter(each => !written.has(each))).toEqual([]);
});

function expressionsOf(...folders: string[]): { literals: Found[]; constructed: string[] } {
  const found: Found[] = [];
  const made: string[] = [];
  for (const folder of folders) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true }) as string[]) {
      if (!name.endsWith('.ts') || name.endsWith('.d.ts') || name.includes('node_modules')) continue;
      const path = join(ROOT, folder, name);
      const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
      const place = relative(ROOT, path);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          found.push({ place, expression: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
        }
        if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') made.push(place);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return { literals: found, constructed: made };
}

/** So long that a square takes many times what is allowed even on a quick machine, and a line a small part of it on a slow one. */
const SCREENED = 4_000;
const SUSPICIOUS_MS = 0.4;
const CONFIRMED = 16_000;
const SLOW_MS = 25;
const TIME_LIMIT_MS = 2_000;

/** A text, in words, for which an expression takes more than in proportion to the length; undefined when none is found. */
function slowTextFor(expression: RegExp, most = CONFIRMED): string | undefined {
  const attacks = attacksOf(expression);
  let last: readonly string[] = [];
  const suspicious = new Set<readonly string[]>();
  const inTime = within(TIME_LIMIT_MS, () => {
    for (last of attacks) if (timeOf(expression, textOf(last, Math.min(most, SCREENED))) > SUSPICIOUS_MS) suspicious.add(last);
  });
  const words = (attack: readonly string[]): string => attack.map(part => JSON.stringify(part)).join(' + many of ');
  if (!inTime) return words(last);
  for (const attack of suspicious) {
    // Another program may have taken the time: the processor's own counts, and of that the least of some runs.
    const isSlow = (length: number): boolean => {
      let least = Infinity;
      const ended = within(TIME_LIMIT_MS, () => {
        for (let run = 0; run < 4 && least > SLOW_MS * length / CONFIRMED; run++) {
          least = Math.min(least, timeOf(expression, textOf(attack, length), processorTime));
        }
      });
      return !ended || least > SLOW_MS;
    };
    if (isSlow(most)) return words(attack);
  }
  return undefined;
}

function textOf([begin, pump, end]: readonly string[], length: number): string {
  return begin + pump.repeat(Math.ceil(length / pump.length)) + end;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timeOf(expression: RegExp, text: string, now = () => performance.now()): number {
  const started = now();
  expression.lastIndex = 0;
  if (expression.global && !expression.sticky) text.replace(expression, '');
  else expression.exec(text);
  return now() - started;
}

/** Whether something ended in time; only what node:vm runs can be stopped. */
function within(timeout: number, act: () => void): boolean {
  try {
    new Script('act()').runInContext(createContext({ act }), { timeout });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}

/** So many parts of a sample are tried; the longer ones are long words. */
const MOST_PARTS = 18;

/** Texts that nearly fit: the begin of what fits, then a part of it again and again, then what does not fit. */
function attacksOf(expression: RegExp): string[][] {
  const attacks = new Map<string, string[]>();
  for (const choice of [0, 1, 2]) {
    const all = new Sampler(expression.source, choice).parts();
    const parts = all.length > MOST_PARTS ? [all.slice(0, all.length - MOST_PARTS + 1).join(''), ...all.slice(all.length - MOST_PARTS + 1)] : all;
    for (let from = 0; from <= parts.length; from++) {
      const begin = parts.slice(0, from).join('');
      const pumps = [...parts.slice(from).map((_, index) => parts.slice(from, from + index + 1).join('')), ...from > 0 ? [parts[from - 1]] : []];
      for (const pump of pumps) {
        for (const end of ['\n\0', '']) if (pump !== '') attacks.set(JSON.stringify([begin, pump, end]), [begin, pump, end]);
      }
    }
    // And each kind of character alone.
    for (const part of new Set(all)) attacks.set(`${part} alone`, ['', part, '\0']);
  }
  return [...attacks.values()];
}

/** Reads an expression as far as it takes to write a text that fits, or nearly does. */
class Sampler {
  private at = 0;

  constructor(private readonly source: string, private readonly choice: number) {
  }

  public parts(): string[] {
    const [first = []] = [this.alternatives()];
    return first.filter(part => part !== '');
  }

  private alternatives(): string[] {
    const all: string[][] = [[]];
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at += 1;
        all.push([]);
      } else {
        all[all.length - 1].push(...this.item());
      }
    }
    return all[this.choice % all.length];
  }

  private item(): string[] {
    const character = this.source[this.at++];
    let parts: string[];
    switch (character) {
      case '(': parts = this.group(); break;
      case '[': parts = [this.characterClass()]; break;
      case '\\': parts = [this.escape()]; break;
      case '.': parts = ['a']; break;
      case '^': case '$': parts = []; break;
      default: parts = [character];
    }
    this.quantifier();
    return parts;
  }

  private group(): string[] {
    const [sign = ''] = /^\?(?:<?[=!]|:|<\w+>)/.exec(this.source.slice(this.at)) ?? [];
    this.at += sign.length;
    const inside = this.alternatives();
    this.at += 1;
    return /[=!]$/.test(sign) ? [] : inside;
  }

  private quantifier(): void {
    const [written = ''] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.source.slice(this.at)) ?? [];
    this.at += written.length;
  }

  private escape(): string {
    const letter = this.source[this.at++];
    const known = { s: ' ', S: 'a', d: '0', D: 'a', w: 'a', W: '-', n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', b: '', B: '', 0: '\0' }[letter];
    if (known !== undefined) return known;
    const [code = ''] = /^(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{\w+\}|k<\w+>)/.exec(this.source.slice(this.at - 1)) ?? [];
    if (code === '') return letter;
    this.at += code.length - 1;
    return /^[ux]/.test(code) ? String.fromCodePoint(parseInt(code.replace(/[ux{}]/g, ''), 16)) : 'a';
  }

  /** One that the class takes, another one for each choice. */
  private characterClass(): string {
    const start = this.at - 1;
    const members: string[] = [];
    if (this.source[this.at] === '^') this.at += 1;
    while (this.at < this.source.length && this.source[this.at] !== ']') {
      const character = this.source[this.at++];
      members.push(character === '\\' ? this.escape() : character);
    }
    this.at += 1;
    const written = new RegExp(`^${this.source.slice(start, this.at)}$`, 'u'.repeat(/\\[pu]\{/.test(this.source.slice(start, this.at)) ? 1 : 0));
    const fits = [...members, 'a', '0', ' ', '-', '/', '{', '$', '"', 'é'].filter(each => written.test(each));
    return fits.length === 0 ? '' : fits[this.choice % fits.length];
  }
}
