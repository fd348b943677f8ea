/** A field in which one of several values is chosen. */
export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  /** Each value, and what stands for it if that is another text. */
  readonly options: readonly (Value | readonly [Value, string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value as Value);
        }}
      >
        {options.map((option) => {
          const [name, text] =
            typeof option === 'string' ? [option, option] : option;
          return (
            <option key={name} value={name}>
              {text}
            </option>
          );
        })}
      </select>
    </label>
  );
}
