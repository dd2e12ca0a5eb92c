import { isName } from './arn';
import { PermissionView } from '../schema/actions/action';
import { ContentValue } from '../value';

const PATH_STYLE = /^https?:\/\/s3[.-][a-z0-9.*${}:A-Z-]*amazonaws\.com(?:\.cn)?\/([^/?#]+)\/([^?#]+)/;
const HOST_STYLE = /^https?:\/\/([^/?#]+?)\.s3[.-][a-z0-9.*${}:A-Z-]*amazonaws\.com(?:\.cn)?\/([^?#]+)/;
/** Addresses are short; a longer text is none, and costs no time. */
const MAX_LENGTH = 2_048;

/** The objects in S3 that addresses of templates name; an unknown one can be any object. */
export function objectArns(view: PermissionView, urls: readonly (ContentValue | undefined)[]): readonly string[] {
  return [...new Set(urls.flatMap(url => {
    if (url === undefined) return [];
    return (view.possibleTexts(url) ?? ['']).map(text => {
      const match = text.length > MAX_LENGTH ? null : PATH_STYLE.exec(text) ?? HOST_STYLE.exec(text);
      const object = match === null ? '*' : `${match[1]}/${match[2]}`;
      return `arn:\${AWS::Partition}:s3:::${isName(object, view) ? object : '*'}`;
    });
  }))];
}
