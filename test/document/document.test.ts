import { join } from 'node:path';
import { Annotations as CdkAnnotations, App, aws_s3 as s3, Lazy, PhysicalName, PropertyInjectors, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { contentInTemplate, templateOf } from './deployed-content';
import { Content, Document, DocumentAttachment, DocumentFormat, DocumentProps, DocumentType, IDocument, UpdateMethod } from '../../src';
import { DOCUMENT_TYPES } from '../../src/content/schema/document-types';

const RESTART = join(__dirname, 'fixtures', 'restart.yaml');
const CALENDAR = 'BEGIN:VCALENDAR\r\nPRODID:-//AWS//Change Calendar 1.0//EN\r\nVERSION:2.0\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nEND:VCALENDAR\r\n';
const RUNBOOK = { schemaVersion: '0.3', mainSteps: [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }] };

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
});

function define(props: Partial<DocumentProps> = {}): Document {
  return new Document(stack, 'Document', { content: Content.fromObject(RUNBOOK), ...props });
}

function warnings(scope: Stack = stack): string[] {
  return Annotations.fromStack(scope).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
}

describe('the resource', () => {
  test('has the content as a text and makes new versions', () => {
    define();

    templateOf(stack).templateMatches({
      Resources: {
        Document7E43FA9A: {
          Type: 'AWS::SSM::Document',
          Properties: { Content: JSON.stringify(RUNBOOK), DocumentFormat: 'JSON', DocumentType: 'Automation', UpdateMethod: 'NewVersion' },
        },
      },
    });
    expect(warnings()).toEqual([]);
  });

  test('has all options', () => {
    const schema = Document.fromDocumentName(stack, 'Schema', 'My-Schema');
    define({
      documentName: 'My-Document',
      description: 'What it is for',
      targetType: '/AWS::EC2::Instance',
      documentFormat: DocumentFormat.YAML,
      requires: [{ document: schema, version: '$LATEST' }],
      tags: { Team: 'web' },
    });
    Tags.of(stack).add('App', 'shop');

    templateOf(stack).hasResourceProperties('AWS::SSM::Document', {
      Content: 'schemaVersion: "0.3"\ndescription: What it is for\nmainSteps:\n  - name: Wait\n    action: aws:sleep\n    inputs:\n      Duration: PT1M\n',
      DocumentFormat: 'YAML',
      DocumentType: 'Automation',
      Name: 'My-Document',
      Requires: [{ Name: 'My-Schema', Version: '$LATEST' }],
      Tags: [{ Key: 'App', Value: 'shop' }, { Key: 'Team', Value: 'web' }],
      TargetType: '/AWS::EC2::Instance',
      UpdateMethod: 'NewVersion',
    });
  });

  test('names itself by reference, and by its name in other environments', () => {
    const document = define();
    expect(stack.resolve(document.documentName)).toEqual({ Ref: 'Document7E43FA9A' });
    expect(stack.resolve(document.documentArn)).toEqual({
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':document/', { Ref: 'Document7E43FA9A' },
      ]],
    });
    expect(document.documentRef).toEqual({ documentName: document.documentName });

    const app = new App();
    const producer = new Stack(app, 'Producer', { env: { account: '111111111111', region: 'eu-west-1' } });
    const consumer = new Stack(app, 'Consumer', { env: { account: '222222222222', region: 'eu-west-1' } });
    const shared = new Document(producer, 'Document', { documentName: PhysicalName.GENERATE_IF_NEEDED, content: Content.fromObject(RUNBOOK) });
    const name = consumer.resolve(shared.documentName) as string;
    expect(name).toMatch(/^[\w.-]+$/);
    expect(consumer.resolve(shared.documentArn)).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:111111111111:document/${name}`]] });
  });

  test('takes defaults by injection', () => {
    const app = new App({ propertyInjectors: [{ constructUniqueId: Document.PROPERTY_INJECTION_ID, inject: props => ({ targetType: '/', ...props }) }] });
    stack = new Stack(app, 'Stack');
    expect(PropertyInjectors.hasPropertyInjectors(app)).toBe(true);
    define();

    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { TargetType: '/' });
  });
});

describe('options that SSM refuses', () => {
  test.each<[string, Partial<DocumentProps>, string]>([
    ['versionName', { versionName: 'a b' }, 'versionName "a b" is not allowed; it has 1 to 128 letters'],
    ['targetType', { targetType: 'AWS::EC2::Instance' }, 'targetType "AWS::EC2::Instance" is not allowed; it is "/" for every kind of resource'],
    ['attachments', { attachments: Array.from({ length: 21 }, () => DocumentAttachment.fromReference('a/1/b')) }, '21 attachments are given, at most 20 are allowed'],
    ...['', '0', '-1', '1.0', 'LATEST', '$latest'].map((version): [string, Partial<DocumentProps>, string] => [
      `the required version "${version}"`,
      { requires: [{ document: { documentRef: { documentName: 'X' } } as IDocument, version }] },
      `the version "${version}" of a required document is not allowed; it is "$LATEST"`,
    ]),
  ])('fails for %s', (_, props, message) => {
    expect(() => define(props)).toThrow(message);
  });

  test('takes what is known at deployment only', () => {
    define({ targetType: Lazy.string({ produce: () => '/' }), versionName: Lazy.string({ produce: () => 'a' }), documentName: Lazy.string({ produce: () => 'aws-1' }) });

    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { Name: 'aws-1', TargetType: '/', VersionName: 'a' });
  });

  test.each(['$LATEST', '$DEFAULT', '1', '12', Lazy.string({ produce: () => '3' })])('takes the required version %s', version => {
    define({ requires: [{ document: Document.fromDocumentName(stack, 'Schema', 'X'), version }] });

    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { Requires: [{ Name: 'X', Version: stack.resolve(version) }] });
  });

  test('fails for a name', () => {
    define({ documentName: 'AWS-Mine' });

    expect(() => templateOf(stack)).toThrow('the document name "AWS-Mine" begins with "aws-", which is reserved');
  });
});

describe('options that fail later', () => {
  test('a version name under NewVersion is warned of', () => {
    define({ versionName: 'v1' });
    expect(warnings()).toEqual([expect.stringMatching(/DuplicateDocumentVersionName.*\[ack: cdk-systems-manager:versionNameWithNewVersion\]$/s)]);
  });

  test('a version name under Replace is not', () => {
    define({ versionName: 'v1', updateMethod: UpdateMethod.REPLACE });
    expect(warnings()).toEqual([]);
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { UpdateMethod: 'Replace', VersionName: 'v1' });
  });

  test('replacing a document with a name of its own is warned of', () => {
    define({ documentName: 'Mine', updateMethod: UpdateMethod.REPLACE });
    expect(warnings()).toEqual([expect.stringContaining('cdk-systems-manager:replaceWithDocumentName')]);
  });

  test.each([DocumentType.CONFORMANCE_PACK_TEMPLATE, DocumentType.QUICK_SETUP])('the type %s is warned of', documentType => {
    define({ documentType, content: Content.fromObject({ a: 1 }) });
    expect(warnings()).toEqual([expect.stringContaining('does not list the document type')]);
  });
});

describe('the type', () => {
  test('has all wire values', () => {
    expect(Object.values(DocumentType).sort()).toEqual([...DOCUMENT_TYPES].sort());
  });

  test('is recognised', () => {
    expect(define().documentType).toBe(DocumentType.AUTOMATION);
  });

  test('can be given', () => {
    expect(define({ content: Content.fromObject({ a: 1 }), documentType: DocumentType.APPLICATION_CONFIGURATION }).documentType).toBe('ApplicationConfiguration');
    expect(contentInTemplate(stack)).toBe('{"a":1}');
  });

  test('fails when it shows nowhere', () => {
    expect(() => define({ content: Content.fromObject({ a: 1 }) })).toThrow('the content of "Document" does not show the type of the document (is schemaVersion missing?); give documentType, one of Command,');
  });
});

describe('the content', () => {
  test('comes from a file, written anew', () => {
    define({ content: Content.fromFile(RESTART) });

    expect(contentInTemplate(stack)).toBe('{"schemaVersion":"0.3","description":"Restart","parameters":{"InstanceId":{"type":"AWS::EC2::Instance::Id"}},'
      + '"mainSteps":[{"name":"Stop","action":"aws:changeInstanceState","inputs":{"InstanceIds":["{{ InstanceId }}"],"DesiredState":"stopped"}}]}');
  });

  test('comes from a file, verbatim', () => {
    const content = Content.fromFile(RESTART);
    const document = define({ content, verbatim: true });

    expect(contentInTemplate(stack)).toBe(content.text);
    expect(document.contentText).toBe(content.text);
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { DocumentFormat: 'YAML' });
  });

  test('is a calendar, kept as text', () => {
    define({ content: Content.fromString(CALENDAR) });

    templateOf(stack).hasResourceProperties('AWS::SSM::Document', { Content: CALENDAR, DocumentFormat: 'TEXT', DocumentType: 'ChangeCalendar' });
    expect(warnings()).toEqual([]);
  });

  test('keeps the order of keys that look like numbers', () => {
    define({ content: Content.fromString('{"b": {"10": 1, "9": 2}}'), documentType: DocumentType.APPLICATION_CONFIGURATION });

    expect(contentInTemplate(stack)).toBe('{"b":{"10":1,"9":2}}');
  });

  test.each([
    ['an object', { content: Content.fromObject(RUNBOOK) }, 'its content is an object'],
    ['a description', { description: 'x' }, 'description would change its text'],
    ['another format', { documentFormat: DocumentFormat.JSON }, 'documentFormat is JSON, but its text is YAML'],
    ['tokens', { content: Content.fromString(`schemaVersion: '0.3'\ndescription: ${Lazy.string({ produce: () => 'x' })}`) }, 'its text holds tokens'],
  ])('fails to be verbatim with %s', (_, props, message) => {
    expect(() => define({ content: Content.fromFile(RESTART), verbatim: true, ...props })).toThrow(message);
  });

  test.each([
    ['{"a": 1,}', 'the content, line 1, column'],
    ['', 'the content, line 1, column 1: the text is empty'],
  ])('fails where %p cannot be read', (text, message) => {
    expect(() => Content.fromString(text)).toThrow(message);
  });

  test('fails where a file cannot be read', () => {
    expect(() => Content.fromFile('nowhere.yaml')).toThrow('the content file "nowhere.yaml" cannot be read (ENOENT');
    expect(() => Content.fromFile(__filename)).toThrow(/document\.test\.ts, line \d+, column \d+: /);
  });

  test.each([
    ['a.json', '"a.json"'], [RUNBOOK, 'a map'], [undefined, 'nothing'], [null, 'null'], [[], 'an empty list'],
  ])('fails where it is %j itself', (content, what) => {
    expect(() => define({ content: content as unknown as Content }))
      .toThrow(`the content of "Document" is ${what}; use Content.fromFile, Content.fromString or Content.fromObject`);
  });

  test.each(['docs/restart.yaml', 'restart.yml', 'my docs/a.json', 'C:\\a.JSON', './calendar.ics\n'])('fails for the path %j given as text', path => {
    expect(() => Content.fromString(path)).toThrow(/; to read a file use Content\.fromFile$/);
  });

  test.each(['{"a": 1,} a.json', 'some text', 'a\nb.json'])('does not take %j for a path', text => {
    expect(() => Content.fromString(text)).toThrow(/^the content, line (?!.*fromFile)/s);
  });

  test('fails where it is no map', () => {
    expect(() => Content.fromObject('x' as unknown as Record<string, unknown>)).toThrow('the content is "x", a map of keys and values is needed');
    expect(() => Content.fromObject([] as unknown as Record<string, unknown>)).toThrow('the content is []');
  });

  test('warns of what reading found', () => {
    define({ content: Content.fromString("schemaVersion: '0.3'\ndescription: x\ndescription: yes\nmainSteps: [{name: a, action: 'aws:sleep', inputs: {Duration: PT1M}}]\n") });

    expect(warnings()).toEqual([
      expect.stringMatching(/^description: line 3, column 14: .*text\/ambiguous-scalar\]$/s),
      expect.stringMatching(/^description: line 3, column 1: the key "description" stands twice.*text\/duplicate-key\]$/s),
    ]);
  });
});

describe('the description', () => {
  const keys = () => Object.keys(JSON.parse(contentInTemplate(stack) as string));

  test('takes the place of the one in the content', () => {
    define({ description: 'new', content: Content.fromObject({ ...RUNBOOK, description: 'old', outputs: [] }) });
    expect(keys()).toEqual(['schemaVersion', 'mainSteps', 'description', 'outputs']);
    expect(contentInTemplate(stack)).toContain('"description":"new"');
  });

  test('else stands behind the schema version', () => {
    define({ description: 'new' });
    expect(keys()).toEqual(['schemaVersion', 'description', 'mainSteps']);
  });

  test.each([[Content.fromString(CALENDAR), undefined], [Content.fromObject({ a: 1 }), DocumentType.APPLICATION_CONFIGURATION]])('fails where the content has none', (content, documentType) => {
    expect(() => define({ description: 'new', content, documentType })).toThrow(/^"Document" has the description "new", but the content of a document of type \w+ has none; leave it out$/);
  });
});

describe('findings', () => {
  const faulty = { schemaVersion: '9.9', extra: 1, mainSteps: RUNBOOK.mainSteps };

  test('stop synthesis, all at once', () => {
    define({ documentType: DocumentType.AUTOMATION, content: Content.fromObject(faulty), documentName: 'a' });

    expect(() => templateOf(stack)).toThrow(new RegExp([
      'Stack/Document: the document has 2 errors and 1 warning\\n\\s*',
      'error +the document name "a" has 1 character; .*\\n.*document/name\\n',
      ' +error +schemaVersion +schemaVersion is "9\\.9"; .* document/schema-version\\n',
      ' +warning +extra +a document of type Automation has no key "extra"; .*\\n.*document/unknown-key\\n',
    ].join('')));
  });

  test('that are warnings go into the assembly, with their codes', () => {
    define({ content: Content.fromObject({ ...RUNBOOK, extra: 1 }) });

    expect(warnings()).toEqual([expect.stringMatching(/^extra: a document of type Automation has no key "extra".*\[ack: cdk-systems-manager:document\/unknown-key\]$/)]);
  });

  test('that are warnings can be acknowledged', () => {
    const document = define({ content: Content.fromObject({ ...RUNBOOK, extra: 1 }) });
    CdkAnnotations.of(document).acknowledgeWarning('cdk-systems-manager:document/unknown-key');

    expect(warnings()).toEqual([]);
  });

  test('name a text that is too large', () => {
    define({ content: Content.fromObject({ ...RUNBOOK, description: 'x'.repeat(65_536) }) });

    expect(() => templateOf(stack)).toThrow(/the document has 1 error\n[^]*the text of the document has 65\d{3} bytes, SSM takes 65536 at most[^]*document\/too-large/);
  });

  test('let a text of 64 KB pass', () => {
    const content = { ...RUNBOOK, description: '' };
    define({ content: Content.fromObject({ ...content, description: 'x'.repeat(65_536 - JSON.stringify(content).length) }) });

    expect(contentInTemplate(stack)).toHaveLength(65_536);
    expect(warnings()).toEqual([]);
  });
});

describe('parameters of the content', () => {
  test('can be referred to', () => {
    const parameter = define({ content: Content.fromFile(RESTART) }).parameter('InstanceId');

    expect(parameter.parameterType).toBe('AWS::EC2::Instance::Id');
    expect(stack.resolve(`${parameter}`)).toBe('{{ InstanceId }}');
    expect(parameter.validate('i-1')).toHaveLength(1);
  });

  test('fail when there is none of that name', () => {
    expect(() => define({ content: Content.fromFile(RESTART) }).parameter('toString')).toThrow('the content declares no parameter "toString"; declared: InstanceId');
    stack = new Stack();
    expect(() => define().parameter('X')).toThrow('it declares none');
  });
});

describe('attachments', () => {
  test('come from buckets, files and other documents', () => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    define({
      attachments: [
        DocumentAttachment.fromBucket(bucket),
        DocumentAttachment.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'imported'), 'scripts/v1/'),
        DocumentAttachment.fromBucketObject(bucket, 'a/b.py', 'b.py'),
        DocumentAttachment.fromReference('Other/3/c.py'),
        DocumentAttachment.fromAsset(RESTART, 'restart.yaml'),
      ],
    });

    const ref = { Ref: 'Bucket83908E77' };
    templateOf(stack).hasResourceProperties('AWS::SSM::Document', {
      Attachments: [
        { Key: 'SourceUrl', Values: [{ 'Fn::Join': ['', ['s3://', ref]] }] },
        { Key: 'SourceUrl', Values: ['s3://imported/scripts/v1'] },
        { Key: 'S3FileUrl', Values: [{ 'Fn::Join': ['', ['s3://', ref, '/a/b.py']] }], Name: 'b.py' },
        { Key: 'AttachmentReference', Values: ['Other/3/c.py'] },
        { Key: 'S3FileUrl', Values: [{ 'Fn::Sub': Match.stringLikeRegexp('^s3://cdk-.*\\.yaml$') }], Name: 'restart.yaml' },
      ],
    });
  });

  test('fail for names and places that SSM refuses', () => {
    expect(() => DocumentAttachment.fromReference('a/1/b', 'a b')).toThrow('the attachment name "a b" is not allowed');
    expect(() => DocumentAttachment.fromAsset(RESTART, 'ab')).toThrow('the attachment name "ab" is not allowed');
    expect(() => DocumentAttachment.fromReference('a/1/b', '')).toThrow('the attachment name "" is not allowed');
    expect(() => DocumentAttachment.fromReference('')).toThrow('the reference of the attachment is empty');
    const bucket = s3.Bucket.fromBucketName(stack, 'Imported', 'imported');
    expect(() => DocumentAttachment.fromBucketObject(bucket, '')).toThrow('the key of the attachment is empty');
    expect(() => DocumentAttachment.fromBucket(bucket, '/p/')).toThrow('the prefix "/p/" begins with a slash');
    expect(() => DocumentAttachment.fromReference('x'.repeat(1025))).toThrow('has 1025 characters, at most 1024 are allowed');
  });
});
