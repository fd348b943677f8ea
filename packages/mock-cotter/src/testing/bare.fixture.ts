import { onTestFinished } from 'vitest';
import { createClocks, type Clocks } from '../determinism/clocks.ts';
import type { ApiResponse } from '../api/response.ts';
import type { Engine } from '../prism/engine.ts';
import type { Operation } from '../prism/prism.ts';
import { createFaults, type FaultQueue } from '../faults/faults.ts';
import { createRedactor } from '../request-log/redact-request.ts';
import {
  createRequestLog,
  type RequestLog,
} from '../request-log/request-log.ts';
import { createMockServer, type MockServerOptions } from '../server/server.ts';

export const OPERATION: Operation = {
  id: 'operation',
  iid: 'exchangeToken',
  method: 'post',
  path: '/some/{path}',
  request: { body: { id: 'body' } },
  responses: [],
  security: [
    [
      { id: 'a', key: 'A', type: 'apiKey', name: 'API_KEY_ID', in: 'header' },
      { id: 'b', key: 'B', type: 'http', scheme: 'basic' },
    ],
    [{ id: 'c', key: 'C', type: 'apiKey', name: 'Other', in: 'header' }],
  ],
};

/** An answer in JSON. */
export function jsonOf(body: unknown, status = 200): ApiResponse {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** A server without Prism, and what its engine was asked. */
export interface Bare {
  readonly url: string;
  readonly app: Awaited<ReturnType<typeof createMockServer>>;
  readonly clock: Clocks;
  readonly faults: FaultQueue;
  readonly requests: RequestLog;
  /** What the engine was asked: which part of it, and with what. */
  readonly asked: unknown[];
  readonly lines: string[];
}

/** An engine with one operation, which accepts every request. */
export function engineOf(
  answer: () => ApiResponse,
  asked: unknown[] = [],
  operation = OPERATION,
): Engine {
  let length = 0;
  return {
    route(head) {
      asked.push(['route', head]);
      return { operation };
    },
    nearest: () => '',
    checkKeys: () => undefined,
    checkFields(_operation, _head, _body, bytes) {
      length = bytes;
      return Promise.resolve(undefined);
    },
    answer(admitted, head, body) {
      asked.push(['answer', admitted.iid, head.path, body, length]);
      return Promise.resolve(answer());
    },
  };
}

/** Starts a server until the test is over, with a given answer in place of Prism and the handlers. */
export async function bareServer(
  answer: () => ApiResponse = () => jsonOf({ good: true }),
  {
    operation = OPERATION,
    ...options
  }: Partial<MockServerOptions> & { readonly operation?: Operation } = {},
): Promise<Bare> {
  const asked: unknown[] = [];
  const lines: string[] = [];
  const clock = createClocks(0);
  const faults = createFaults();
  const requests = createRequestLog({
    clock,
    maxRequests: 10,
    redactor: createRedactor([]),
  });
  const app = await createMockServer({
    engine: engineOf(answer, asked, operation),
    control: () => Promise.resolve(engineOf(() => jsonOf({ steered: true }))),
    access: {
      host: '127.0.0.1',
      controlToken: undefined,
      console: { token: '', cookie: '' },
    },
    clock,
    faults,
    requests,
    log: (line) => lines.push(line),
    requestTimeoutMs: 10_000,
    ...options,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return { url, app, clock, faults, requests, asked, lines };
}
