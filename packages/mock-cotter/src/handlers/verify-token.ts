import type { VerifyRequest, VerifyResult } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { ok } from './answers.ts';
import type { Handler } from '../api/handler.ts';
import type { Services } from './services.ts';

const { valid, invalid } =
  description.paths['/verify'].post.responses['200'].content['application/json']
    .examples;

/** Answers whether an access token is of this mock and has not expired; never a failure. */
export function verifyToken({ issuer }: Services): Handler {
  return ({ body }) => {
    const { oauth_token: tokens } = body as VerifyRequest;
    const token = typeof tokens === 'string' ? null : tokens?.access_token;
    const claims = issuer.readAccessToken(token ?? '');
    const result: VerifyResult =
      claims === undefined ? invalid.value : valid.value;
    return ok(result);
  };
}
