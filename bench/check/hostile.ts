/** A text that is built to cost time. */
export interface HostileDocument {
  readonly name: string;
  readonly text: string;
  readonly format: 'JSON' | 'YAML' | 'TEXT';
  /** The type that it is checked as; recognised when omitted. */
  readonly type?: string;
}

/** The most that SSM takes. */
const MAX_BYTES = 64 * 1024;

/**
 * Documents that are built to cost time, each of about the same size: deep nesting, references, names that nearly agree, steps that lead
 * to each other, patterns that backtrack, scripts full of brackets.
 *
 * @param bytes how large each is; twice of it shows how the time grows. @default 64 KB, the most that SSM takes
 */
export function hostileDocuments(bytes: number = MAX_BYTES): HostileDocument[] {
  return [
    ...nested(bytes),
    ...textsInSteps(bytes),
    ...manyNames(bytes),
    ...jumping(bytes),
    ...patterns(bytes),
    ...scripts(bytes),
    ...yamlOnly(bytes),
    ...sessions(bytes),
    ...calendars(bytes),
    ...cedar(bytes),
    ...longLines(bytes),
  ];
}

function nested(bytes: number): HostileDocument[] {
  const half = bytes / 2;
  return [
    json('nested lists', `${'['.repeat(half)}${']'.repeat(half)}`),
    json('nested lists, never closed', '['.repeat(bytes)),
    json('nested maps', `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`),
    yaml('nested flow lists', `a: ${'['.repeat(half)}${']'.repeat(half)}`),
    yaml('nested flow maps', `a: ${'{a: '.repeat(bytes / 5)}1${'}'.repeat(bytes / 5)}`),
    yaml('nested block lists', `${'- '.repeat(half)}x`),
    yaml('nested block maps', Array.from({ length: Math.sqrt(2 * bytes) }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')),
    yaml('explicit keys', '? '.repeat(half)),
    // As deep as is taken, and as wide as fits.
    json('many lists, each nested', `{"schemaVersion":"0.3","mainSteps":[${repeat(bytes, () => `${'['.repeat(150)}${']'.repeat(150)}`)}]}`),
    json('loops in loops', runbook(nestedLoops(Math.min(60, bytes / 200)))),
    json('many loops in loops', runbook(repeat(bytes, at => nestedLoops(10, `L${at}_`)))),
  ];
}

/** Texts that readers of references, tokens and quotes stumble over, in an input of a step. */
function textsInSteps(bytes: number): HostileDocument[] {
  const pieces: Readonly<Record<string, string>> = {
    'opening braces': '{',
    'closing braces': '}',
    'opening braces with spaces': '{{ ',
    'references in one text': '{{ Name }}',
    'references to nothing in one text': '{{ none.Output }}',
    'references that are never closed': '{{ Name } ',
    'tokens': '${Token[',
    'AWS pseudo parameters': '${AWS::Region',
    'quotes': '"\'',
    'escapes': '\\"\\',
    'brackets': '[',
    'brackets of paths': "$['a'",
    'arn parts': 'arn:aws:iam::',
    'spaces': ' ',
    'slashes': '/',
    'underscores': '_',
    'emoji': '😀',
  };
  return Object.entries(pieces).flatMap(([name, piece]) => {
    const text = piece.repeat(bytes / Buffer.byteLength(piece));
    const steps = [
      step('One', 'aws:executeAwsApi', {
        inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: [text], Filters: text },
        outputs: [{ Name: 'Out', Selector: text, Type: 'String' }],
      }),
      step('Two', 'aws:assertAwsResourceProperty', { inputs: { Service: text, Api: text, PropertySelector: text, DesiredValues: [text] } }),
      step('Three', 'aws:branch', { inputs: { Choices: [{ Variable: text, StringEquals: text, NextStep: text }], Default: text } }),
      step('Four', 'aws:runCommand', { inputs: { DocumentName: text, Parameters: { commands: [text] }, InstanceIds: text } }),
      step('Five', 'aws:invokeLambdaFunction', { inputs: { FunctionName: text, Payload: text } }),
      step('Six', 'aws:sleep', { inputs: { Duration: text, Timestamp: text }, onFailure: text, nextStep: text, isEnd: text }),
      step('Seven', 'aws:createStack', { inputs: { StackName: text, TemplateURL: text, RoleARN: text } }),
      step('Eight', 'aws:executeStateMachine', { inputs: { stateMachineArn: text, input: text } }),
      step('Nine', 'aws:executeAutomation', { inputs: { DocumentName: text, RuntimeParameters: { a: text } } }),
      step('Ten', 'aws:updateVariable', { inputs: { Name: text, Value: text } }),
    ];
    return steps.map((one, at) => json(`${name} in ${['an API call', 'an assertion', 'a branch', 'a command', 'a function', 'a sleep', 'a stack', 'a state machine',
      'an automation', 'a variable'][at]}`, runbook(one)));
  });
}

function manyNames(bytes: number): HostileDocument[] {
  const similar = (at: number): string => `InstanceIdentifierOfTheNode${at.toString(36).padStart(4, '0')}`;
  const call = (at: number, value: string): string => step(`Step${at}`, 'aws:executeAwsApi', { inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: [value] } });
  return [
    ...both('parameters with similar names, each misspelt in a reference', {
      schemaVersion: '0.3',
      parameters: Object.fromEntries(list(bytes / 110, at => [similar(at), { type: 'String' }])),
      mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: list(bytes / 110, at => `{{ ${similar(at)}x }}`).join('') } }],
    }),
    ...both('unknown keys of a step', { schemaVersion: '0.3', mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: 'PT1S' }, ...keys(bytes, similar) }] }),
    ...both('unknown inputs of a step', { schemaVersion: '0.3', mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: 'PT1S', ...keys(bytes, similar) } }] }),
    ...both('unknown keys of a document', { schemaVersion: '0.3', mainSteps: [], ...keys(bytes, similar) }),
    ...both('unknown keys of a parameter', { schemaVersion: '0.3', parameters: { A: { type: 'String', ...keys(bytes, similar) } }, mainSteps: [] }),
    ...both('unknown inputs of an API call', { schemaVersion: '0.3', mainSteps: [{ name: 'A', action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeInstances', ...keys(bytes, similar) } }] }),
    ...both('unknown variables', {
      schemaVersion: '0.3',
      variables: Object.fromEntries(list(bytes / 60, at => [similar(at), { type: 'String' }])),
      mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: list(bytes / 110, at => `{{ variable:${similar(at)}x }}`).join('') } }],
    }),
    json('outputs that name no step', `{"schemaVersion":"0.3","mainSteps":[${step('A', 'aws:sleep', { inputs: { Duration: 'PT1S' } })}],"outputs":[${repeat(bytes, at => `"${similar(at)}.Out"`)}]}`),
    json('outputs of one step', runbook(step('A', 'aws:executeAwsApi',
      { inputs: { Service: 'ec2', Api: 'DescribeInstances' }, outputs: list(bytes / 80, at => ({ Name: similar(at), Selector: `$.${similar(at)}`, Type: 'String' })) }))),
    json('steps that refer to all before', runbook(repeat(bytes, at => call(at, list(Math.min(at, 5), before => `{{ Step${at - before - 1}.Out }}`).join(''))))),
    json('steps of one name', runbook(repeat(bytes, () => step('Same', 'aws:sleep', { inputs: { Duration: 'PT1S' } })))),
    json('steps of unknown actions', runbook(repeat(bytes, at => step(`Step${at}`, `aws:executeAwsApy${at}`, {})))),
    json('steps without anything', `{"schemaVersion":"0.3","mainSteps":[${repeat(bytes, () => '{}')}]}`),
    json('steps that are no maps', `{"schemaVersion":"0.3","mainSteps":[${repeat(bytes, () => '1')}]}`),
    json('one key many times', `{"schemaVersion":"0.3","mainSteps":[],${repeat(bytes, () => '"description":"a"')}}`),
    json('keys like integers', `{"schemaVersion":"0.3","mainSteps":[{"name":"A","action":"aws:sleep","inputs":{${repeat(bytes, at => `"${1_000_000 - at}":"{{ a }}"`)}}}]}`),
    json('allowed values', `{"schemaVersion":"0.3","parameters":{"A":{"type":"StringList","default":[${repeat(bytes / 2, at => `"a${at}"`)}],"allowedValues":[${
      repeat(bytes / 2, at => `"b${at}"`)}]}},"mainSteps":[]}`),
  ];
}

