import { METHODS, type Server } from 'node:http';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { ApiError, internalError, notFound } from '../api/api-error.ts';
import { CONTROL_BODY_LIMIT_BYTES, KEEP_ALIVE_MS } from '../api/limits.ts';
import { API_KEY_ID } from '../api/names.ts';
import type { RequestHead } from '../api/request-head.ts';
import { errorResponse } from '../api/response.ts';
import {
  isConsole,
  isControl,
  requireControlAccess,
  type ControlAccess,
} from '../control/access.ts';
import type { Clocks } from '../determinism/clocks.ts';
import { drainOnClose } from '../http/drain.ts';
import { refuseOnSocket, refuseUnreadable } from '../http/refuse-on-socket.ts';
import { send, write } from '../http/send.ts';
import { serverFactory, type Tls } from '../http/server-factory.ts';
import type { Engine } from '../prism/engine.ts';
import {
  NO_TRACE,
  type Report,
  type RequestLog,
  type RequestTrace,
} from '../request-log/request-log.ts';
import { allowCrossOrigin } from './cors.ts';
import { handle, type TakeFault } from './pipeline.ts';

export interface MockServerOptions {
  readonly engine: Engine;
  /** Loads the engine of the control API. */
  readonly control: () => Promise<Engine>;
  /** Who may use the control API. */
  readonly access: ControlAccess;
  /** The time for the header Date. */
  readonly clock: Pick<Clocks, 'at'>;
  /** Faults that wait for their requests. */
  readonly faults: TakeFault;
  /** Remembers the latest requests. */
  readonly requests: Pick<RequestLog, 'trace'>;
  /** Receives one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
  /** Receives each request of the mocked API once its connection is done with it. Default: nobody does. */
  readonly report?: Report | undefined;
  /** Reads what other mocks changed, before each request. Default: there are none. */
  readonly sync?: (() => Promise<void>) | undefined;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Key and certificate for TLS; without them, the server speaks plain HTTP. */
  readonly tls?: Tls | undefined;
}

/**
 * Makes the HTTP server of the mock. One catch-all route is enough: `pipeline.ts` has the steps of a request, and the
 * engine knows the operations.
 */
export async function createMockServer({
  engine,
  control,
  access,
  clock,
  faults,
  requests,
  log,
  report,
  sync,
  requestTimeoutMs,
  tls,
}: MockServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    serverFactory: await serverFactory(
      {
        requestTimeout: requestTimeoutMs,
        headersTimeout: requestTimeoutMs,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
        // Node's own response to a request without Host has no body.
        requireHostHeader: false,
      },
      tls,
    ),
    // The framework's response while it closes does not have the API's shape.
    return503OnClosing: false,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (_error, _request, reply) => {
      // Only a path can fail before the hooks run: one that cannot be decoded. It is not recorded.
      write(reply, errorResponse(notFound()));
    },
  });
  acceptWhatNodeRefuses(app.server);
  app.decorateRequest('head', null);
  app.decorateRequest('trace', null);
  app.addHook('onRequest', (request, reply, done) => {
    const head = readHead(request);
    request.setDecorator('head', head);
    // A control request is not a request to the mocked API.
    const trace = isControl(head.path) ? NO_TRACE : requests.trace(head);
    request.setDecorator('trace', trace);
    if (trace !== NO_TRACE) {
      const startedAt = performance.now();
      reply.raw.once('close', () => {
        const { headersSent, statusCode } = reply.raw;
        const milliseconds = performance.now() - startedAt;
        const summary = trace.end(milliseconds);
        report?.(summary, headersSent ? statusCode : undefined, milliseconds);
      });
    }
    done();
  });
  if (sync !== undefined)
    app.addHook('onRequest', async () => {
      await sync();
    });
  app.addHook('onRequest', (request, reply, done) => {
    const { headers } = request.getDecorator<RequestHead>('head');
    const now = clock.at(headers[API_KEY_ID]);
    reply.header('date', new Date(now).toUTCString());
    done();
  });
  // Set before the plugin below adds its routes, or they would keep the framework's own error handler.
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ApiError) return send(reply, errorResponse(error));
    log(`The mock failed: ${withoutMessage(error)}`);
    return send(reply, errorResponse(internalError()));
  });
  allowCrossOrigin(app);
  drainOnClose(app);

  for (const method of METHODS) {
    // Without a body, as far as the framework can see: the pipeline reads it after it has checked the keys.
    app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  const handler = async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const head = request.getDecorator<RequestHead>('head');
    const trace = request.getDecorator<RequestTrace>('trace');
    const parts = { request, reply, head, trace };
    if (!isControl(head.path)) return handle({ ...parts, engine, faults });
    if (isConsole(head.path)) {
      // Loaded on the first request for it, because most mocks get none.
      const { serveConsole } = await import('../console/serve.ts');
      return serveConsole(access, head, request, reply);
    }
    requireControlAccess(access, head);
    return handle({
      ...parts,
      engine: await control(),
      bodyLimitBytes: CONTROL_BODY_LIMIT_BYTES,
    });
  };
  const supported = app.supportedMethods.filter(
    // A route of the CORS plugin's own.
    (method) => method !== 'OPTIONS',
  );
  app.route({ method: supported, url: '*', handler });
  // The CORS plugin's route for OPTIONS comes to this when there is no preflight.
  app.setNotFoundHandler(handler);

  return app;
}

function acceptWhatNodeRefuses(server: Server): void {
  // An expectation that is not understood may be ignored (RFC 9110 section 10.1.1).
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
  server.on('connect', (_request, socket) => {
    refuseOnSocket(notFound(), socket);
  });
}

function readHead({ raw }: FastifyRequest): RequestHead {
  // A proxy's client sends the whole address (RFC 9112 section 3.2.2).
  const target = (raw.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '');
  const headers: Record<string, string> = {};
  for (const name of Object.keys(raw.headers)) {
    const value = raw.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return {
    method: raw.method ?? '',
    path: target.split(/[?#]/, 1)[0] ?? '',
    headers,
  };
}

/**
 * An unforeseen error's name, its code if the system or Node.js gave one, and its place. Its message is left out: it may
 * quote the request, keys and tokens included.
 */
function withoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code =
    'code' in error && /^[A-Z_]+$/.test(String(error.code))
      ? ` ${String(error.code)}`
      : '';
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return [error.name + code, ...frames].join('\n');
}
