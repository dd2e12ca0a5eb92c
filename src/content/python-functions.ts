/** A line that a reference begins brings in code that is not shown. */
const COMPLETED = /^[ \t]*\{\{[^{}\n]*\}\}/m;

/** The functions that a Python text defines; undefined when it brings in names that it does not show. */
export function functionsOf(script: string): string[] | undefined {
  if (COMPLETED.test(script) || /^[ \t]*from[ \t]+\S+[ \t]+import[ \t]+\*|\bexec[ \t]*\(|\bglobals[ \t]*\(/m.test(script)) return undefined;
  return Array.from(script.matchAll(/^[ \t]*(?:async[ \t]+)?def[ \t]+([^\W\d]\w*)/gmu), match => match[1]);
}

/** So many characters around a name tell whether it is defined there. */
const NEAR = 500;

/** Whether a name is assigned anywhere, imported or the name of a class. */
export function isDefinedOtherwise(script: string, name: string): boolean {
  if (!/^[^\W\d]\w*$/u.test(name)) return false;
  for (const { index } of script.matchAll(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'gu'))) {
    const before = script.slice(Math.max(0, index - NEAR), index);
    const after = script.slice(index + name.length, index + name.length + NEAR);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (line.includes('#')) continue;
    if (/^\)?[ \t]*(?::[^=\n]*)?=(?!=)/.test(after) || /\b(?:class|as)[ \t]+$/.test(line)) return true;
    if (/^[ \t]*(?:from|import)\b/.test(line) || /\bimport[ \t]*\([^()]*$/.test(before)) return true;
    if (line.trim() === '' && /^[ \t]*,/.test(after)) return true;
  }
  return false;
}
