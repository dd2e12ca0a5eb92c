import { Arguments, OptionSpec } from './arguments';
import { Io, Status } from './io';

/** A command of the command line. */
export interface Command {
  readonly summary: string;
  /** What stands after the name. */
  readonly usage: string;
  /** What the help says beyond the summary. */
  readonly details: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** How many paths it takes. */
  readonly paths: 'none' | 'one' | 'many';
  run(args: Arguments, io: Io): Promise<Status>;
}

function documentTypes(): readonly string[] {
  return (require('../content/schema/document-types') as typeof import('../content/schema/document-types')).DOCUMENT_TYPES;
}

/** Every command; each is loaded when it runs, so that the help is there at once. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  validate: {
    summary: 'check documents',
    usage: '[--type TYPE] [--json] [--strict] PATH…',
    details: [
      'Checks files, and all .json, .yaml, .yml, .ics, .txt and .cedar files in folders. Folders named node_modules or',
      'cdk.out and hidden ones are left out, and so are files in folders that are no SSM documents, such as package.json,',
      'CloudFormation templates or Cedar policies of other applications. A file that is named is always checked. For Cedar',
      'policies their engine is needed: npm install --save-dev @cedar-policy/cedar-wasm',
    ].join('\n'),
    options: {
      type: { value: 'TYPE', allowed: documentTypes, summary: 'take every file for a document of this type' },
      json: { summary: 'one JSON object a line for each file: {"file", "documentType", "findings"}' },
      strict: { summary: 'warnings count as errors for the exit status' },
    },
    paths: 'many',
    run: (args, io) => (require('./validate') as typeof import('./validate')).runValidate(args, io),
  },
  render: {
    summary: 'write a document as JSON or YAML',
    usage: '[--to FORMAT] [--pretty] FILE',
    details: [
      'Writes exactly the bytes that a construct with this content deploys in that format: JSON has no line break at its',
      'end, YAML has one. So "ssm-doc render FILE | ssm-doc hash -" prints the hash that SSM will report. (Only on a',
      'terminal a line break follows.) Calendars and Cedar policies have no other form; they are refused with status 1.',
    ].join('\n'),
    options: {
      to: { value: 'FORMAT', allowed: () => ['json', 'yaml'], summary: 'json (the default) or yaml' },
      pretty: { summary: 'indent JSON for people; YAML always is' },
    },
    paths: 'one',
    run: (args, io) => (require('./render') as typeof import('./render')).runRender(args, io),
  },
  hash: {
    summary: 'print the hash that SSM gives a document',
    usage: 'FILE…',
    details: [
      'The SHA-256 of the exact bytes of the file, as DescribeDocument reports it. For one file the hash alone is printed,',
      'for several "hash  file", as sha256sum does.',
    ].join('\n'),
    options: {},
    paths: 'many',
    run: (args, io) => (require('./hash') as typeof import('./hash')).runHash(args, io),
  },
  type: {
    summary: 'print the type of a document',
    usage: 'FILE',
    details: 'The type as CreateDocument names it, as far as it shows in the content; status 1 when it does not show.',
    options: {},
    paths: 'one',
    run: (args, io) => (require('./type') as typeof import('./type')).runType(args, io),
  },
  permissions: {
    summary: 'print the IAM policy that a runbook needs',
    usage: '[--explain] [--partition PARTITION] [--region REGION] [--account ACCOUNT] FILE',
    details: [
      'Derives from the steps of a runbook what its role must allow, as the JSON of an IAM policy. Where something cannot be',
      'told (a script that picks its service as it runs, a role that is a parameter) a warning on standard error says so;',
      'the policy does not hold it.',
    ].join('\n'),
    options: {
      explain: { summary: 'instead of the policy, say which step needs each action' },
      partition: { value: 'PARTITION', summary: 'where the runbook runs: aws (the default), aws-cn, aws-us-gov' },
      region: { value: 'REGION', summary: 'the region it runs in; any when left out' },
      account: { value: 'ACCOUNT', summary: 'the account it runs in; any when left out' },
    },
    paths: 'one',
    run: (args, io) => (require('./permissions') as typeof import('./permissions')).runPermissions(args, io),
  },
  rules: {
    summary: 'list everything that validate can find',
    usage: '',
    details: 'The code, the severity and the meaning of each finding.',
    options: {},
    paths: 'none',
    run: (args, io) => (require('./rules') as typeof import('./rules')).runRules(args, io),
  },
};