function jumping(bytes: number): HostileDocument[] {
  const branch = (at: number, targets: readonly number[]): string => step(`S${at}`, 'aws:branch',
    { inputs: { Choices: targets.map(target => ({ NextStep: `S${target}`, Variable: '{{ A }}', StringEquals: 'a' })) } });
  const count = Math.floor(bytes / 200);
  const dense = Math.floor(Math.sqrt(bytes / 60));
  return [
    json('branches to each other', runbook(list(dense, at => branch(at, list(dense, to => to))).join(','))),
    json('branches far ahead and back', runbook(list(count, at => branch(at, [(at * 7919 + 13) % count, (at * 104_729 + 7) % count])).join(','))),
    json('steps that go on backwards', runbook(list(bytes / 110, at => step(`S${at}`, 'aws:sleep', { nextStep: `S${at - 1}`, inputs: { Duration: 'PT1S' } })).join(','))),
    json('circles of two', runbook(list(bytes / 110, at => step(`S${at}`, 'aws:sleep', { nextStep: `S${at % 2 === 0 ? at + 1 : at - 1}`, inputs: { Duration: 'PT1S' } })).join(','))),
    json('failures that lead on', runbook(list(bytes / 130, at => step(`S${at}`, 'aws:sleep', { onFailure: `step:S${(at * 7919) % Math.floor(bytes / 130)}`, isEnd: true, inputs: { Duration: '{{ S0.Out }}' } })).join(','))),
    json('jumps to steps that are not there', runbook(list(bytes / 110, at => step(`S${at}`, 'aws:sleep', { nextStep: `T${at}`, inputs: { Duration: 'PT1S' } })).join(','))),
    json('outputs of steps that come later', runbook(list(bytes / 110, at => step(`S${at}`, 'aws:sleep', { inputs: { Duration: `{{ S${at + 1}.Out }}` } })).join(','))),
    json('choices of one branch', runbook(step('S0', 'aws:branch', { inputs: { Choices: list(bytes / 60, at => ({ NextStep: `S${at}`, Variable: '{{ A }}', StringEquals: 'a' })) } }))),
    json('conditions in conditions', runbook(step('S0', 'aws:branch', { inputs: { Choices: [conditions(80), ...list(bytes / 1_600, () => conditions(40))] } }))),
  ];
}

