import type { OpenRecord, RequestLog } from '../requests/request-log.ts';
import type { Metrics } from './metrics.ts';

/** Counts the requests that were refused, besides remembering them. */
export function countRefusals(
  { begin }: Pick<RequestLog, 'begin'>,
  metrics: Pick<Metrics, 'rejected'>,
): Pick<RequestLog, 'begin'> {
  return {
    begin(head) {
      const record: OpenRecord = begin(head);
      let operation: string | undefined;
      return {
        ...record,
        admitted(found) {
          operation = found.iid;
          record.admitted(found);
        },
        answered(answer) {
          const { type } = answer.body as { type?: unknown };
          if (answer.status >= 400)
            metrics.rejected(operation, typeof type === 'string' ? type : '');
          record.answered(answer);
        },
      };
    },
  };
}
