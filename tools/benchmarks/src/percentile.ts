/**
 * The smallest value that at least `percent` of a hundred values do not exceed (the nearest-rank method).
 *
 * @throws RangeError when there is no value.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) {
    throw new RangeError('A percentile needs at least one value.');
  }
  return value;
}
