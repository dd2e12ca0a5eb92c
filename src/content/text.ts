/** Where the first half of a surrogate pair stands alone, or -1; UTF-8 cannot hold one, so no file and no request can. */
export function loneSurrogateAt(text: string): number {
  return text.search(/\p{Surrogate}/u);
}