function patterns(bytes: number): HostileDocument[] {
  const parameter = (pattern: string, text: string): object => ({ type: 'String', allowedPattern: pattern, default: text });
  const runaway = ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaaaaaaa$',
    '.*.*.*.*.*.*.*=', '^(?=(a+))\\1*b$', '(a*)*b', '^((a{1,9}){1,9}){1,9}$'];
  const size = Math.max(1, Math.floor(bytes / 120));
  return [
    ...runaway.map((pattern, at) => json(`a pattern that backtracks (${at + 1}), one long value`,
      JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter(pattern, `${'a'.repeat(bytes)}!`) }, mainSteps: [] }))),
    ...runaway.map((pattern, at) => json(`a pattern that backtracks (${at + 1}), many values`, JSON.stringify({ schemaVersion: '0.3', parameters: { A: { type: 'StringList', allowedPattern: pattern, default: list(bytes / 60, item => `${'a'.repeat(28 + item % 28)}!`) } }, mainSteps: [] }))),
    ...[20, 22, 24].map(length => json(`a pattern that backtracks, many values of ${length} letters`, JSON.stringify({ schemaVersion: '0.3', parameters: { A: { type: 'StringList', allowedPattern: '^(a+)+$', default: list(bytes / 30, () => `${'a'.repeat(length)}!`) } }, mainSteps: [] }))),
    json('many patterns that backtrack', JSON.stringify({ schemaVersion: '0.3', parameters: Object.fromEntries(list(size, at => [`P${at}`, parameter(`^(a+|b${at})+$`, `${'a'.repeat(40)}!`)])), mainSteps: [] })),
    json('a long pattern', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter('(a|b)*'.repeat(bytes / 6), 'a') }, mainSteps: [] })),
    json('a pattern of open brackets', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter('['.repeat(bytes), 'a') }, mainSteps: [] })),
    json('a pattern of open groups', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter('('.repeat(bytes), 'a') }, mainSteps: [] })),
    json('a pattern of nested groups', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter(`${'('.repeat(bytes / 2)}${')'.repeat(bytes / 2)}`, 'a') }, mainSteps: [] })),
    json('a pattern of alternatives', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter(`(${'|'.repeat(bytes)}`, 'a') }, mainSteps: [] })),
    json('a pattern with counts', JSON.stringify({ schemaVersion: '0.3', parameters: { A: parameter('((a{1000}){1000}){1000}', 'a'.repeat(4_000)) }, mainSteps: [] })),
  ];
}

