import { parse } from '../../../src/content/parse/parse';
import { derivePermissions } from '../../../src/content/permissions/derive';
import { policyAt, policyOf } from '../../../src/content/permissions/policy';
import { CORPUS, describeWithCorpus, textOf } from '../corpus';

describeWithCorpus('the corpus', () => {
  test('every runbook has sound permissions, and few doubts', () => {
    const counts = { documents: 0, permissions: 0, doubts: 0, withDoubts: 0 };
    for (const document of CORPUS.filter(each => each.class === 'automation' || each.class === 'change-template')) {
      const { permissions, doubts } = derivePermissions(parse(textOf(document)).content);
      counts.documents += 1;
      counts.permissions += permissions.length;
      counts.doubts += doubts.length;
      if (doubts.length > 0) counts.withDoubts += 1;
      for (const { Action, Resource } of policyAt(policyOf(permissions), { region: 'eu-west-1', account: '111122223333' }).Statement) {
        for (const action of Action) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
        for (const resource of Resource) expect(resource).toMatch(/^(?:\*|arn:[^:\s]+:[a-z0-9-]+:[^:\s]*:[^:\s]*:\S+)$/);
      }
    }
    expect(counts).toEqual({ documents: 402, permissions: 1424, doubts: 784, withDoubts: 281 });
  });
});
