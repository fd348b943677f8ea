import { ratioOf, spreadOf } from './spread.ts';
import type { Finding } from './benchmark.ts';

/** What one round yields for one peer: numbers by measure. */
export type Measured<Measure extends string> = Readonly<
  Record<Measure, number>
>;

/** The numbers of all rounds. */
export interface Samples<Peer extends string, Measure extends string> {
  /** One value a round, in the order of the rounds. */
  of(peer: Peer, measure: Measure): readonly number[];
  /** The spread of one peer's values. */
  finding(name: string, unit: string, peer: Peer, measure: Measure): Finding;
  /** The spread of one peer's values divided, round by round, by another's. */
  ratio(name: string, ours: Peer, theirs: Peer, measure: Measure): Finding;
}

/**
 * Measures peers in turn, round after round, so that other work of the machine affects all of them equally. Each round
 * begins with another peer, so that none always comes first.
 */
export async function interleave<Peer extends string, Measure extends string>(
  rounds: number,
  peers: Readonly<Record<Peer, () => Promise<Measured<Measure>>>>,
): Promise<Samples<Peer, Measure>> {
  const names = Object.keys(peers) as Peer[];
  const measured = new Map<Peer, Measured<Measure>[]>(
    names.map((name) => [name, []]),
  );
  for (let round = 0; round < rounds; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      measured.get(name)?.push(await peers[name]());
    }
  }
  const of = (peer: Peer, measure: Measure): number[] =>
    (measured.get(peer) ?? []).map((values) => values[measure]);
  return {
    of,
    finding: (name, unit, peer, measure) => ({
      name,
      unit,
      spread: spreadOf(of(peer, measure)),
    }),
    ratio: (name, ours, theirs, measure) => ({
      name,
      unit: '×',
      spread: ratioOf(of(ours, measure), of(theirs, measure)),
    }),
  };
}
