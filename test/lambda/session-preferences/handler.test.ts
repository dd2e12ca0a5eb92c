import { App, Duration, Stack } from 'aws-cdk-lib';
import { PreferencesStack } from './preferences-stack';
import { Session, SessionPreferences, ShellSessionProps } from '../../../src';
import { contentHash } from '../../../src/content/hash';
import { DocumentState } from '../../ssm-double/document-store';
import { SsmDouble, SsmDoubleOptions } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';

const NAME = 'SSM-SessionManagerRunShell';

/** As the service itself writes it. */
const AMAZONS = JSON.stringify({
  schemaVersion: '1.0',
  description: 'Document to hold regional settings for Session Manager',
  sessionType: 'Standard_Stream',
  inputs: {
    s3BucketName: '',
    s3KeyPrefix: '',
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: '',
    cloudWatchEncryptionEnabled: true,
    kmsKeyId: '',
    runAsEnabled: false,
    runAsDefaultUser: '',
  },
}, undefined, 2);
/** As somebody else wrote it. */
const THEIRS = '{"inputs":{"runAsEnabled":"true","runAsDefaultUser":"ops"},"sessionType":"Standard_Stream","schemaVersion":"1.0"}';

/** What is synthesized: with the same settings as Amazon's, and with others. */
const PLAIN = synthesized({});
const STRICT = synthesized({ idleTimeout: Duration.minutes(5), runAs: 'ops' });
const STRICTER = synthesized({ idleTimeout: Duration.minutes(1), runAs: 'ops' });

let double: SsmDouble;
let stack: PreferencesStack;

async function start(options: SsmDoubleOptions = {}, ...before: string[]): Promise<void> {
  ({ double } = await startDouble(options));
  stack = new PreferencesStack(double);
  if (before.length > 0) double.documents.put({ name: NAME, type: 'Session', contents: before });
}

beforeEach(() => start());

function synthesized(props: ShellSessionProps): string {
  const text = new SessionPreferences(new Stack(new App(), 'Stack'), 'Preferences', { session: Session.shell(props) }).contentText;
  expect(JSON.parse(text)).toHaveProperty('sessionType', 'Standard_Stream');
  return text;
}

/** The contents of all versions, of which the latest is the default one, and active. */
function contents(): string[] {
  const { versions, latestVersion, defaultVersion } = document();
  expect(defaultVersion).toBe(latestVersion);
  const latest = versions[versions.length - 1];
  expect(latest).toMatchObject({ version: latestVersion, status: 'Active' });
  return versions.map(({ content }) => content);
}

function document(): DocumentState {
  const found = double.document(NAME);
  expect(found).toBeDefined();
  return found!;
}

function success(version: number, content: string) {
  const Data = { Hash: contentHash(content), LatestVersion: String(version), DefaultVersion: String(version) };
  return expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: NAME, Data });
}

function changes(): string[] {
  return double.requests.filter(({ acted }) => acted).map(({ operation }) => operation).filter(operation => !/^(Get|Describe)/.test(operation));
}

/** Somebody else, at the console. */
function changeByHand(content: string): void {
  const { versions } = document();
  double.documents.put({ name: NAME, type: 'Session', contents: [...versions.map(version => version.content), content], defaultVersion: versions.length + 1 });
}

describe('where there were no preferences', () => {
  test.each(['Adopt', 'Replace', 'Fail'])('%s makes them, byte for byte', async Existing => {
    await start({ settle: { describes: 2 } });

    expect(await stack.create({ Content: STRICT, Existing })).toEqual(success(1, STRICT));

    expect(stack.prior).toMatchObject({ PhysicalResourceId: 'prior-session-preferences:none:none', Data: { PriorVersion: 'none', PriorHash: 'none' } });
    expect(contents()).toEqual([STRICT]);
    expect(document()).toMatchObject({ type: 'Session', versions: [{ format: 'JSON' }] });
  });

  test('RESTORE deletes them', async () => {
    await stack.create({ Content: STRICT, OnDelete: 'Restore' });
    await stack.update({ Content: PLAIN });
    expect(contents()).toEqual([STRICT, PLAIN]);

    expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });

    expect(double.document(NAME)).toBeUndefined();
    expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });
  });

  test('LEAVE leaves them', async () => {
    await stack.create({ Content: STRICT });
    double.requests.length = 0;

    expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });

    expect(contents()).toEqual([STRICT]);
    expect(double.requests).toEqual([]);
  });
});

