/** Checks in the order in which the mock made them. */
export function CheckList({
  checks,
}: {
  readonly checks: readonly {
    readonly check: string;
    readonly passed: boolean;
    readonly why?: string;
  }[];
}) {
  return (
    <ol class="checks">
      {checks.map(({ check, passed, why }, index) => (
        <li key={index} class={passed ? 'passed' : 'failed'}>
          <strong>{check}</strong>
          <span class="verdict">{passed ? 'passed' : 'failed'}</span>
          {why !== undefined && <span class="why">{why}</span>}
        </li>
      ))}
    </ol>
  );
}
