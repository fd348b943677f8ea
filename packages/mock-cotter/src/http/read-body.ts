import type { Readable } from 'node:stream';
import { invalidRequest, payloadTooLarge } from '../api/api-error.ts';
import { BODY_LIMIT_BYTES } from '../api/limits.ts';

/**
 * Reads a body whole.
 *
 * @param declaredBytes the Content-Length, or `NaN` if there is none
 * @throws {ApiError} 413 as soon as the limit is known to be passed; 400 if the body breaks off
 */
export function readBody(
  stream: Readable,
  declaredBytes: number,
  limitBytes = BODY_LIMIT_BYTES,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onError);
    };
    const tooLarge = (): void => {
      stop();
      // The rest is read and dropped: closing on a client that still writes would reset it before it sees the answer.
      stream.on('error', () => undefined).resume();
      reject(payloadTooLarge(limitBytes));
    };
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limitBytes) tooLarge();
      else chunks.push(chunk);
    };
    const onEnd = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const onError = (): void => {
      stop();
      reject(invalidRequest('The request broke off before its body ended.'));
    };
    if (declaredBytes > limitBytes) {
      tooLarge();
      return;
    }
    stream.on('data', onData).on('end', onEnd).on('error', onError);
  });
}