describe.each(['latest', 'all'] as const)('where there are some, and SSM compares new content with %s versions', duplicates => {
  beforeEach(() => start({ duplicates, settle: { describes: 1 } }, THEIRS, AMAZONS));

  describe('ADOPT', () => {
    test('takes over what has the same settings, however it is written', async () => {
      expect(await stack.create({ Content: PLAIN })).toEqual(success(3, PLAIN));

      expect(stack.prior!.Data).toEqual({ PriorVersion: '2', PriorHash: contentHash(AMAZONS) });
      expect(contents()).toEqual([THEIRS, AMAZONS, PLAIN]);
    });

    test('takes over what has the same bytes without a new version', async () => {
      await start({ duplicates }, THEIRS, PLAIN);
      expect(document().defaultVersion).toBe(1);

      expect(await stack.create({ Content: PLAIN })).toEqual(success(2, PLAIN));

      expect(contents()).toEqual([THEIRS, PLAIN]);
      expect(changes()).toEqual(['UpdateDocumentDefaultVersion']);
    });

    test('takes over what is stored as YAML', async () => {
      const yaml = 'schemaVersion: "1.0"\nsessionType: Standard_Stream\ninputs:\n  runAsEnabled: "true"\n  runAsDefaultUser: ops\n  idleSessionTimeout: "5"\n  s3EncryptionEnabled: true\n  cloudWatchEncryptionEnabled: T\n';
      double.documents.put({ name: NAME, type: 'Session', format: 'YAML', contents: [yaml] });

      expect(await stack.create({ Content: STRICT })).toEqual(success(2, STRICT));

      expect(document().versions.map(({ format }) => format)).toEqual(['YAML', 'JSON']);
    });

    test('refuses what differs, says in what, and touches nothing', async () => {
      const before = document();

      const { Status, Reason, PhysicalResourceId } = await stack.create({ Content: STRICT, OnDelete: 'Restore' });

      expect({ Status, Reason }).toEqual({
        Status: 'FAILED',
        Reason: 'session preferences: document "SSM-SessionManagerRunShell" exists already with other settings: '
          + 'inputs.runAsEnabled: false is there, true was declared; inputs.runAsDefaultUser: nothing is there, "ops" was declared; '
          + 'inputs.idleSessionTimeout: "20" is there, "5" was declared. '
          + 'Declare the settings that are there, or replace them with ExistingPreferences.REPLACE',
      });
      expect(PhysicalResourceId).toBe('nothing-made:Preferences');
      expect(document()).toEqual(before);
      expect(changes()).toEqual([]);
    });
  });

  test('REPLACE puts what was declared in their place', async () => {
    expect(await stack.create({ Content: STRICT, Existing: 'Replace' })).toEqual(success(3, STRICT));

    expect(contents()).toEqual([THEIRS, AMAZONS, STRICT]);
  });

  test.each([['other', STRICT], ['the same', AMAZONS]])('FAIL refuses them, also with %s content', async (_, Content) => {
    const before = document();

    expect(await stack.create({ Content, Existing: 'Fail', OnDelete: 'Restore' })).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'nothing-made:Preferences',
      Reason: 'session preferences: document "SSM-SessionManagerRunShell" exists already and must not (ExistingPreferences.FAIL); '
        + 'delete it first, or take it over with ExistingPreferences.ADOPT or REPLACE',
    });

    expect(document()).toEqual(before);
  });

  test('an update writes whatever was declared, and going back to the version before works', async () => {
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    expect(await stack.update({ Content: STRICTER, Existing: 'Adopt' })).toEqual(success(4, STRICTER));
    const expected = duplicates === 'latest' ? STRICT : `${STRICT}\n`;

    expect(await stack.update({ Content: STRICT })).toEqual(success(5, expected));

    expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, STRICTER, expected]);
    // Nothing changes when CloudFormation asks once more.
    expect(await stack.update({ OnDelete: 'Restore' })).toEqual(success(5, expected));
    expect(contents()).toHaveLength(5);
  });

  test('one may go back and forth', async () => {
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    for (const Content of [STRICTER, STRICT, STRICTER, STRICT]) expect((await stack.update({ Content })).Status).toBe('SUCCESS');

    const last = duplicates === 'latest' ? STRICT : `${STRICT}\n\n`;
    expect(contents().slice(2)).toEqual(duplicates === 'latest' ? [STRICT, STRICTER, STRICT, STRICTER, STRICT]
      : [STRICT, STRICTER, `${STRICT}\n`, `${STRICTER}\n`, last]);
    expect(contents()).toHaveLength(7);
  });

  describe('RESTORE', () => {
    const restored = duplicates === 'latest' ? AMAZONS : `${AMAZONS}\n`;

    test('puts back what stood there before, as a new version', async () => {
      await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });
      await stack.update({ Content: STRICTER });

      expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: NAME });

      expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, STRICTER, restored]);
      expect(changes()).not.toContain('DeleteDocument');
      // The same request once more.
      expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });
      expect(contents()).toHaveLength(5);
    });

    test('counts when it is chosen later, too', async () => {
      await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Leave' });
      await stack.update({ OnDelete: 'Restore' });

      await stack.delete();

      expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, restored]);
    });

    test('has nothing to do where the same bytes were taken over', async () => {
      await stack.create({ Content: AMAZONS, OnDelete: 'Restore' });
      await stack.delete();

      expect(contents()).toEqual([THEIRS, AMAZONS]);
    });

    test('puts back YAML as YAML', async () => {
      const yaml = '# by hand\nschemaVersion: "1.0"\nsessionType: Standard_Stream\ninputs: {}\n';
      double.documents.put({ name: NAME, type: 'Session', format: 'YAML', contents: [yaml] });
      await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });

      await stack.delete();

      expect(contents()).toEqual([yaml, STRICT, duplicates === 'latest' ? yaml : `${yaml}\n`]);
      expect(document().versions.map(({ format }) => format)).toEqual(['YAML', 'JSON', 'YAML']);
      await stack.delete();
      expect(contents()).toHaveLength(3);
    });

    test('leaves what somebody changed since, and logs why', async () => {
      await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });
      changeByHand(THEIRS);
      const before = document();

      const { Status, log } = await stack.delete();

      expect(Status).toBe('SUCCESS');
      expect(log).toContain('document \\"SSM-SessionManagerRunShell\\" stays as it is: somebody changed it since this stack did, its latest version is 4');
      expect(document()).toEqual(before);
    });
  });

  test('LEAVE leaves them', async () => {
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });

    expect(contents()).toEqual([THEIRS, AMAZONS, STRICT]);
  });

  describe('a replay in the middle', () => {
    test.each(['Adopt', 'Replace'])('of %s, before the version is promoted', async Existing => {
      await start({ duplicates, settle: { describes: 1 } }, AMAZONS);
      stack.prior = (await stack.ask('Prior', { RequestType: 'Create' })).told;
      double.faults.add({ kind: 'error', operation: 'UpdateDocumentDefaultVersion', code: 'InvalidDocumentVersion', message: 'Not yet.' });
      const given = { Content: PLAIN, Existing };
      expect((await stack.tryCreate(given)).told).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Not yet/) });
      expect(document()).toMatchObject({ latestVersion: 2, defaultVersion: 1 });

      expect((await stack.tryCreate(given)).told).toEqual(success(2, PLAIN));

      expect(contents()).toEqual([AMAZONS, PLAIN]);
    });

    test('of FAIL, after the document was made', async () => {
      await start({ duplicates });
      stack.prior = (await stack.ask('Prior', { RequestType: 'Create' })).told;
      const given = { Content: STRICT, Existing: 'Fail' };
      double.faults.add({ kind: 'dropAfter', operation: 'CreateDocument' });
      expect((await stack.tryCreate(given)).told).toEqual(success(1, STRICT));

      expect((await stack.tryCreate(given)).told).toEqual(success(1, STRICT));

      expect(contents()).toEqual([STRICT]);
    });

    test('of an update whose answer got lost makes no second version', async () => {
      await stack.create({ Content: STRICT, Existing: 'Replace' });
      double.faults.add({ kind: 'dropAfter', operation: 'UpdateDocument' });

      expect(await stack.update({ Content: STRICTER })).toEqual(success(4, STRICTER));

      expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, STRICTER]);
    });

    test('of RESTORE, before the version is promoted', async () => {
      await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });
      double.faults.add({ kind: 'error', operation: 'UpdateDocumentDefaultVersion', code: 'InvalidDocumentVersion', message: 'Not yet.' });
      expect(await stack.delete()).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Not yet/) });
      expect(document()).toMatchObject({ latestVersion: 4, defaultVersion: 3 });

      expect(await stack.delete()).toMatchObject({ Status: 'SUCCESS' });

      expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, duplicates === 'latest' ? AMAZONS : `${AMAZONS}\n`]);
    });
  });

  test('a creation that fails halfway is taken back, also with LEAVE', async () => {
    await start({ duplicates }, AMAZONS);
    double.documents.failNextVersion(NAME, 'the bucket is unknown');

    expect(await stack.create({ Content: STRICT, Existing: 'Replace' })).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: `unfinished:${NAME}`,
      Reason: `session preferences: version 2 of document "${NAME}" is Failed: the bucket is unknown`,
    });

    expect(contents()).toEqual([AMAZONS, STRICT, duplicates === 'latest' ? AMAZONS : `${AMAZONS}\n`]);
  });

  test('an update that fails is rolled back', async () => {
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    double.documents.failNextVersion(NAME, 'the bucket is unknown');
    expect(await stack.update({ Content: STRICTER })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/version 4 .* is Failed: the bucket is unknown/) });

    const expected = duplicates === 'latest' ? STRICT : `${STRICT}\n`;
    expect(await stack.rollBack({ Content: STRICTER })).toEqual(success(5, expected));

    expect(contents()).toEqual([THEIRS, AMAZONS, STRICT, STRICTER, expected]);
  });

  test('an update overwrites what somebody changed, and makes anew what somebody deleted', async () => {
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    changeByHand(THEIRS);
    expect(await stack.update({ Content: STRICTER })).toEqual(success(5, STRICTER));

    double.documents.byName.delete(NAME);
    expect(await stack.update({ Content: PLAIN })).toEqual(success(1, PLAIN));

    expect(contents()).toEqual([PLAIN]);
  });
});

