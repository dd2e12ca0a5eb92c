// How CDK writes tokens into texts. Contents that constructs give may hold them; what is read from a file never means one.
// The expressions are for `replace`, `search` and `split`, which begin anew each time; `test` and `exec` would begin where the last match ended.

/** What stands for a text. */
export const TEXT_TOKEN = /\$\{Token\[[a-zA-Z0-9:._-]+\]\}/g;
/** What stands for a list, as its only item. */
export const LIST_TOKEN = /#\{Token\[[a-zA-Z0-9:._-]+\]\}/g;
/** What stands for a number, once that was put into a text. */
export const NUMBER_TOKEN = /-1\.\d{10,16}e\+289/g;

/** The name of what stands for a text or a list; it ends in a number of its own: `Role.Arn.12`. */
export function tokenName(token: string): string {
  return token.slice('${Token['.length, -']}'.length);
}
