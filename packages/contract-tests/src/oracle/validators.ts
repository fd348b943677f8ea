import type { Exchange } from '../traffic/exchange.ts';
import { describeExchange } from '../traffic/describe-exchange.ts';
import { firstViolations } from './first-violations.ts';
import { secondViolations } from './second-oracle.ts';

/** Says what is wrong with an answer; nothing if it is as described, and holds nothing else. */
export type Validator = (
  exchange: Exchange,
) => readonly string[] | Promise<readonly string[]>;

/** The two validators of an answer. */
export interface Validators {
  readonly first: Validator;
  readonly second: Validator;
}

export const validators: Validators = {
  first: firstViolations,
  second: secondViolations,
};

/** What two validators say of each answer that one lets pass and the other does not, with the exchange. */
export async function disagreements(
  exchanges: readonly Exchange[],
  baseUrl: string,
  { first, second }: Validators = validators,
): Promise<string[]> {
  const found: string[] = [];
  // The same answer to the same path is validated once.
  const answers = new Map(
    exchanges.map((each) => {
      const { method, path } = each.request;
      return [JSON.stringify([method, path, each.response]), each];
    }),
  );
  for (const exchange of answers.values()) {
    const [one, other] = [await first(exchange), await second(exchange)];
    if ((one.length === 0) === (other.length === 0)) continue;
    found.push(
      [
        `the first validator: ${textOf(one)}`,
        `the second validator: ${textOf(other)}`,
        describeExchange(exchange, baseUrl),
      ].join('\n'),
    );
  }
  return found;
}

function textOf(violations: readonly string[]): string {
  return violations.length === 0 ? 'as described' : violations.join('; ');
}
