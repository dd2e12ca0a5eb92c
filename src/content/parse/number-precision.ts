/** A double holds any decimal of this many digits; of longer ones it may not. */
const SAFE_DIGITS = 15;

/** What to say of a decimal number whose digits a double cannot hold; undefined when none is lost. */
export function lostDigits(text: string, value: number): string | undefined {
  if (text.length <= SAFE_DIGITS || significantDigits(text) === significantDigits(String(value))) return undefined;
  return `the number ${text.slice(0, 60)} has more digits than are kept, it reads as ${value}; put it in quotes if it is text`;
}

function significantDigits(number: string): string {
  const digits = number.replace(/[eE][^]*$/, '').replace(/[^0-9]/g, '').replace(/^0+/, '');
  let { length } = digits;
  while (digits[length - 1] === '0') length -= 1;
  return digits.slice(0, length);
}
