import { arn, isArn, isName, partsOf } from './arn';
import { PermissionView } from '../schema/actions/action';
import { ContentValue } from '../value';

/** `function:name`, and with a version or alias `function:name:alias`. */
const PARTIAL = /^(?:(\d{12}):)?(?:function:)?((?:\$\{AWS::\w+\}|[\w*-])+)(:[\w$*-]+)?$/;
const QUALIFIED = /:function:(?:\$\{[^{}]*\}|\$(?!\{[^{}]*\})|[^:$])+:[^:]+$/;

/** The ARNs by which Lambda checks the invocation of the functions that an input names, with the version or alias asked for. */
export function functionArns(view: PermissionView, name: ContentValue | undefined, qualifier?: ContentValue): readonly string[] {
  const all = [arn('lambda', 'function:*', { region: '*', account: '*' })];
  const names = view.possibleTexts(name);
  if (names === undefined) return all;
  // An unknown qualifier may also be none.
  const qualifiers = qualifier === undefined ? [''] : partsOf(view, qualifier).flatMap(each => each === '*' ? ['', ':*'] : [`:${each}`]);
  return [...new Set(names.flatMap(text => {
    const unqualified = arnOf(text, view);
    if (unqualified === undefined) return all;
    const isQualified = !view.isUnresolved(text) && QUALIFIED.test(unqualified);
    return isQualified ? [unqualified] : qualifiers.map(each => unqualified + each);
  }))];
}

function arnOf(text: string, view: PermissionView): string | undefined {
  if (isArn(text, view)) return text;
  if (!isName(text, view)) return undefined;
  if (view.isUnresolved(text)) return arn('lambda', `function:${text}`);
  const parts = PARTIAL.exec(text);
  return parts === null ? undefined : arn('lambda', `function:${parts[2]}${parts[3] ?? ''}`, parts[1] === undefined ? {} : { account: parts[1] });
}