test('where no document was before, one that fails stays for want of permission, and RESTORE deletes it', async () => {
  for (const OnDelete of ['Leave', 'Restore']) {
    await start();
    double.documents.failNextVersion(NAME, 'the bucket is unknown');

    expect(await stack.create({ Content: STRICT, OnDelete })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/the bucket is unknown/) });

    expect(double.document(NAME)?.versions.length).toBe(OnDelete === 'Leave' ? 1 : undefined);
  }
});

test('a document that is shared cannot be deleted, and the reason says what to do', async () => {
  await stack.create({ Content: STRICT, OnDelete: 'Restore' });
  double.documents.byName.get(NAME)!.shares.set('444455556666', '$DEFAULT');

  expect(await stack.delete()).toMatchObject({
    Status: 'FAILED', Reason: expect.stringMatching(/^session preferences: DeleteDocument: .* \(InvalidDocumentOperation, .*\); where the document is shared, stop sharing it/),
  });

  expect(contents()).toEqual([STRICT]);
});

test('a document of another type is refused', async () => {
  double.documents.put({ name: NAME, type: 'Command', contents: ['{"schemaVersion":"2.2","mainSteps":[]}'] });

  expect(await stack.create({ Content: STRICT, Existing: 'Replace' })).toMatchObject({
    Status: 'FAILED', Reason: expect.stringMatching(/is of type Command, and Session Manager needs one of type Session; delete it first/),
  });
});

