import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { check } from '../../src/content/check/check';
import { DAMAGE } from '../../test/content/damage/catalogue';
import { DamageKind } from '../../test/content/damage/damage';
import { KindReport, reportDamage } from '../../test/content/damage/report';
import { corpusRunbooks, PLACES_PER_RUNBOOK, preparer, Runbook, RUNBOOKS_PER_KIND, Sample, samplesOf } from '../../test/content/damage/sampling';
import { versionOf } from '../peers';
import { Complaints, Judge } from './judge';
import { PREFLIGHT } from './preflight';
import { SSM_DOCUMENTS } from './ssm-documents';

// What is measured is the peers, not the validator of templates that the CDK runs beside them.
process.env.CDK_VALIDATION = 'false';

/** What a peer reports of one kind of damage. */
interface Share {
  readonly places: number;
  readonly reported: number;
}

interface PeerReport {
  readonly judge: Judge;
  readonly shares: readonly Share[];
  /** Undamaged runbooks of the corpus that it refuses. */
  readonly refused: number;
}

/** Counts as reported, wherever it is, what the peer says of the damaged runbook and not of the undamaged; what it refuses undamaged is left out. */
function reportOf(judge: Judge, samples: readonly (readonly Sample[])[], runbooks: readonly Runbook[]): PeerReport {
  const originals = [...new Set([...runbooks, ...samples.flat().map(({ runbook }) => runbook)])];
  const before = new Map<Runbook, Complaints>();
  judge.judge(originals.map(({ content }) => content)).forEach((complaints, index) => before.set(originals[index], complaints));
  const shares = samples.map((ofKind): Share => {
    const accepted = ofKind.filter(({ runbook, place }) => before.get(runbook)!.length === 0
      && (judge.sees === undefined || !isDeepStrictEqual(judge.sees(place.damaged()), judge.sees(runbook.content))));
    const after = judge.judge(accepted.map(({ place }) => place.damaged()));
    return { places: accepted.length, reported: after.filter(complaints => complaints.length > 0).length };
  });
  return { judge, shares, refused: runbooks.filter(runbook => before.get(runbook)!.length > 0).length };
}

function percent({ places, reported }: Share): string {
  return places === 0 ? '–' : `${(100 * reported / places).toFixed(reported === places ? 0 : 1)} %`;
}

function total(shares: readonly Share[]): Share {
  return shares.reduce((sum, share) => ({ places: sum.places + share.places, reported: sum.reported + share.reported }));
}

function table(kinds: readonly DamageKind[], ours: readonly KindReport[], peers: readonly PeerReport[], runbooks: readonly Runbook[]): string {
  const rows = kinds.map(({ kind }, index) => {
    const cells = peers.map(({ shares }) => shares[index].places === 0 ? '–' : `${percent(shares[index])} of ${shares[index].places}`);
    const { places, asErrors, runbooks: damaged } = ours[index];
    return `| ${kind.replace(/[|{}]/g, '\\$&')} | ${damaged} | ${places} | ${percent(ours[index])} | ${percent({ places, reported: asErrors })} | ${cells.join(' | ')} |`;
  });
  const both = peers.map(({ shares }) => `**${percent(total(shares))}** of ${total(shares).places}`);
  const sum = total(ours);
  const refusedByUs = runbooks.filter(({ content }) => check(content, { type: 'Automation' }).some(({ severity }) => severity === 'error')).length;
  const even = peers.map(({ shares }) => `${shares.filter(({ places, reported }) => places > 0 && reported >= 0.95 * places).length} of ${kinds.length}`);
  return [
    '# Damage done to runbooks, and who reports it',
    '',
    `${kinds.length} kinds of damage that people do to runbooks (\`test/content/damage\`), each done in up to ${PLACES_PER_RUNBOOK} places of up to ${RUNBOOKS_PER_KIND} of the`,
    `${runbooks.length} runbooks of the corpus that were written to be deployed. Written by \`npm run bench:damage\`.`,
    '',
    '| judge | version |',
    '|---|---|',
    '| cdk-systems-manager | this commit, `check` of `src/content` |',
    ...peers.map(({ judge }) => `| ${judge.name} | ${versionOf(judge.name)}, aws-cdk-lib ${versionOf('aws-cdk-lib')} |`),
    '',
    'How it is counted:',
    '',
    '- this library: a finding that the undamaged runbook does not have, **at the path** where the damage is; what the service may',
    '  take, or where nobody outside of it can be sure, is a warning;',
    `- ours refuses ${refusedByUs} of the ${runbooks.length} undamaged;`,
    '- the peers, generously: any error that the undamaged runbook does not give, wherever and whatever it says;',
    ...peers.map(({ judge, refused }) => `- runbooks that ${judge.name} refuses undamaged are left out for it: ${refused} of ${runbooks.length} of the corpus;`),
    '- damage that the CDK takes out of the content before the judge sees it, such as an empty list item, is left out too;',
    '- where fewer than 50 runbooks have what a kind damages, well-formed steps that have it are put into others first; a peer that does not',
    '  know such steps refuses these, which leaves no place ("–").',
    '',
    `| kind of damage | runbooks | places | ours | of that, as errors | ${peers.map(({ judge }) => judge.name).join(' | ')} |`,
    `|---|---|---|---|---|${peers.map(() => '---|').join('')}`,
    ...rows,
    `| **all** | ${runbooks.length} | ${sum.places} | **${percent(sum)}** | ${percent(total(ours.map(({ places, asErrors }) => ({ places, reported: asErrors }))))} | ${both.join(' | ')} |`,
    `| kinds reported in 95 % of their places | | | ${ours.filter(report => report.reported >= 0.95 * report.places).length} of ${kinds.length} | | ${even.join(' | ')} |`,
    '',
  ].join('\n');
}

const runbooks = corpusRunbooks();
if (runbooks.length === 0) throw new Error('the corpus is not there: it is read from ../shared/corpus, beside the repository');
const prepare = preparer();
const samples = DAMAGE.map(kind => samplesOf(kind, runbooks, prepare));
const peers = [PREFLIGHT, SSM_DOCUMENTS].map(judge => {
  process.stderr.write(`${judge.name} ...\n`);
  return reportOf(judge, samples, runbooks);
});
writeFileSync(join(__dirname, '../DAMAGE.md'), table(DAMAGE, reportDamage(DAMAGE, runbooks), peers, runbooks));

