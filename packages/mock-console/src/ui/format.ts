const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A time in UTC: `2026-01-31 10:00:00`. */
export function dateTime(time: Date | number | string): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** The time of a day in UTC: `10:00:00.250`. */
export function timeOfDay(time: string): string {
  return time.slice(11, 23);
}

/** A duration in its two largest units: `29 d 23 h`. */
export function duration(milliseconds: number): string {
  let rest = Math.round(Math.abs(milliseconds) / 1000) * 1000;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${String(count)} ${unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}

/** How far a time is from another: `in 29 d 23 h`, `2 min ago`. */
export function distance(time: number, from: number): string {
  return time >= from
    ? `in ${duration(time - from)}`
    : `${duration(from - time)} ago`;
}