function scripts(bytes: number): HostileDocument[] {
  const pieces: Readonly<Record<string, string>> = {
    'brackets': '(',
    'closed brackets': '()',
    'braces': '{',
    'calls of calls': 'a(',
    'attributes': '.a',
    'indexes': 'a[0]',
    'additions': '1+',
    'commas': 'a,',
    'lambdas': 'lambda a:',
    'conditions': '1 if a else ',
    'nots': 'not ',
    'comparisons': 'a<',
    'quotes': '"""',
    'formatted texts': 'f"{',
    'continued lines': '\\\n',
    'comments': '#\n',
    'from': 'from ',
    'from, on lines': 'from a\n',
    'spaces': ' ',
    'tabs on lines': '\t\n',
    'functions': 'def a(b):\n  return b\n',
    'functions that call each other': 'def f(b):\n  return f(g(b))\ndef g(b):\n  return g(f(b))\n',
    'names that are set again': 'a = a + b\nb = [a, b]\n',
    'dicts in dicts': 'a = {"a": a, "b": a}\n',
    'clients': 'c = boto3.client("ec2")\nc.describe_instances()\n',
    'clients of themselves': 'c = [boto3.client("ec2"), c, boto3.client("s3")]\nc[0].describe_instances(A=c)\n',
    'loops': 'for a in b:\n  for b in a:\n    a.append(b)\n',
    'imports': 'import a.b as c, d\n',
    'decorators': '@a\n',
    'comment of PowerShell': '<#',
    'cmdlets': 'Get-EC2Instanc ',
    'the command line': ' aws ec2 ',
  };
  const start = 'import boto3\na = []\nb = {}\n';
  const indented = (count: number): string => list(Math.sqrt(count), depth => `${' '.repeat(depth)}if a:`).join('\n');
  return [
    ...Object.entries(pieces).flatMap(([name, piece]) => [
      script(`Python: ${name}`, 'python3.11', start + piece.repeat(bytes / piece.length)),
    ]),
    ...['comment of PowerShell', 'cmdlets', 'the command line', 'spaces', 'brackets'].map(name =>
      script(`PowerShell: ${name}`, 'PowerShell 7.0', pieces[name].repeat(bytes / pieces[name].length))),
    script('Python: blocks in blocks', 'python3.11', start + indented(2 * bytes)),
    script('Python: many names', 'python3.11', start + list(bytes / 12, at => `n${at} = n${at - 1}`).join('\n')),
    script('Python: many functions', 'python3.11', start + list(bytes / 40, at => `def f${at}(c):\n  return f${at + 1}(c)`).join('\n')),
    script('Python: many clients', 'python3.11', start + list(bytes / 70, at => `c = boto3.client("ec2")\nd${at} = [c, d${at - 1}]`).join('\n')),
    json('many scripts', runbook(repeat(bytes, at => step(`S${at}`, 'aws:executeScript', { inputs: { Runtime: 'python3.11', Handler: 'main', Script: 'import boto3\ndef main(e, c):\n  boto3.client("ec2").describe_instances()\n' } })))),
  ];
}

