import { apiKeyIds } from '../model/state.ts';

/** Chooses one API key id, or all. */
export function KeySelect({
  label,
  all,
  value,
  onChange,
}: {
  readonly label: string;
  /** What stands for all API key ids. */
  readonly all: string;
  readonly value: string | undefined;
  readonly onChange: (apiKeyId: string | undefined) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) => {
          onChange(
            currentTarget.value === '' ? undefined : currentTarget.value,
          );
        }}
      >
        <option value="">{all}</option>
        {apiKeyIds.value.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}
