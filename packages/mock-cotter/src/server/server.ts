import { METHODS, type Server } from 'node:http';
// Not the global one, which a test that fakes timers in the mock's own process takes away.
import { setImmediate } from 'node:timers';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { API_KEY_ID } from '../api/names.ts';
import type { Clocks } from '../determinism/clocks.ts';
import { refused, type Answer } from '../api/response.ts';
import type { Head } from '../api/request-head.ts';
import type { Engine } from '../prism/engine.ts';
import type { Operation } from '../prism/prism.ts';
import {
  isControl,
  refuseStrangers,
  type GateOptions,
} from '../control/access.ts';
import type { FaultQueue } from '../faults/faults.ts';
import { preferredFault } from '../faults/prefer.ts';
import {
  NO_RECORD,
  type OpenRecord,
  type RequestLog,
} from '../request-log/request-log.ts';
import {
  Refusal,
  internalError,
  notFound,
  repeatedKey,
} from '../api/api-error.ts';
import { drainOnClose } from '../http/drain.ts';
import { allowCrossOrigin } from './cors.ts';
import { repeatsHeaders, valuesOf } from '../http/header-values.ts';
import { mediaTypeProblem } from '../http/media-type.ts';
import { misbehave } from '../faults/apply-fault.ts';
import { parseJson } from '../http/parse-json.ts';
import { readBody } from '../http/read-body.ts';
import { refuseOnSocket, refuseUnreadable } from '../http/refuse-on-socket.ts';
import { send, write } from '../http/send.ts';
import { serverFactory, type Tls } from '../http/server-factory.ts';

export interface FrontOptions {
  readonly engine: Engine;
  /** Gives what answers requests that steer the mock. */
  readonly control: () => Promise<Engine>;
  /** Who may steer it. */
  readonly gate: GateOptions;
  /** What the header Date follows. */
  readonly clock: Pick<Clocks, 'at'>;
  /** What goes wrong on purpose. */
  readonly faults: Pick<FaultQueue, 'take'>;
  /** Remembers the latest requests. */
  readonly requests: Pick<RequestLog, 'begin'>;
  /** Takes one line for each fault of the mock itself. */
  readonly log: (line: string) => void;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** What to speak TLS with; without it, plain HTTP is spoken. */
  readonly tls?: Tls | undefined;
}

/** How long a connection may stay unused: longer than clients keep one, so that none sends into a closing one. */
const KEEP_ALIVE_MS = 72_000;

interface Body {
  readonly value: unknown;
  readonly bytes: number;
}

/**
 * The HTTP side of the mock: it reads requests within limits, asks the engine, and writes every answer, failures
 * included. What a request means is the engine's business alone, so one catch-all route is enough.
 */
export async function createFront({
  engine,
  control,
  gate,
  clock,
  faults,
  requests,
  log,
  requestTimeoutMs,
  tls,
}: FrontOptions): Promise<FastifyInstance> {
  const app = Fastify({
    serverFactory: await serverFactory(
      {
        requestTimeout: requestTimeoutMs,
        headersTimeout: requestTimeoutMs,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: Math.min(requestTimeoutMs, 1000),
        // Node's own answer to a request without Host has no body.
        requireHostHeader: false,
      },
      tls,
    ),
    // The framework's answer while it closes is not the API's envelope.
    return503OnClosing: false,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (_error, _request, reply) => {
      // Only a path can fail before the hooks run: one that does not decode. It has no record.
      write(reply, refused(notFound()));
    },
  });
  answerWhatNodeWouldNot(app.server);
  app.decorateRequest('head', null);
  app.decorateRequest('record', null);
  app.addHook('onRequest', (request, reply, done) => {
    const head = readHead(request);
    request.setDecorator('head', head);
    // What steers the mock is no request to the API that it mocks.
    const steers = isControl(head.path);
    request.setDecorator('record', steers ? NO_RECORD : requests.begin(head));
    const now = clock.at(head.headers[API_KEY_ID]);
    reply.header('date', new Date(now).toUTCString());
    done();
  });
  // Set before the plugin below adds its routes, or they would keep the framework's own error handler.
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return send(reply, refused(error));
    log(`The mock failed: ${withoutMessage(error)}`);
    return send(reply, refused(internalError()));
  });
  allowCrossOrigin(app);
  drainOnClose(app);

  for (const method of METHODS) {
    // Without a body, as far as the framework can see: the handler reads it, once the keys are there.
    app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  const supported = app.supportedMethods.filter(
    // A route of the CORS plugin's own.
    (method) => method !== 'OPTIONS',
  );
  const handler = async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const head = headOf(request);
    const record = recordOf(request);
    const steers = isControl(head.path);
    if (steers) refuseStrangers(gate, head);
    const asked = steers ? await control() : engine;
    const operation = asked.admit(head);
    refuseRepeatedKeys(operation, request);
    record.admitted(operation);
    const body =
      operation.request?.body === undefined
        ? undefined
        : await readDocument(request);
    if (body !== undefined) record.read(body.value);
    const answer = (): Promise<Answer> =>
      asked.answer(operation, head, body?.value, body?.bytes ?? 0);
    if (steers) return send(reply, await answer());
    const preferred = preferredFault(head.headers['prefer']);
    const fault =
      preferred?.fault ??
      faults.take({
        operation: operation.iid ?? '',
        apiKeyId: head.headers[API_KEY_ID],
      });
    if (fault === undefined) {
      const answered = await answer();
      await endOfTurn();
      return send(reply, answered);
    }
    if (preferred !== undefined)
      reply.header('preference-applied', preferred.applied);
    record.met(fault);
    return misbehave(fault, { operation, reply, answer });
  };
  app.route({ method: supported, url: '*', handler });
  // The CORS plugin's route for OPTIONS comes to this when there is no preflight.
  app.setNotFoundHandler(handler);

  return app;
}

/**
 * When all requests that are there have been dealt with, so that their answers are written one after another: each
 * write that finds its reader asleep takes longer than the making of a token.
 */
function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function answerWhatNodeWouldNot(server: Server): void {
  // An expectation that is not understood may be ignored (RFC 9110 section 10.1.1).
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
  server.on('connect', (_request, socket) => {
    refuseOnSocket(notFound(), socket);
  });
}

async function readDocument(request: FastifyRequest): Promise<Body> {
  const { raw } = request;
  const declared = raw.headers['content-length'];
  const bytes = await readBody(raw, Number(declared ?? NaN));
  const problem = mediaTypeProblem(
    valuesOf(raw, 'content-type'),
    valuesOf(raw, 'content-encoding'),
  );
  if (problem !== undefined) throw problem;
  return { value: parseJson(bytes), bytes: bytes.length };
}

function refuseRepeatedKeys(
  operation: Operation,
  { raw }: FastifyRequest,
): void {
  if (!repeatsHeaders(raw)) return;
  for (const scheme of operation.security?.flat() ?? []) {
    if (scheme.type !== 'apiKey') continue;
    const values = valuesOf(raw, scheme.name.toLowerCase());
    if (values.length > 1) throw repeatedKey(scheme.name);
  }
}

function readHead({ raw }: FastifyRequest): Head {
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

function headOf(request: FastifyRequest): Head {
  return request.getDecorator<Head>('head');
}

function recordOf(request: FastifyRequest): OpenRecord {
  return request.getDecorator<OpenRecord>('record');
}

/** An unforeseen error's name and place. Its message is left out: it may quote the request, keys and tokens included. */
function withoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
