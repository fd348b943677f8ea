import type { Exchange } from '../traffic/exchange.ts';
import { shown } from '../traffic/shown.ts';
import { firstVerdict } from './first-verdict.ts';
import { secondVerdict } from './second-oracle.ts';

/** Says what is wrong with an answer; nothing if it is as described, and holds nothing else. */
export type Judge = (
  exchange: Exchange,
) => readonly string[] | Promise<readonly string[]>;

/** The two judges of an answer. */
export interface Judges {
  readonly first: Judge;
  readonly second: Judge;
}

export const judges: Judges = { first: firstVerdict, second: secondVerdict };

/** What two judges say of each answer that one lets pass and the other does not, with the exchange. */
export async function disagreements(
  exchanges: readonly Exchange[],
  baseUrl: string,
  { first, second }: Judges = judges,
): Promise<string[]> {
  const found: string[] = [];
  // One answer to one path is judged once, whatever else the requests held.
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
        `the first judge: ${told(one)}`,
        `the second judge: ${told(other)}`,
        shown(exchange, baseUrl),
      ].join('\n'),
    );
  }
  return found;
}

function told(verdict: readonly string[]): string {
  return verdict.length === 0 ? 'as described' : verdict.join('; ');
}
