import { expect, it } from 'vitest';
import { signDeterministically } from './deterministic-es256.ts';

// RFC 6979, appendix A.2.5, the message "sample" with SHA-256. Its second half is the higher of the two that verify.
it('signs with the nonce of RFC 6979', () => {
  const d = 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721';
  expect(
    signDeterministically(Buffer.from(d, 'hex'), 'sample').toString('hex'),
  ).toBe(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  );
});