function yamlOnly(bytes: number): HostileDocument[] {
  const anchored = list(40, at => `a${at}: &a${at} [${list(10, () => at === 0 ? 'x' : `*a${at - 1}`).join(', ')}]`).join('\n');
  return [
    yaml('aliases of aliases', anchored),
    yaml('aliases of aliases, of maps', list(40, at => `a${at}: &a${at}\n${list(9, key => `  k${key}: ${at === 0 ? 'x' : `*a${at - 1}`}`).join('\n')}`).join('\n')),
    yaml('aliases of one anchor', `a: &a [1, 2, 3]\nb:\n${repeat(bytes, () => '- *a', '\n')}`),
    yaml('aliases of one large anchor', `a: &a [${repeat(bytes / 2, () => 'x')}]\nb:\n${repeat(bytes / 2, () => '- *a', '\n')}`),
    yaml('aliases of one long text', `a: &a ${'x'.repeat(bytes / 2)}\nb:\n${repeat(bytes / 2, () => '- *a', '\n')}`),
    yaml('an alias within its anchor', 'a: &a [*a]'),
    yaml('a long anchor', `a: &${'a'.repeat(bytes)} x`),
    yaml('anchors', repeat(bytes, at => `k${at}: &a${at} x`, '\n')),
    yaml('merge keys', `a: &a {b: 1}\n${repeat(bytes, at => `k${at}:\n  <<: *a`, '\n')}`),
    yaml('merge keys of one map', `a: &a {b: 1}\nb:\n${repeat(bytes, () => '  <<: *a', '\n')}`),
    yaml('tags', `a:\n${repeat(bytes, () => '- !!str x', '\n')}`),
    yaml('a long tag', `a: !${'a'.repeat(bytes)} x`),
    yaml('scalars that two versions read differently', `a:\n${repeat(bytes, () => '- yes', '\n')}`),
    yaml('a long number', `a: ${'1'.repeat(bytes)}`),
    yaml('a long number in base 60', `a: 1${':0'.repeat(bytes / 2)}`),
    yaml('a long number with underscores', `a: 1${'_'.repeat(bytes)}x`),
    yaml('a long decimal number', `a: 0.${'0'.repeat(bytes)}1`),
    yaml('zeros and a one', `a: 1.${'0'.repeat(bytes)}1e1`),
    yaml('lines in brackets that stand too far left', `a:\n  b: [\n${repeat(bytes, () => '1,', '\n')}\n]`),
    yaml('texts with lines that stand too far left', `a:\n  b:\n${repeat(bytes, () => '    - "x\n y"', '\n')}`),
    yaml('a text with lines that stand too far left', `a:\n  b: "x\n${repeat(bytes, () => 'y', '\n')}"`),
    yaml('empty lines in a text that stands too far left', `a:\n  b: "x\ny${'\n'.repeat(bytes)}"`),
    yaml('quotes that are never closed', `a: "${'\\"'.repeat(bytes / 2)}`),
    yaml('single quotes', `a: ${'\''.repeat(bytes + 1)}`),
    yaml('lines of a block', `a: |\n${repeat(bytes, () => '  x', '\n')}`),
    yaml('empty lines of a block', `a: |\n${'\n'.repeat(bytes)}`),
    yaml('a long header of a block', `a: |#${'>#'.repeat(bytes / 2)}`),
    yaml('lines of plain text', `a:\n${repeat(bytes, () => '  x', '\n')}`),
    yaml('documents', '---\na: 1\n'.repeat(bytes / 9)),
    yaml('directives', '%YAML 1.1\n'.repeat(bytes / 10)),
    yaml('comments', '#\n'.repeat(bytes / 2)),
    yaml('colons', `a: ${': '.repeat(bytes / 2)}`),
    yaml('tabs', `a:\n${'\t'.repeat(bytes)}x`),
    yaml('JSON that is none', `{"a": [${repeat(bytes, () => '1')}, }`),
  ];
}