describe('what stood there before', () => {
  test('is not looked at again by an update, which gives the same answer', async () => {
    await start({}, THEIRS);
    await stack.create({ Content: STRICT, Existing: 'Replace' });
    double.requests.length = 0;

    const { PhysicalResourceId, Data } = stack.prior!;
    const { told } = await stack.ask('Prior', { RequestType: 'Update', PhysicalResourceId, OldResourceProperties: {} });

    expect(told).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId, Data });
    expect(Data).toEqual({ PriorVersion: '1', PriorHash: contentHash(THEIRS) });
    expect((await stack.ask('Prior', { RequestType: 'Delete', PhysicalResourceId })).told).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(double.requests).toEqual([]);
  });

  test('is the latest version, as sessions take that', async () => {
    await start({}, PLAIN, THEIRS);
    expect(document().defaultVersion).toBe(1);
    await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });
    await stack.delete();

    expect(contents()).toEqual([PLAIN, THEIRS, STRICT, THEIRS]);
  });

  test('may be gone, and then what is there stays', async () => {
    await start({}, THEIRS);
    await stack.create({ Content: STRICT, Existing: 'Replace', OnDelete: 'Restore' });
    double.documents.put({ name: NAME, type: 'Session', contents: [STRICT] });

    const { Status, log } = await stack.delete();

    expect(Status).toBe('SUCCESS');
    expect(log).toContain('version 1, which stood there before, is not there any more');
    expect(contents()).toEqual([STRICT]);
  });
});

test('properties that cannot be used are refused before anything is done', async () => {
  expect(await stack.create({ Content: '', Existing: 'adopt', OnDelete: 'Keep', PriorVersion: '0', PriorHash: '' })).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: 'nothing-made:Preferences',
    Reason: expect.stringMatching(/Content is "".*Existing is "adopt", one of Adopt, Replace, Fail is needed.*OnDelete is "Keep", one of Leave, Restore.*PriorVersion is "0".*PriorHash is ""/),
  });
});
