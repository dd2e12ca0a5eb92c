import { Arguments } from './arguments';
import { Io, Status } from './io';
import { fail, withText } from './single-file';
import { sourceFormat } from './source-format';
import { parse } from '../content/parse/parse';
import { recogniseDocumentType } from '../content/recognise';

/** `ssm-doc type`. */
export async function runType({ paths: [path] }: Arguments, io: Io): Promise<Status> {
  return withText(path, io, text => {
    const type = recogniseDocumentType(parse(text, sourceFormat(path, text)).content);
    if (type === undefined) return fail(io, path, 'the document type does not show in the content', Status.FOUND);
    io.out.write(`${type}\n`);
    return Status.OK;
  });
}
