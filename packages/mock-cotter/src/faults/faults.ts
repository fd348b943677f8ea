import { OPERATION_IDS, type OperationId } from '../api/names.ts';
import { checkedFault, type Fault } from './fault.ts';
import { MAX_FAULT_RULES } from '../api/limits.ts';

/** A fault, and the requests that it applies to. */
export interface FaultRule extends Fault {
  /** The operationId of the requests that it applies to. Default: any. */
  readonly operation?: OperationId;
  /** The header `API_KEY_ID` of the requests that it applies to. Default: any, also requests without the header. */
  readonly apiKeyId?: string;
  /** How many requests it applies to, from 1 up; `Infinity` for all until it is cleared. Default: 1. */
  readonly times?: number;
}

/** Faults that wait for their requests. If several match a request, the oldest is applied. */
export interface Faults {
  /**
   * Adds a fault for the next requests that match the rule.
   *
   * @throws {TypeError} if the rule is not what it must be
   * @throws {RangeError} if 1,000 rules wait already
   */
  add(rule: FaultRule): void;
  /** The rules that still wait, the oldest first, each with the number of requests left. */
  pending(): readonly (FaultRule & { readonly times: number })[];
  /** Forgets the rules of one API key id, or all. */
  clear(apiKeyId?: string): void;
}

/** What a rule is matched against. */
export interface FaultMatch {
  readonly operation: string;
  readonly apiKeyId: string | undefined;
}

/** A rule that waits, as it is kept: without `times`, it waits until it is cleared. */
export type SavedFault = FaultRule;

/** The queue as the server uses it. */
export interface FaultQueue extends Faults {
  /** What to keep of it. */
  save(): SavedFault[];
  /** Replaces all rules with those that were kept. Nobody is told. */
  restore(saved: readonly SavedFault[]): void;
  /** Returns the fault for a request, if there is one, and counts it as used. */
  take(request: FaultMatch): Fault | undefined;
}

interface Waiting {
  readonly fault: Fault;
  readonly operation?: OperationId;
  readonly apiKeyId?: string;
  times: number;
}

/** @param changed is told after each change. Default: nobody is */
export function createFaults(changed?: () => void): FaultQueue {
  let waiting: Waiting[] = [];
  return {
    add(rule) {
      if (waiting.length >= MAX_FAULT_RULES)
        throw new RangeError(
          `${String(MAX_FAULT_RULES)} faults wait already; clear some first.`,
        );
      waiting.push(checkedRule(rule));
      changed?.();
    },
    pending: () => waiting.map(({ fault, ...rule }) => ({ ...fault, ...rule })),
    clear(apiKeyId) {
      waiting = waiting.filter(
        (rule) => apiKeyId !== undefined && rule.apiKeyId !== apiKeyId,
      );
      changed?.();
    },
    take(request) {
      const rule = waiting.find(
        ({ operation, apiKeyId }) =>
          (operation ?? request.operation) === request.operation &&
          (apiKeyId ?? request.apiKeyId) === request.apiKeyId,
      );
      if (rule === undefined) return undefined;
      rule.times -= 1;
      if (rule.times === 0) waiting = waiting.filter((other) => other !== rule);
      changed?.();
      return rule.fault;
    },
    save: () =>
      waiting.map(({ fault, times, ...rule }) => ({
        ...fault,
        ...rule,
        ...(times === Infinity ? {} : { times }),
      })),
    restore(saved) {
      waiting = saved.map((rule) => checkedRule({ times: Infinity, ...rule }));
    },
  };
}

function checkedRule({
  operation,
  apiKeyId,
  times = 1,
  ...fault
}: FaultRule): Waiting {
  if (operation !== undefined && !OPERATION_IDS.includes(operation))
    throw new TypeError(
      `operation must be one of: ${OPERATION_IDS.join(', ')}.`,
    );
  if (
    apiKeyId !== undefined &&
    (typeof apiKeyId !== 'string' || apiKeyId === '')
  )
    throw new TypeError('apiKeyId must be a non-empty string.');
  if (times !== Infinity && !(Number.isSafeInteger(times) && times > 0))
    throw new TypeError('times must be an integer from 1 up, or Infinity.');
  return {
    fault: checkedFault(fault),
    times,
    ...(operation === undefined ? {} : { operation }),
    ...(apiKeyId === undefined ? {} : { apiKeyId }),
  };
}
