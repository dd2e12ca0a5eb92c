import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { backoff, pause } from './patience';

/** What CloudFormation takes as an answer, in bytes. */
const MAX_BODY = 4_096;
const MAX_REASON = 2_048;
const TRIES = 6;
const ANSWER_TIMEOUT = 3_000;

/** An answer to CloudFormation. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** The text that is sent, which fits whatever it says: a reason is shortened, attributes that are too large are a failure. */
export function bodyOf(answer: Answer): string {
  const body = JSON.stringify({ ...answer, Reason: answer.Reason === undefined ? undefined : shortened(answer.Reason, MAX_REASON) });
  const size = Buffer.byteLength(body);
  if (size <= MAX_BODY) return body;
  const { Data, ...rest } = answer;
  const Reason = `the answer has ${size} bytes and CloudFormation takes ${MAX_BODY}; the attributes ${Object.keys(Data ?? {}).join(', ')} are too large`;
  return JSON.stringify({ ...rest, Status: 'FAILED', Reason: shortened(Reason, MAX_REASON) });
}

/** Send the answer; tried again for some seconds, then an error, after which Lambda runs the whole request once more. */
export async function send(answer: Answer, responseUrl: string): Promise<void> {
  const body = bodyOf(answer);
  for (let count = 0; ; count += 1) {
    try {
      return await put(responseUrl, body);
    } catch (error) {
      if (count + 1 >= TRIES) throw new Error(`CloudFormation could not be answered: ${(error as Error).message}`);
      await pause(backoff(count) / 4);
    }
  }
}

function put(responseUrl: string, body: string): Promise<void> {
  const request = responseUrl.startsWith('http:') ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const sent = request(responseUrl, {
      method: 'PUT',
      // S3's signature is over an empty content type.
      headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) },
      timeout: ANSWER_TIMEOUT,
    }, response => {
      response.resume();
      if (response.statusCode !== undefined && response.statusCode < 300) resolve();
      else reject(new Error(`status ${response.statusCode}`));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    // Messages of the network name hosts, never the signed address.
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The beginning and the end of a text, for both tell most; measured as it is sent, and no character is cut. */
export function shortened(text: string, most: number): string {
  if (sizeOf(text) <= most) return text;
  const characters = [...text];
  const room = most - sizeOf(' … ');
  return `${taken(characters, room * 2 / 3).join('')} … ${taken(characters.reverse(), room / 3).reverse().join('')}`;
}

function taken(characters: readonly string[], room: number): string[] {
  let left = room;
  const end = characters.findIndex(character => (left -= sizeOf(character)) < 0);
  return characters.slice(0, end < 0 ? undefined : end);
}

function sizeOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
