import { apiKeyIds } from '../model/state.ts';
import { Select } from './select.tsx';

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
    <Select
      label={label}
      options={[['', all], ...apiKeyIds.value]}
      value={value ?? ''}
      onChange={(id) => {
        onChange(id === '' ? undefined : id);
      }}
    />
  );
}