function sessions(bytes: number): HostileDocument[] {
  const session = (inputs: object): string => JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs });
  const texts = ['a', '.', ':', '/', '[', '{{ ', '-'].map(piece => piece.repeat(bytes / piece.length));
  return [
    ...texts.map((text, at) => json(`inputs of a session (${at + 1})`, session({
      s3BucketName: text,
      s3KeyPrefix: text,
      cloudWatchLogGroupName: text,
      kmsKeyId: text,
      runAsDefaultUser: text,
      idleSessionTimeout: text,
      maxSessionDuration: text,
      shellProfile: { linux: text, windows: text },
    }))),
    ...texts.map((text, at) => json(`a port session (${at + 1})`, JSON.stringify({
      schemaVersion: '1.0',
      sessionType: 'Port',
      parameters: { p: { type: 'String', allowedPattern: text, default: text } },
      properties: { portNumber: text, host: text, type: text, localPortNumber: text },
    }))),
    ...texts.map((text, at) => json(`commands (${at + 1})`, JSON.stringify({
      schemaVersion: '2.2',
      mainSteps: [{
        name: text,
        action: text,
        precondition: { StringEquals: [text, text] },
        inputs: { runCommand: [text], workingDirectory: text, timeoutSeconds: text },
      }],
    }))),
    json('unknown inputs of a session', session(keys(bytes, at => `s3BucketName${at.toString(36)}`))),
    json('steps of a command', JSON.stringify({ schemaVersion: '2.2', mainSteps: list(bytes / 80, at => ({ name: `s${at}`, action: 'aws:runShellScript', inputs: { runCommand: ['{{ none }}'] } })) })),
  ];
}

function calendars(bytes: number): HostileDocument[] {
  const head = 'BEGIN:VCALENDAR\r\nPRODID:-//AWS//Change Calendar 1.0//EN\r\nVERSION:2.0\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\n';
  const calendar = (name: string, body: string): HostileDocument => ({ name: `calendar: ${name}`, format: 'TEXT', type: 'ChangeCalendar', text: `${head}${body}END:VCALENDAR\r\n` });
  const event = (more: string): string => `BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20261224T180000\r\nDTEND;TZID=Europe/Berlin:20261224T190000\r\n${more}END:VEVENT\r\n`;
  return [
    calendar('events', repeat(bytes, () => event(''), '')),
    calendar('events without anything', repeat(bytes, () => 'BEGIN:VEVENT\r\nEND:VEVENT\r\n', '')),
    calendar('lines of one event', event(repeat(bytes, () => 'X-A:1\r\n', ''))),
    calendar('a folded line', event(`X-A:1\r\n${repeat(bytes, () => ' a\r\n', '')}`)),
    calendar('a long line', event(`X-A:${'a'.repeat(bytes)}\r\n`)),
    calendar('parameters', event(`X-A${';A=B'.repeat(bytes / 4)}:1\r\n`)),
    calendar('parameters that do not end', event(`X-A${';A=B,""'.repeat(bytes / 7)}\r\n`)),
    calendar('quotes', event(`X-A;A=${'"",'.repeat(bytes / 3)}:1\r\n`)),
    calendar('components in components', `${'BEGIN:A\r\n'.repeat(bytes / 16)}${'END:A\r\n'.repeat(bytes / 16)}`),
    calendar('empty lines', '\r\n'.repeat(bytes / 2)),
    calendar('carriage returns', '\r'.repeat(bytes)),
    calendar('a huge count', event(`RRULE:FREQ=SECONDLY;COUNT=${'9'.repeat(bytes)}\r\n`)),
    calendar('a rule of many days', event(`RRULE:FREQ=YEARLY;BYDAY=${repeat(bytes, () => '1MO')}\r\n`)),
    calendar('a rule of many months', event(`RRULE:FREQ=YEARLY;BYMONTHDAY=${repeat(bytes, at => String(at % 400 - 200))}\r\n`)),
    calendar('a rule of many parts', event(`RRULE:FREQ=YEARLY${';INTERVAL=1'.repeat(bytes / 11)}\r\n`)),
    calendar('events each with a rule', repeat(bytes, () => event('RRULE:FREQ=SECONDLY;INTERVAL=1;COUNT=999999999;BYSECOND=1,2,3;BYMONTH=1,2,3\r\n'), '')),
    calendar('events that last for ages', repeat(bytes, () => event('RRULE:FREQ=DAILY;UNTIL=99991231T235959Z\r\n').replace('20261224T190000', '99991231T235959'), '')),
    calendar('time zones that are none', repeat(bytes, at => event('').replaceAll('Europe/Berlin', `Europe/Berlim${at}`), '')),
    calendar('a long time zone', event('').replaceAll('Europe/Berlin', 'Europe/Berlim'.repeat(bytes / 26))),
    calendar('dates that are none', repeat(bytes, () => event('').replaceAll('2026', '20266'), '')),
  ];
}

