import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import { description } from '@org/cotter-types/description';
import { isControl } from '../control/gate.ts';
import { WARNING_HEADER } from '../handlers/answers.ts';

const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;

/**
 * Cross-origin access for browsers, with cookies: published browser clients call from the app's own origin and send
 * credentials, for which `*` is not enough (Fetch Standard, "CORS protocol and credentials").
 */
const ALLOWED: FastifyCorsOptions = {
  origin: true,
  credentials: true,
  methods: ['GET', 'POST', 'DELETE'],
  allowedHeaders: [ApiKeyId.name, ApiSecretKey.name, 'Content-Type', 'Prefer'],
  exposedHeaders: [WARNING_HEADER, 'Preference-Applied', 'Retry-After'],
};

/** Says what cross-origin access a request gets; one that asks for none is left alone, OPTIONS included. */
export function corsOf(
  { headers, method, url }: FastifyRequest,
  decide: (error: Error | null, options?: FastifyCorsOptions) => void,
): void {
  const asks =
    // No page steers the mock.
    !isControl(url) &&
    headers.origin !== undefined &&
    (method !== 'OPTIONS' ||
      headers['access-control-request-method'] !== undefined);
  decide(null, asks ? ALLOWED : { origin: false });
}
