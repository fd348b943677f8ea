import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type {
  FastifyInstance,
  FastifyRequest,
  onRequestHookHandler,
} from 'fastify';
import { description } from '@org/cotter-types/description';
import { isControl } from '../control/access.ts';
import { WARNING_HEADER } from '../api/names.ts';

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

/**
 * Gives cross-origin access to the requests that ask for it. A preflight, which carries no keys, is answered before any
 * handler runs. Other requests, OPTIONS included, never reach the plugin: it would go through its options for each.
 */
export function allowCrossOrigin(app: FastifyInstance): void {
  const addHook = (name: 'onRequest', hook: onRequestHookHandler) =>
    app.addHook(name, function (request, reply, done) {
      if (asks(request)) {
        // A page of the internet that asks this machine (Private Network Access, WICG).
        if (
          request.headers['access-control-request-private-network'] === 'true'
        )
          reply.header('access-control-allow-private-network', 'true');
        hook.call(this, request, reply, done);
        return;
      }
      // A preflight request is answered with more headers (Fetch Standard, "CORS protocol and HTTP caches").
      reply.header('vary', 'Origin');
      done();
    });
  // As the framework makes the instances that it hands to plugins.
  const instance = Object.create(app, {
    addHook: { value: addHook },
  }) as FastifyInstance;
  cors(instance, ALLOWED, (error) => {
    if (error !== undefined) throw error;
  });
}

function asks({ headers, method, url }: FastifyRequest): boolean {
  return (
    headers.origin !== undefined &&
    // Pages may not control the mock.
    !isControl(url) &&
    (method !== 'OPTIONS' ||
      headers['access-control-request-method'] !== undefined)
  );
}
