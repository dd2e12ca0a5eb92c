import fc from 'fast-check';
import { scanPython } from '../../../../src/content/permissions/python/scan';

function origins(...lines: string[]): string[] {
  return scanPython(lines.join('\n')).calls.map(({ origin }) => origin);
}

function doubts(...lines: string[]): readonly string[] {
  return scanPython(lines.join('\n')).doubts;
}

const HEAD = 'import boto3';

describe('finds clients', () => {
  test.each<[string, string[], string[]]>([
    ['at once', [HEAD, "boto3.client('s3').list_buckets()"], ["client('s3').list_buckets, line 2"]],
    ['in a name', [HEAD, "s3 = boto3.client('s3')", 's3.list_objects_v2(Bucket="b")'], ["client('s3').list_objects_v2, line 3"]],
    ['by keyword', [HEAD, 'c = boto3.client(region_name="x", service_name="ec2")', 'c.describe_instances()'], ["client('ec2').describe_instances, line 3"]],
    ['under another module name', ['import os, boto3 as b', "b.client('sns').publish()"], ["client('sns').publish, line 2"]],
    ['imported alone', ['from boto3 import client as make, resource', "make('sqs').send_message()"], ["client('sqs').send_message, line 2"]],
    ['of sessions', [HEAD, 's = boto3.session.Session()', 't = boto3.Session(region_name=r)', "s.client('rds').stop_db_instance()", "t.client('kms').encrypt()"],
      ["client('rds').stop_db_instance, line 4", "client('kms').encrypt, line 5"]],
    ['of botocore', ['import botocore.session', "botocore.session.get_session().create_client('ec2').describe_vpcs()"], ["client('ec2').describe_vpcs, line 2"]],
    ['assigned twice', [HEAD, 'a = b = boto3.client("ec2")', 'b.describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['in tuples', [HEAD, 'a, b = boto3.client("ec2"), boto3.client("s3")', 'b.list_buckets()', 'a.describe_vpcs()'],
      ["client('s3').list_buckets, line 3", "client('ec2').describe_vpcs, line 4"]],
    ['with annotations', [HEAD, 'a: object = boto3.client("ec2")', 'a.describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['chosen by a condition', [HEAD, 's = boto3.Session(region_name=r) if r else boto3.Session()', 's.client("ec2").describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['global, used before they are made', [HEAD, 'def f():', '    ec2.describe_vpcs()', 'ec2 = boto3.client("ec2")'], ["client('ec2').describe_vpcs, line 3"]],
    ['made global in a function', [HEAD, 'def setup():', '  global ec2', '  ec2 = boto3.client("ec2")', 'def f():', '  ec2.describe_vpcs()'], ["client('ec2').describe_vpcs, line 6"]],
    ['passed to a function', [HEAD, 'def f(events, c):', '  c.describe_vpcs()', 'f({}, boto3.client("ec2"))'], ["client('ec2').describe_vpcs, line 3"]],
    ['passed by keyword', [HEAD, 'def f(a, *, c=None):', '  c.describe_vpcs()', 'f(1, c=boto3.client("ec2"))'], ["client('ec2').describe_vpcs, line 3"]],
    ['from a function', [HEAD, 'def get(name):', '  return boto3.client(name)', 'get("ec2").describe_vpcs()'], ["client('ec2').describe_vpcs, line 4"]],
    ['in a dict', [HEAD, 'c = {"ec2": boto3.client("ec2"), "s3": boto3.client("s3")}', 'c["s3"].list_buckets()'], ["client('s3').list_buckets, line 3"]],
    ['in a comprehension', [HEAD, 'c = {n: boto3.client(n) for n in ["ec2"]}', 'c["ec2"].describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['in a loop', [HEAD, 'for name in ("ec2", "ec2"):', '  boto3.client(name).describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['of a name', [HEAD, 'SERVICE = "ec2"', 'boto3.client(SERVICE).describe_vpcs()'], ["client('ec2').describe_vpcs, line 3"]],
    ['in an object', [HEAD, 'class A:', '  def __init__(self):', '    self.c = boto3.client("ec2")', '  def f(self):', '    self.c.describe_vpcs()'], ["client('ec2').describe_vpcs, line 6"]],
    ['passed to an object', [HEAD, 'class A:', '  def __init__(self, c):', '    c.describe_vpcs()', 'A(boto3.client("ec2"))'], ["client('ec2').describe_vpcs, line 4"]],
    ['in f-strings', [HEAD, 'x = f"{boto3.client(\'sts\').get_caller_identity()[\'Account\']}:{y}"'], ["client('sts').get_caller_identity, line 2"]],
    ['over several lines', [HEAD, 'ec2 = boto3.client(', '    "ec2",', ')', 'ec2 \\', '  .describe_vpcs(', '  )'], ["client('ec2').describe_vpcs, line 6"]],
    ['on one line', [HEAD + '; ec2 = boto3.client("ec2"); ec2.describe_vpcs()'], ["client('ec2').describe_vpcs, line 1"]],
    ['in nested calls', [HEAD, 'print(len(boto3.client("ec2").describe_vpcs()["Vpcs"]))'], ["client('ec2').describe_vpcs, line 2"]],
    ['in conditions', [HEAD, 'ec2 = boto3.client("ec2")', 'if not ec2.describe_vpcs(): pass', 'while ec2.describe_images(): break', 'return [x for x in ec2.describe_hosts()]'],
      ["client('ec2').describe_vpcs, line 3", "client('ec2').describe_images, line 4", "client('ec2').describe_hosts, line 5"]],
  ])('%s', (_, script, expected) => {
    expect(origins(...script)).toEqual(expected);
    expect(doubts(...script)).toEqual([]);
  });
});

describe('finds operations', () => {
  const calls = (...lines: string[]) => scanPython([HEAD, 'ec2 = boto3.client("ec2")', 's3 = boto3.client("s3")', ...lines].join('\n')).calls.map(({ operation, origin }) => [operation, origin]);

  test.each<[string, string[], [string, string][]]>([
    ['of paginators', ['p = ec2.get_paginator("describe_images")', 'for page in p.paginate(Owners=["self"]): pass'],
      [['DescribeImages', "client('ec2').get_paginator('describe_images'), line 5"]]],
    ['of waiters', ['ec2.get_waiter("instance_running").wait(InstanceIds=[i])'], [['DescribeInstances', "client('ec2').get_waiter('instance_running'), line 4"]]],
    ['that are handed on', ['submit(ec2.stop_instances, x)'], [['StopInstances', "client('ec2').stop_instances, line 4"]]],
    ['by getattr', ['getattr(ec2, "stop_instances")()'], [['StopInstances', "client('ec2').stop_instances, line 4"]]],
    ['of transfers', ['s3.upload_file("a", "b", "c")', 's3.download_file("b", "c", "a")'], [
      ['PutObject', "client('s3').upload_file, line 4"], ['GetObject', "client('s3').download_file, line 5"], ['HeadObject', "client('s3').download_file, line 5"],
    ]],
    ['of presigned addresses', ["s3.generate_presigned_url('get_object', Params={})"], [['GetObject', "client('s3').generate_presigned_url('get_object'), line 4"]]],
    ['with snake case that splits words', ['boto3.client("rds").describe_db_instances()'], [['DescribeDBInstances', "client('rds').describe_db_instances, line 4"]]],
    ['but not exceptions', ['try: pass', 'except ec2.exceptions.ClientError as e: ec2.close()'], []],
  ])('%s', (_, lines, expected) => {
    expect(calls(...lines)).toEqual(expected);
  });
});

test('inputs', () => {
  const inputs = (call: string) => scanPython([HEAD, 's3 = boto3.client("s3")', 'NAME = "n"', 'kw = {"Bucket": "b"}', call].join('\n')).calls.map(each => each.inputs);
  expect(inputs('s3.get_object(Bucket="b", Key=f"a/{x}", VersionId=v)')).toEqual([{ Bucket: ['b'], Key: ['a/*'], VersionId: '*' }]);
  expect(inputs('s3.get_object(Bucket=NAME, Key="a" + x)')).toEqual([{ Bucket: ['n'], Key: '*' }]);
  expect(inputs('s3.get_object(**kw)')).toEqual([undefined]);
  expect(inputs('s3.get_object(**{"Bucket": "b"}, Key="k")')).toEqual([{ Bucket: ['b'], Key: ['k'] }]);
  expect(inputs('boto3.client("ec2").stop_instances(InstanceIds=["i-1", "i-2"])')).toEqual([{ InstanceIds: ['i-1', 'i-2'] }]);
  expect(inputs('boto3.client("ec2").stop_instances(InstanceIds=["i-1", x])')).toEqual([{ InstanceIds: '*' }]);
  expect(inputs('s3.get_object(Bucket=x or "b", Key=NAME if x else NAME)')).toEqual([{ Bucket: '*', Key: '*' }]);
  expect(inputs('NAME = x\ns3.get_object(Bucket=NAME)')).toEqual([{ Bucket: '*' }]);
  expect(inputs('def f(name, other="o"):\n  s3.get_object(Bucket=name, Key=other)\nf("a")\nf("b")')).toEqual([{ Bucket: ['a', 'b'], Key: ['o'] }]);
  expect(inputs('def f(name):\n  s3.get_object(Bucket=name)\nf("a")\nf(x)')).toEqual([{ Bucket: '*' }]);
  expect(inputs('for b in ["a", x]: s3.get_object(Bucket=b)')).toEqual([{ Bucket: '*' }]);
});

test('of two clients of a name, the one that has the operation is called', () => {
  const script = [HEAD, 'def f(c):', '  c.get_parameter()', '  c.get_secret_value()', 'f(boto3.client("ssm"))', 'f(boto3.client("secretsmanager"))'];
  expect(origins(...script)).toEqual(["client('ssm').get_parameter, line 3", "client('secretsmanager').get_secret_value, line 4"]);
  expect(doubts(...script)).toEqual([]);
});

test('resources', () => {
  expect(origins(HEAD, "ec2 = boto3.resource('ec2')", 'for i in ec2.instances.filter(Filters=[]):', '  i.stop()', "ec2.Instance('i-1').create_tags()",
    "b = boto3.resource('s3').Bucket('x')", 'for o in b.objects.all(): o.delete()', "boto3.resource('dynamodb').Table('t').put_item(Item={})")).toEqual([
    "resource('ec2').instances, line 3",
    "resource('ec2').instances.filter.stop, line 4",
    "resource('ec2').Instance.create_tags, line 5",
    "resource('s3').Bucket.objects, line 7",
    "resource('s3').Bucket.objects.all.delete, line 7",
    "resource('dynamodb').Table.put_item, line 8",
  ]);
  expect(doubts(HEAD, "boto3.resource('ec2').Thing('x')")).toEqual(["resource('ec2').Thing, line 2: what this member of a resource calls is not known; allow what it needs"]);
});

describe('is not fooled', () => {
  test.each([
    ['comments', [HEAD, '# boto3.client("s3").list_buckets()', 'x = 1  # boto3.client("s3").list_buckets()']],
    ['strings', [HEAD, 'x = "boto3.client(\'s3\').list_buckets()"', "y = 'it\\'s boto3.client(\"s3\").list_buckets()'"]],
    ['docstrings', [HEAD, '"""', 'boto3.client("s3").list_buckets()', '"""', "r'''boto3.client('s3').list_buckets()'''"]],
    ['other modules', ['import mine as boto3', 'boto3.client("s3").run()']],
    ['names of other scopes', [HEAD, 'def f():', '  ec2 = boto3.client("ec2")', 'def g(ec2):', '  ec2.start()']],
    ['dicts', [HEAD, 'x = {}', 'x.get("a"); x.update({"b": 1})']],
  ])('by %s', (_, script) => {
    expect(scanPython(script.join('\n'))).toEqual({ calls: [], doubts: [] });
  });
});

describe('doubts', () => {
  test.each([
    ['a service that is not known before', [HEAD, 'boto3.client(x).list_buckets()'], 'client(…), line 2: which service it is for is only known when the script runs; allow what it needs'],
    ['a service that does not exist', [HEAD, "boto3.client('s33').list_buckets()"], "client('s33'), line 2: there is no such service whose permissions are known"],
    ['an operation that does not exist', [HEAD, "boto3.client('s3').list_objectz()"], "client('s3').list_objectz, line 2: no IAM action is known for it; if it is an operation that needs one, allow it"],
    ['getattr', [HEAD, "getattr(boto3.client('s3'), name)()"], "getattr(client('s3'), …), line 2: which operation is called is only known when the script runs; allow what it needs"],
    ['a paginator that is not known before', [HEAD, "boto3.client('s3').get_paginator(x)"], "client('s3').get_paginator(…), line 2: which operation it is for is only known when the script runs; allow what it needs"],
    ['a client that is passed on', [HEAD, "other.use(boto3.client('s3'))"], "client('s3'), line 2: it is passed to other.use, which cannot be followed; allow what that calls on it"],
    ['other credentials', [HEAD, "boto3.client('s3', aws_access_key_id=a, aws_secret_access_key=b).list_buckets()"],
      "client('s3').list_buckets, line 2: it is called with other credentials than those of the runbook, and left out; what these belong to must allow it"],
    ['other credentials of a session', [HEAD, 's = boto3.Session(aws_session_token=a)', "s.client('s3').list_buckets()"],
      "client('s3').list_buckets, line 3: it is called with other credentials than those of the runbook, and left out; what these belong to must allow it"],
    ['a client from elsewhere', [HEAD, 'from mine import ec2', 'ec2.describe_instances()'], 'ec2.describe_instances, line 3: it is not clear which client this is called on; allow what it needs'],
    ['the AWS CLI', ['import os', 'os.system("aws s3 ls x")'], 'the command aws s3 ls, line 2: what the AWS CLI calls is not looked at; allow what it needs'],
  ])('%s', (_, script, doubt) => {
    expect(doubts(...script)).toContain(doubt);
  });
});

describe('ends', () => {
  test.each([
    ['brackets', '('.repeat(100_000)],
    ['closing brackets', 'a = ' + '])}'.repeat(30_000)],
    ['braces in a string', 'f"' + '{'.repeat(1).concat('a{').repeat(40_000)],
    ['quotes', '"""\''.repeat(30_000)],
    ['nested strings', 'f"{'.repeat(30_000)],
    ['lists of lists', 'a = [1]\n' + 'a = [a, a, a]\n'.repeat(8_000)],
    ['one long line', 'import boto3\nx = ' + 'boto3.client("s3") or '.repeat(5_000) + '1'],
    ['functions that call each other', 'import boto3\n' + Array.from({ length: 2_000 }, (_, index) => `def f${index}(a):\n  f${(index + 1) % 2_000}(a)\n`).join('') + 'f0(boto3.client("s3"))'],
    ['attributes', 'a' + '.b'.repeat(50_000)],
    ['lambdas', 'lambda: '.repeat(15_000)],
  ])('%s', (_, script) => {
    const start = process.cpuUsage();
    scanPython(script);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  });

  test('whatever the text is', () => {
    const piece = fc.oneof(fc.constantFrom('boto3', '.client(', '"s3"', ')', '(', '[', ']', '{', '}', '\n', '\n  ', ' = ', ', ', ':', 'def f(', 'class A', 'import ', 'from ', 'for x in ', 'if ',
      'else', 'return ', 'lambda ', 'f"{', '"', '\'\'\'', '#', '\\', '**', '*', ':=', 'getattr(', '.get_paginator(', 'a', 'self.'), fc.string());
    fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
      const { calls, doubts: found } = scanPython(`import boto3\n${pieces.join('')}`);
      for (const { origin } of calls) expect(origin).toMatch(/, line \d+$/);
      for (const doubt of found) expect(doubt).not.toBe('');
    }), { numRuns: 2_000 });
  });
});

test('a reason is told once, with its places', () => {
  const lines = Array.from({ length: 7 }, () => "boto3.client('s3').get_paginator(x)");
  const places = [2, 3, 4, 5, 6].map(line => `client('s3').get_paginator(…), line ${line}`).join('; ');
  expect(doubts(HEAD, ...lines)).toEqual([`${places} and 2 more: which operation it is for is only known when the script runs; allow what it needs`]);
  expect(doubts(HEAD, "getattr(boto3.client('s3'), name)()")).toHaveLength(1);
});
