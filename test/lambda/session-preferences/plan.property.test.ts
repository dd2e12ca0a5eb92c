import * as fc from 'fast-check';
import { DocumentVersion } from '../../../lambda/session-preferences/document-version';
import { Observed, physicalId, plan } from '../../../lambda/session-preferences/plan';
import { planPrior } from '../../../lambda/session-preferences/prior-plan';
import type { Call } from '../../../lambda/shared/calls';
import type { Decision, Request } from '../../../lambda/shared/operation';
import { contentHash } from '../../../src/content/hash';
import type { SessionPreferencesProperties } from '../../../src/operations/provider/session-preferences-properties';

/** As much of the service as the plan can see. */
class Service {
  public versions?: { readonly content: string }[];
  private defaultVersion = 0;

  public constructor(contents: readonly string[], private readonly comparesWith: 'latest' | 'all') {
    if (contents.length > 0) this.versions = contents.map(content => ({ content }));
    this.defaultVersion = contents.length > 0 ? 1 : 0;
  }

  public version(number = this.versions?.length ?? 0): DocumentVersion | undefined {
    const content = this.versions?.[number - 1]?.content;
    return content === undefined ? undefined : {
      Status: 'Active',
      DocumentType: 'Session',
      DocumentFormat: 'JSON',
      Hash: contentHash(content),
      content,
      DocumentVersion: String(number),
      DefaultVersion: String(this.defaultVersion),
    };
  }

  public call({ api, input }: Call): string | undefined {
    switch (api) {
      case 'CreateDocument':
        if (this.versions !== undefined) return 'DocumentAlreadyExists';
        this.versions = [{ content: input.Content! }];
        this.defaultVersion = 1;
        return undefined;
      case 'UpdateDocument': {
        const compared = this.comparesWith === 'all' ? this.versions! : this.versions!.slice(-1);
        if (compared.some(({ content }) => content === input.Content)) return 'DuplicateDocumentContent';
        this.versions!.push({ content: input.Content! });
        return undefined;
      }
      case 'UpdateDocumentDefaultVersion':
        this.defaultVersion = Number(input.DocumentVersion);
        return undefined;
      case 'DeleteDocument':
        this.versions = undefined;
        return undefined;
      default: throw new Error(`${api} is none of its calls`);
    }
  }
}

/** Plays a request to its end; `after` cuts it off after so many calls. */
function play(service: Service, request: Request<SessionPreferencesProperties>, after = Infinity): Decision {
  const met: string[] = [];
  for (let made = 0, round = 0; round < 50; round += 1) {
    const { PriorVersion } = request.properties;
    const observed: Observed = { latest: service.version(), prior: PriorVersion === 'none' ? undefined : service.version(Number(PriorVersion)) };
    const decision = plan(request, observed, met);
    if (!('calls' in decision)) return decision;
    for (const call of decision.calls) {
      if (made === after) return decision;
      made += 1;
      const code = service.call(call);
      if (code === undefined) continue;
      expect(call.unless).toContain(code);
      met.push(code);
    }
  }
  throw new Error('it does not come to an end');
}

const contents = ['{"inputs":{"runAsEnabled":true}}', '{"inputs":{"runAsEnabled":false}}', '{"inputs":{}}'];
const content = fc.constantFrom(...contents);
const there = fc.array(content, { maxLength: 4 });
const comparesWith = fc.constantFrom('latest' as const, 'all' as const);
/** After how many calls tries are cut off, before one comes to its end. */
const cuts = fc.array(fc.nat({ max: 3 }), { maxLength: 3 });

test('whatever is there, and wherever tries are cut off, what was declared is the latest version and the default one, and RESTORE takes it back', () => {
  fc.assert(fc.property(there, comparesWith, fc.array(content, { minLength: 1, maxLength: 6 }), cuts, (before, compares, declared, cutOff) => {
    const service = new Service(before, compares);
    const prior = planPrior({ type: 'Create', properties: {} }, { latest: service.version() }) as { done: { PriorVersion: string; PriorHash: string } };
    const properties = { Existing: 'Replace', OnDelete: 'Restore', ...prior.done };
    const requests = declared.map((Content, index): Request<SessionPreferencesProperties> => index === 0 ? { type: 'Create', properties: { ...properties, Content } }
      : { type: 'Update', properties: { ...properties, Content }, physicalId: physicalId({}) });
    for (const request of requests) {
      for (const after of cutOff) play(service, request, after);
      expect(play(service, request)).toHaveProperty('done.Hash');
      const { content: text, ...latest } = service.version()!;
      expect(latest.DefaultVersion).toBe(latest.DocumentVersion);
      expect(text!.replace(/\n*$/, '')).toBe(request.properties.Content);
      // Bytes differ only where the service refuses to take the same again.
      if (text !== request.properties.Content) expect(compares).toBe('all');
      // Nothing is left to do, and nothing is done.
      const versions = service.versions!.length;
      expect(play(service, request)).toHaveProperty('done.Hash');
      expect(service.versions).toHaveLength(versions);
    }

    const deletion: Request<SessionPreferencesProperties> = { type: 'Delete', properties: requests.at(-1)!.properties, physicalId: physicalId({}) };
    for (const after of cutOff) play(service, deletion, after);
    expect(play(service, deletion)).not.toHaveProperty('note');
    expect(service.version()?.content?.replace(/\n*$/, '')).toBe(before.at(-1));
    expect(service.version()?.DefaultVersion).toBe(service.version()?.DocumentVersion);
    expect(service.versions?.slice(0, before.length).map(version => version.content) ?? []).toEqual(before);
  }), { numRuns: 500 });
});

test('a creation that is refused makes no call', () => {
  fc.assert(fc.property(fc.array(content, { minLength: 1, maxLength: 3 }), content, fc.constantFrom('Adopt', 'Fail'), (before, Content, Existing) => {
    const service = new Service(before, 'latest');
    const { done } = planPrior({ type: 'Create', properties: {} }, { latest: service.version() }) as { done: { PriorVersion: string; PriorHash: string } };
    const decision = play(service, { type: 'Create', properties: { Content, Existing, OnDelete: 'Leave', ...done } });
    const isSame = JSON.parse(Content).inputs.runAsEnabled === true === (JSON.parse(before.at(-1)!).inputs.runAsEnabled === true);
    expect('refused' in decision).toBe(Existing === 'Fail' || !isSame);
    if ('refused' in decision) expect(service.versions!.map(version => version.content)).toEqual(before);
  }));
});
