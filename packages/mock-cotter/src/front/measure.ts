import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../engine/prism.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Notes how a request was answered and how long that took, once its answer is sent or its connection cut. */
export function measure(
  metrics: Pick<Metrics, 'answered'>,
  request: FastifyRequest,
  { raw }: FastifyReply,
): void {
  const start = performance.now();
  raw.once('close', () => {
    const operation = request.getDecorator<Operation | null>('operation');
    metrics.answered(
      operation?.iid,
      raw.headersSent ? raw.statusCode : undefined,
      (performance.now() - start) / 1000,
    );
  });
}
