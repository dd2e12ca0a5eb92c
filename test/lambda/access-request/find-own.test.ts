import { findOwn, findOwnSoon } from '../../../lambda/access-request/find-own';
import { CallFailed, Ssm } from '../../../lambda/shared/ssm';
import { OWN_TAG, TagMap } from '../../../src/operations/provider/access-request-properties';
import { OWNER } from '../handlers/access-request';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/OnCall/cdk-systems-manager';
const HOUR = 3_600_000;

interface Item {
  readonly id?: string;
  readonly at?: number;
  readonly by?: string;
  /** What the own tag says. */
  readonly tag?: string;
  readonly tags?: TagMap;
}

/** A service that lists what each of its lists is to show, page by page. */
class Service {
  public readonly lists: any[] = [];
  public readonly read: string[] = [];
  private readonly items: readonly Item[];

  public constructor(private readonly pages: (list: number) => readonly (readonly Item[])[], private readonly lastToken?: string) {
    this.items = [1, 2, 3, 4, 5, 6].flatMap(list => pages(list).flat());
  }

  /** How often it was listed. */
  public get looks(): number {
    return this.lists.filter(({ NextToken }) => NextToken === undefined).length;
  }

  public get ssm(): Ssm {
    return { read: async (api: string, input: any) => api === 'DescribeOpsItems' ? this.page(input) : this.tagsOf(input) } as unknown as Ssm;
  }

  private page(input: any): object {
    if (this.lists.push(input) > 20) throw new Error('It is listed for ever');
    const pages = this.pages(this.looks);
    const at = Number(input.NextToken ?? 0);
    return {
      OpsItemSummaries: pages[at]?.map(({ id, at: time, by = SESSION }) =>
        ({ OpsItemId: id, CreatedBy: by, CreatedTime: time === undefined ? undefined : new Date(time) })),
      NextToken: at + 1 < pages.length ? String(at + 1) : this.lastToken,
    };
  }

  private tagsOf({ ResourceId: id }: any): object {
    this.read.push(id);
    const item = this.items.find(each => each.id === id)!;
    if (item.tag === undefined && item.tags === undefined) throw new CallFailed('ListTagsForResource', 'InvalidResourceId', '', undefined);
    const tags: TagMap = { ...item.tags, ...item.tag === undefined ? {} : { [OWN_TAG]: item.tag } };
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  }
}

const own = (id: string, at = 0, tag = `${OWNER}/1`): Item => ({ id, at, tag });
const idsIn = async (pages: readonly (readonly Item[])[], lastToken?: string) =>
  (await findOwn(new Service(() => pages, lastToken).ssm, OWNER)).map(({ id }) => id);

test('what was requested in the last three hours is listed, by its type', async () => {
  const service = new Service(() => [[own('oi-1')]]);
  const before = Date.now();
  expect(await findOwn(service.ssm, OWNER)).toEqual([{ id: 'oi-1', tag: `${OWNER}/1` }]);
  const [type, time] = service.lists[0].OpsItemFilters;
  expect(type).toEqual({ Key: 'OpsItemType', Values: ['/aws/accessrequest'], Operator: 'Equal' });
  expect(time).toEqual({ Key: 'CreatedTime', Values: [expect.stringMatching(/^\d{4}-.*Z$/)], Operator: 'GreaterThan' });
  const since = Date.parse(time.Values[0]);
  expect(since).toBeGreaterThanOrEqual(before - 3 * HOUR);
  expect(since).toBeLessThanOrEqual(Date.now() - 3 * HOUR);
});

test('every page is read, also behind an empty one, until there is no token or an empty one', async () => {
  expect(await idsIn([[own('oi-1')], [], [own('oi-2')]])).toEqual(['oi-1', 'oi-2']);
  expect(await idsIn([[own('oi-1')], [own('oi-2')]], '')).toEqual(['oi-1', 'oi-2']);
  expect(await idsIn([])).toEqual([]);
});

test('the oldest is first, and of those that are as old the one with the smaller id', async () => {
  expect(await idsIn([[own('oi-3', 5), own('oi-1', 9), own('oi-5', 1), own('oi-4', 5)]])).toEqual(['oi-5', 'oi-3', 'oi-4', 'oi-1']);
  expect(await idsIn([[own('oi-4', 5), own('oi-3', 5)]])).toEqual(['oi-3', 'oi-4']);
  expect(await idsIn([[own('oi-2', 1), { ...own('oi-1'), at: undefined }]])).toEqual(['oi-1', 'oi-2']);
});

