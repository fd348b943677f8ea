import type { MockRequest } from '../model/schemas.ts';

/** Which requests are shown. An empty text stands for all. */
export interface Filters {
  readonly status: StatusFilter;
  readonly operation: string;
  readonly apiKeyId: string;
}

export type StatusFilter = '' | '2xx' | '4xx' | '5xx' | 'none';

export const STATUS_FILTERS: readonly (readonly [StatusFilter, string])[] = [
  ['', 'any'],
  ['2xx', '2xx'],
  ['4xx', '4xx'],
  ['5xx', '5xx'],
  ['none', 'no answer'],
];

export const NO_FILTERS: Filters = { status: '', operation: '', apiKeyId: '' };

/** The operation of requests that no operation has. */
export const UNKNOWN_OPERATION = 'none';

export function matches(
  { answer, operation, apiKeyId }: MockRequest,
  filters: Filters,
): boolean {
  return (
    (filters.status === '' || filters.status === classOf(answer?.status)) &&
    (filters.operation === '' ||
      filters.operation === (operation ?? UNKNOWN_OPERATION)) &&
    (filters.apiKeyId === '' || filters.apiKeyId === apiKeyId)
  );
}

function classOf(status: number | undefined): string {
  return status === undefined
    ? 'none'
    : `${String(Math.floor(status / 100))}xx`;
}

/** The failed check of a request in words, or what else is worth a word. */
export function remark({ decisions, fault }: MockRequest): string | undefined {
  const failed = decisions.find(({ passed }) => !passed);
  const parts = [
    ...(fault === undefined ? [] : [`fault: ${kindOf(fault)}`]),
    ...(failed === undefined
      ? decisions.flatMap(({ why }) => why ?? [])
      : [failed.why ?? `${failed.check} check failed`]),
  ];
  return parts.length === 0 ? undefined : parts.join('; ');
}

export function kindOf(fault: object): string {
  return 'kind' in fault ? String(fault.kind) : 'unknown';
}
