/** What several rounds measured: the median, with the least and the greatest value beside it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
}

/**
 * The spread of one value per round.
 *
 * @throws RangeError when there is no value, or one that is not a finite number: a failed round is never averaged away.
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || !values.every(Number.isFinite)) {
    throw new RangeError('A spread needs at least one value, all finite.');
  }
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return {
    median: around.reduce((sum, value) => sum + value, 0) / around.length,
    min: Math.min(...sorted),
    max: Math.max(...sorted),
    rounds: sorted.length,
  };
}

/**
 * The spread of ours divided by theirs, round by round: both sides of a round met the same load on the machine, so its
 * ratio keeps a meaning that the quotient of two medians would lose.
 *
 * @throws RangeError when the rounds do not pair up, or a round of theirs is not above zero.
 */
export function ratioOf(
  ours: readonly number[],
  theirs: readonly number[],
): Spread {
  if (ours.length !== theirs.length) {
    throw new RangeError('A ratio needs the same rounds on both sides.');
  }
  return spreadOf(
    theirs.map((divisor, round) => {
      if (!(divisor > 0)) {
        throw new RangeError('A ratio needs divisors above zero.');
      }
      return (ours[round] ?? Number.NaN) / divisor;
    }),
  );
}