test('only what bears the tag of the owner', async () => {
  const others = [{ id: 'oi-1' }, { id: 'oi-2', tags: { [`${OWN_TAG}s`]: `${OWNER}/1` } }, own('oi-3', 0, `${OWNER}Further/1`), own('oi-4', 0, OWNER), {}];
  expect(await idsIn([[...others, own('oi-5')]])).toEqual(['oi-5']);
});

test('tags of what plainly was made by somebody else are not read, whichever role it was', async () => {
  const by = (id: string, arn: string) => ({ ...own(id), by: arn });
  const service = new Service(() => [[
    by('oi-1', 'arn:aws:sts::111122223333:assumed-role/OnCall/jane'),
    by('oi-2', 'arn:aws:sts::111122223333:assumed-role/OnCall/cdk-systems-manager-2'),
    by('oi-3', 'arn:aws:sts::111122223333:assumed-role/cdk-systems-manager/jane'),
    by('oi-4', 'arn:aws:iam::111122223333:user/jane'),
    by('oi-5', ''),
    by('oi-6', SESSION),
    by('oi-7', 'arn:aws:sts::111122223333:assumed-role/Auditor/cdk-systems-manager'),
  ]]);
  expect((await findOwn(service.ssm, OWNER)).map(({ id }) => id)).toEqual(['oi-4', 'oi-5', 'oi-6', 'oi-7']);
  expect(service.read).toEqual(['oi-4', 'oi-5', 'oi-6', 'oi-7']);
});

describe('patiently', () => {
  /** Pauses take no time, and are written down. */
  async function soon(shows: (list: number) => readonly Item[]): Promise<{ ids: string[]; looks: number; pauses: number[] }> {
    const { setTimeout: before } = globalThis;
    const pauses: number[] = [];
    globalThis.setTimeout = ((act: () => void, time: number) => {
      pauses.push(time);
      return before(act, 0);
    }) as typeof setTimeout;
    try {
      const service = new Service(list => [shows(list)]);
      const ids = (await findOwnSoon(service.ssm, OWNER, `${OWNER}/1`)).map(({ id }) => id);
      return { ids, looks: service.looks, pauses };
    } finally {
      globalThis.setTimeout = before;
    }
  }

  test('at once, where it is there', async () => {
    expect(await soon(() => [own('oi-1')])).toEqual({ ids: ['oi-1'], looks: 1, pauses: [] });
  });

  test('until it is there; another one does not do', async () => {
    const { ids, looks, pauses } = await soon(list => list < 3 ? [own('oi-0', 0, `${OWNER}/0`)] : [own('oi-0', 0, `${OWNER}/0`), own('oi-1')]);
    expect({ ids, looks }).toEqual({ ids: ['oi-0', 'oi-1'], looks: 3 });
    const [first, second] = pauses;
    expect(first).toBeGreaterThanOrEqual(500);
    expect(first).toBeLessThanOrEqual(1_000);
    expect(second).toBeGreaterThanOrEqual(1_000);
    expect(second).toBeLessThanOrEqual(2_000);
  });

  test('twelve times, and a minute and a half, at most', async () => {
    const { ids, looks, pauses } = await soon(() => [own('oi-0', 0, `${OWNER}/0`)]);
    expect({ ids, looks }).toEqual({ ids: ['oi-0'], looks: 12 });
    expect(pauses).toHaveLength(11);
    expect(pauses.every(time => time <= 10_000)).toBe(true);
    expect(Math.max(...pauses)).toBeGreaterThan(5_000);
  });
});

test('who may not list is told what is needed', async () => {
  const reads: unknown[][] = [];
  const ssm = {
    read: async (...given: unknown[]) => {
      reads.push(given);
      return {};
    },
  } as unknown as Ssm;
  expect(await findOwn(ssm, OWNER)).toEqual([]);
  expect(reads).toMatchObject([['DescribeOpsItems', { MaxResults: 50 }, { AccessDeniedException: expect.stringContaining('ssm:DescribeOpsItems') }]]);
});