function cedar(bytes: number): HostileDocument[] {
  const policies = (name: string, text: string): HostileDocument => ({ name: `Cedar: ${name}`, format: 'TEXT', type: 'AutoApprovalPolicy', text });
  const scope = 'principal, action == AWS::SSM::Action::"getTokenForInstanceAccess", resource';
  return [
    policies('statements', repeat(bytes, () => `permit(${scope});\n`, '')),
    policies('faulty statements', repeat(bytes, () => 'permit(principal, action, resource) when { principal.a };\n', '')),
    policies('statements that are none', 'permit;'.repeat(bytes / 7)),
    policies('semicolons', ';'.repeat(bytes)),
    policies('comments', `${'//\t\n'.repeat(bytes / 4)}permit(${scope});`),
    policies('comments behind each other', `${'//'.repeat(bytes / 2)}\npermit(${scope});`),
    policies('comments, then nothing', `permit(${scope});\n${'//\t/\n'.repeat(bytes / 5)}x`),
    policies('comments before a fault', `permit(${scope})${'//\t\n'.repeat(bytes / 4)}\n)forbid`),
    policies('line breaks of other kinds', `permit(${scope});${'//\t\r'.repeat(bytes / 4)}x`),
    policies('annotations', `${'@a("b") '.repeat(bytes / 8)}permit(${scope});`),
    policies('annotations without brackets', `${'@a '.repeat(bytes / 3)}x`),
    policies('annotations and comments', `${'@a//\n'.repeat(bytes / 5)}x`),
    policies('quotes', `permit(${scope}) when { ${'"'.repeat(bytes)} };`),
    policies('escapes', `permit(${scope}) when { "${'\\"'.repeat(bytes / 2)} };`),
    policies('brackets', `permit(${scope}) when { ${'('.repeat(bytes / 2)}true${')'.repeat(bytes / 2)} };`),
    policies('nots', `permit(${scope}) when { ${'!'.repeat(bytes)}true };`),
    policies('conditions', `permit(${scope}) when { ${'true && '.repeat(bytes / 8)}true };`),
    policies('conditions that fail', `permit(${scope}) when { ${'principal.nothing && '.repeat(bytes / 21)}true };`),
    policies('conditions of tags', `permit(${scope}) when { ${'resource.getTag("a") == "b" && '.repeat(bytes / 31)}true };`),
    policies('sets', `permit(${scope}) when { ${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)} == [] };`),
    policies('a long name', `permit(${scope}) when { principal.${'a'.repeat(bytes)} };`),
    policies('spaces', `permit(principal, action ==${' '.repeat(bytes)}x`),
    policies('many deep statements', repeat(bytes, () => `permit(${scope}) when { ${'('.repeat(2_000)}true${')'.repeat(2_000)} };\n`, '')),
    json('Cedar: many policies', JSON.stringify({
      schemaVersion: '1.0',
      AutoApprovalPolicyDocuments: list(bytes / 150, at =>
        ({ name: `p${at}`, type: 'cedar', content: 'permit(principal, action, resource) when { principal.a };' })),
    })),
  ];
}

