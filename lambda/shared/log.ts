/** One line for each thing that happens. Never the event whole: it holds the address for the answer, which is a credential. */
export function log(entry: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(entry));
}
