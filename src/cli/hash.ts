import { Arguments } from './arguments';
import { Io, Status } from './io';
import { displayName } from './report';
import { fail, withText } from './single-file';
import { contentHash } from '../content/hash';

/** `ssm-doc hash`. */
export async function runHash({ paths }: Arguments, io: Io): Promise<Status> {
  let worst = Status.OK;
  for (const path of paths) {
    const status = await withText(path, io, text => {
      if (text === '') return fail(io, path, 'this is empty; SSM keeps no empty document', Status.FOUND);
      io.out.write(paths.length === 1 ? `${contentHash(text)}\n` : `${contentHash(text)}  ${displayName(path)}\n`);
      return Status.OK;
    });
    worst = Math.max(worst, status);
  }
  return worst;
}
