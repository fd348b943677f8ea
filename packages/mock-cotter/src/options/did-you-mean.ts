import leven from 'leven';

/** The name that was probably meant, as a sentence to add to a message; empty if none is close. */
export function didYouMean(given: string, names: readonly string[]): string {
  // Two slips, such as two letters that changed places; fewer in a short name, which many would resemble.
  const most = given.length < 6 ? 1 : 2;
  const [closest] = names
    .map((name) => ({ name, distance: leven(given, name) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance);
  return closest === undefined ? '' : ` Did you mean ${closest.name}?`;
}
