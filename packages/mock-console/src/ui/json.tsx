/** A value as JSON, in a box that scrolls. */
export function Json({
  value,
  label,
}: {
  readonly value: unknown;
  readonly label: string;
}) {
  return (
    // A box that scrolls must be reachable by keyboard.
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      {JSON.stringify(value, undefined, 2)}
    </pre>
  );
}