/** Texts of one line, or of nothing but lines. */
function longLines(bytes: number): HostileDocument[] {
  return [
    json('one long text', `{"schemaVersion":"0.3","description":"${'a'.repeat(bytes)}","mainSteps":[]}`),
    json('one long text that is not closed', `{"schemaVersion":"0.3","description":"${'a'.repeat(bytes)}`),
    json('one long key', `{"schemaVersion":"0.3","${'a'.repeat(bytes)}":1,"mainSteps":[]}`),
    json('control characters', `{"schemaVersion":"0.3","description":"${'\u0001'.repeat(bytes)}"}`),
    json('escapes', `{"schemaVersion":"0.3","description":"${'\\u0041'.repeat(bytes / 6)}"}`),
    json('a long number', `{"schemaVersion":"0.3","a":${'1'.repeat(bytes)}}`),
    json('a long decimal number', `{"schemaVersion":"0.3","a":0.${'0'.repeat(bytes)}1}`),
    json('a number with zeros inside', `{"schemaVersion":"0.3","a":1.${'0'.repeat(bytes)}1}`),
    json('numbers in a list', `{"schemaVersion":"0.3","mainSteps":[${repeat(bytes, () => '1.00000000000000000000001')}]}`),
    json('spaces', `{${' '.repeat(bytes)}x`),
    json('lines', `{${'\n'.repeat(bytes)}x`),
    json('surrogates', `{"schemaVersion":"0.3","description":"${'😀'.repeat(bytes / 4)}"}`),
    json('escaped half surrogates', `{"schemaVersion":"0.3","description":[${repeat(bytes, () => '"\\ud800"')}]}`),
    yaml('one long line', `schemaVersion: "0.3"\ndescription: ${'a '.repeat(bytes / 2)}`),
    yaml('lines alone', '\n'.repeat(bytes)),
    yaml('spaces before a key', `${' '.repeat(bytes)}a: 1`),
    { name: 'spaces before a calendar', format: 'TEXT', text: `${' '.repeat(bytes)}BEGIN:VCALENDA` },
  ];
}

function json(name: string, text: string): HostileDocument {
  return { name: `JSON: ${name}`, text, format: 'JSON' };
}

function yaml(name: string, text: string): HostileDocument {
  return { name: `YAML: ${name}`, text, format: 'YAML' };
}

/** The same content in both; what JSON writes on lines of its own is YAML too, and here with plain keys. */
function both(name: string, content: object): HostileDocument[] {
  const pretty = JSON.stringify(content, undefined, 1);
  return [json(name, JSON.stringify(content)), yaml(name, `---\n${pretty.replace(/^( *)"(\w+)": /gm, '$1$2: ')}`)];
}

function script(name: string, runtime: string, text: string): HostileDocument {
  return json(name, runbook(step('A', 'aws:executeScript', { inputs: { Runtime: runtime, Handler: 'main', Script: text } })));
}

function runbook(steps: string): string {
  return `{"schemaVersion":"0.3","assumeRole":"{{ A }}","parameters":{"A":{"type":"String"}},"mainSteps":[${steps}]}`;
}

function step(name: string, action: string, rest: object): string {
  return JSON.stringify({ name, action, ...rest });
}

function nestedLoops(depth: number, prefix = 'L'): string {
  let inner = step(`${prefix}Inner`, 'aws:sleep', { inputs: { Duration: 'PT1S' } });
  for (let at = 0; at < depth; at++) inner = `{"name":"${prefix}${at}","action":"aws:loop","inputs":{"Iterators":"{{ A }}","Steps":[${inner}]}}`;
  return inner;
}

function conditions(depth: number): object {
  let inner: object = { Variable: '{{ A }}', StringEquals: 'a' };
  for (let at = 0; at < depth; at++) inner = at % 2 === 0 ? { And: [inner] } : { Not: inner };
  return { ...inner, NextStep: 'S0' };
}

function keys(bytes: number, name: (at: number) => string): Record<string, string> {
  return Object.fromEntries(list(bytes / 40, at => [name(at), 'x']));
}

function list<T>(length: number, item: (at: number) => T): T[] {
  return Array.from({ length: Math.floor(length) }, (_, at) => item(at));
}

/** Pieces in a row, as many as fit. */
function repeat(bytes: number, piece: (at: number) => string, separator = ','): string {
  const pieces: string[] = [];
  for (let size = 0; size < bytes; size += pieces[pieces.length - 1].length + separator.length) pieces.push(piece(pieces.length));
  return pieces.join(separator);
}
