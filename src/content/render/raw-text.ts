/**
 * A value of a content that is written as it stands, without quotes: a number or a list that is only known when the
 * document is deployed. Whoever puts one into a content answers for the text being JSON once it is deployed.
 */
export class RawText {
  constructor(public readonly text: string) {
  }
}
