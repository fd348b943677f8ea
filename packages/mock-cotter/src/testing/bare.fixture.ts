import { onTestFinished } from 'vitest';
import { createClocks, type Clocks } from '../determinism/clocks.ts';
import type { Answer } from '../api/response.ts';
import type { Engine } from '../prism/engine.ts';
import type { Operation } from '../prism/prism.ts';
import { createFaults, type FaultQueue } from '../faults/faults.ts';
import { createRedactor } from '../request-log/redact-request.ts';
import {
  createRequestLog,
  type RequestLog,
} from '../request-log/request-log.ts';
import { createFront, type FrontOptions } from '../server/server.ts';

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
export function jsonOf(body: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** A front, and what came to its other side. */
export interface Bare {
  readonly url: string;
  readonly app: Awaited<ReturnType<typeof createFront>>;
  readonly clock: Clocks;
  readonly faults: FaultQueue;
  readonly requests: RequestLog;
  /** What the engine was asked: which part of it, and with what. */
  readonly asked: unknown[];
  readonly lines: string[];
}

/** An engine that admits everything to one operation, and answers as it is told. */
export function engineOf(
  answer: () => Answer | Promise<Answer>,
  asked: unknown[] = [],
  operation = OPERATION,
): Engine {
  return {
    admit(head) {
      asked.push(['admit', head]);
      return operation;
    },
    async answer(admitted, head, body, bytes) {
      asked.push(['answer', admitted.iid, head.path, body, bytes]);
      return answer();
    },
  };
}

/** Starts a front until the test is over, with an engine that answers as it is told in place of Prism's. */
export async function bareFront(
  answer: () => Answer | Promise<Answer> = () => jsonOf({ good: true }),
  {
    operation = OPERATION,
    ...options
  }: Partial<FrontOptions> & { readonly operation?: Operation } = {},
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
  const app = await createFront({
    engine: engineOf(answer, asked, operation),
    control: () => Promise.resolve(engineOf(() => jsonOf({ steered: true }))),
    gate: { host: '127.0.0.1', controlToken: undefined },
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
