import { description } from '../generated/description.ts';
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
  /** The rules that still wait, the oldest first, each with its number and the number of requests left. */
  pending(): readonly WaitingFault[];
  /** Removes the rule with this number. Returns false if there is none. */
  remove(number: number): boolean;
  /** Removes the rules of one API key id, or all. */
  clear(apiKeyId?: string): void;
}

/** A rule that waits for its requests. */
export interface WaitingFault extends FaultRule {
  /** Counts up from 1. */
  readonly number: number;
  /** How many requests it still applies to. */
  readonly times: number;
}

/** What a rule is matched against. */
export interface FaultMatch {
  readonly operation: string;
  readonly apiKeyId: string | undefined;
}

/** A rule that waits, as it is kept: without `times`, it waits until it is cleared. */
export type SavedFault = FaultRule & Pick<WaitingFault, 'number'>;

/** The queue as the server uses it. */
export interface FaultQueue extends Faults {
  /** What to keep of it. */
  save(): SavedFault[];
  /** Replaces all rules with those that were kept, without calling `changed`. */
  restore(saved: readonly SavedFault[]): void;
  /** Returns the fault for a request, if there is one, and counts it as used. */
  take(request: FaultMatch): Fault | undefined;
}

interface Waiting {
  readonly number: number;
  readonly fault: Fault;
  readonly operation?: OperationId;
  readonly apiKeyId?: string;
  times: number;
}

/** @param changed is called after each change */
export function createFaults(changed?: () => void): FaultQueue {
  let waiting: Waiting[] = [];
  let last = 0;
  return {
    add(rule) {
      if (waiting.length >= MAX_FAULT_RULES)
        throw new RangeError(
          `${String(MAX_FAULT_RULES)} faults wait already; clear some first.`,
        );
      waiting.push({ ...checkedRule(rule), number: last + 1 });
      last += 1;
      changed?.();
    },
    pending: () => waiting.map(({ fault, ...rule }) => ({ ...fault, ...rule })),
    remove(number) {
      const others = waiting.filter((rule) => rule.number !== number);
      if (others.length === waiting.length) return false;
      waiting = others;
      changed?.();
      return true;
    },
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
      waiting = saved.map(({ number, ...rule }) => ({
        ...checkedRule({ times: Infinity, ...rule }),
        number,
      }));
      last = Math.max(last, ...waiting.map(({ number }) => number));
    },
  };
}

const MOST_TIMES =
  description.components.schemas.FaultRule.properties.times.maximum;

/** The rules that wait, in the form of the control API. */
export function listedFaults(faults: Pick<Faults, 'pending'>): WaitingFault[] {
  return faults.pending().map(({ times, ...rule }) => ({
    ...rule,
    // JSON has no infinity.
    times: Math.min(times, MOST_TIMES),
  }));
}

function checkedRule({
  operation,
  apiKeyId,
  times = 1,
  // Of a rule from `pending`.
  number: _,
  ...fault
}: FaultRule & Partial<Pick<WaitingFault, 'number'>>): Omit<Waiting, 'number'> {
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
