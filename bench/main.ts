import { checking } from './check/section';
import { growth } from './growth/section';
import { loading } from './loading/section';
import { build } from './measured-process';
import { mended } from './mended/section';
import { profile } from './profile/section';
import { Section, writeSection } from './results';
import { starting } from './starting/section';
import { synthesis } from './synth/section';

// `npm run bench` measures everything, `npm run bench -- loading starting` these sections; the others stay as they are written.
// `BEFORE=<commit> npm run bench -- profile` tells where the time went before, and where it goes now.
const SECTIONS: readonly Section[] = [synthesis, profile, growth, loading, checking, mended, starting];

const wanted = process.argv.slice(2);
const unknown = wanted.filter(key => !SECTIONS.some(section => section.key === key));
if (unknown.length > 0) throw new Error(`no such section: ${unknown.join(', ')}; there are ${SECTIONS.map(({ key }) => key).join(', ')}`);
build();
for (const section of SECTIONS.filter(({ key, isOnDemand = false }) => wanted.length === 0 ? !isOnDemand : wanted.includes(key))) {
  const before = Date.now();
  writeSection(section);
  process.stderr.write(`${section.title}: ${Math.round((Date.now() - before) / 1000)} s\n`);
}
