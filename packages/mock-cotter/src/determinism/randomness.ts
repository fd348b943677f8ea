import { createHash, createHmac, randomBytes } from 'node:crypto';

const LETTERS_AND_DIGITS =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Where keys, ids and secrets come from. */
export type Randomness = (bytes: number) => Buffer;

const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);

/** Randomness of the system, fit for secrets. It is fetched many bytes at a time, because each call takes long. */
export const systemRandomness: Randomness = (bytes) => {
  if (bytes > POOL_BYTES) return randomBytes(bytes);
  if (pool.length < bytes) pool = randomBytes(POOL_BYTES);
  const taken = pool.subarray(0, bytes);
  // No byte is given twice.
  pool = pool.subarray(bytes);
  return taken;
};

/**
 * Bytes that look random but follow from a seed: the same calls give the same bytes, in every process. Fit for tests
 * only, because anyone who knows the seed can derive every key.
 */
export function seededRandomness(seed: string): Randomness {
  const key = createHash('sha256').update(seed).digest();
  let block = 0;
  const next = (): Buffer => {
    block += 1;
    return createHmac('sha256', key).update(String(block)).digest();
  };
  return (bytes) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < bytes; have += 32) blocks.push(next());
    return Buffer.concat(blocks).subarray(0, bytes);
  };
}

/** A random UUID (version 4, RFC 9562 section 5.4) in lower case. */
export function randomUuid(random: Randomness): string {
  const bytes = random(16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** One letter or digit for each byte. Some come up a little more often than others, which costs 0.05 bits a letter. */
export function lettersAndDigits(bytes: Uint8Array): string {
  const text = Buffer.from(bytes);
  for (let at = 0; at < text.length; at += 1)
    text[at] = LETTERS_AND_DIGITS.charCodeAt(
      text.readUInt8(at) % LETTERS_AND_DIGITS.length,
    );
  return text.toString('latin1');
}
