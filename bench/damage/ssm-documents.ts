import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { loadPeer } from '../peers';
import { Judge } from './judge';

/** `@cdklabs/cdk-ssm-documents` as its users run it: the document imported, then synthesized; it stops at the first thing it refuses. */
export const SSM_DOCUMENTS: Judge = {
  name: '@cdklabs/cdk-ssm-documents',
  judge(contents) {
    const { StringDocument } = loadPeer<{ StringDocument: { fromJson(stack: Stack, id: string, json: string): unknown } }>('@cdklabs/cdk-ssm-documents');
    const outdir = mkdtempSync(join(tmpdir(), 'damage-ssm-documents-'));
    try {
      return contents.map(content => {
        const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
        try {
          StringDocument.fromJson(new Stack(app, 'Stack'), 'Runbook', JSON.stringify(content));
          app.synth();
          return [];
        } catch (error) {
          return [error instanceof Error ? error.message : String(error)];
        }
      });
    } finally {
      rmSync(outdir, { recursive: true });
    }
  },
};
