import { Arguments } from './arguments';
import { coloursFor } from './colours';
import { Io, Status } from './io';
import { formatFindings } from './report';
import { fail, withText } from './single-file';
import { sourceFormat } from './source-format';
import { parse } from '../content/parse/parse';
import { render } from '../content/render/render';
import { locateFindings } from '../content/validate';

/** `ssm-doc render`. */
export async function runRender({ paths: [path], values, flags }: Arguments, io: Io): Promise<Status> {
  const format = values.get('to') === 'yaml' ? 'YAML' : 'JSON';
  return withText(path, io, text => {
    const document = parse(text, sourceFormat(path, text));
    if (document.findings.length > 0) {
      io.err.write(formatFindings(path, text, locateFindings(document, document.findings), coloursFor(io.err, io.env)));
    }
    let rendered: string;
    try {
      rendered = render(document.content, { format, pretty: flags.has('pretty') });
    } catch (error) {
      return fail(io, path, (error as Error).message, Status.FOUND);
    }
    io.out.write(rendered);
    if (io.out.isTerminal && !rendered.endsWith('\n')) io.out.write('\n');
    return Status.OK;
  });
}
