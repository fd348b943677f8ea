import { sign, type SignKeyObjectInput } from 'node:crypto';
// Not the global one, which a test that fakes timers in the mock's own process takes away.
import { setImmediate } from 'node:timers';

/** How many tokens one request signs. */
const TOKENS_OF_A_REQUEST = 2;

interface Job {
  readonly bytes: Buffer;
  readonly key: SignKeyObjectInput;
  readonly done: (error: Error | null, signature: Buffer) => void;
}

let jobs: Job[] = [];

/**
 * Signs with SHA-256 at the end of this turn of the event loop: in the thread pool if other requests wait meanwhile. All
 * texts of a turn go there together, because each that finds the pool asleep takes as long to hand over as to sign.
 */
export function signTogether(
  text: string,
  key: SignKeyObjectInput,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (jobs.length === 0) setImmediate(signAll);
    jobs.push({
      bytes: Buffer.from(text),
      key,
      done: (error, signature) => {
        if (error === null) resolve(signature);
        else reject(error);
      },
    });
  });
}

function signAll(): void {
  const ofThisTurn = jobs;
  jobs = [];
  for (const { bytes, key, done } of ofThisTurn)
    if (ofThisTurn.length > TOKENS_OF_A_REQUEST)
      sign('sha256', bytes, key, done);
    else done(null, sign('sha256', bytes, key));
}
