import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { call, control } from '../connection/client.ts';
import { description, loadDescription } from '../model/description.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Json } from '../ui/json.tsx';
import { Select } from '../ui/select.tsx';
import { curlOf, sdkLineOf } from './minted.ts';
import { MINTS, mint, type Mint, type Minted } from './mints.ts';

/** What was typed, kept while another panel is shown. */
const kind = signal<Mint>(MINTS[0]);
const defect = signal('');
const given = signal<Readonly<Record<string, string>>>({});
const more = signal('');
const minted = signal<Minted | undefined>(undefined);

export function MintPanel() {
  const [problem, setProblem] = useState<string>();
  useEffect(loadDescription, []);
  const { name, order } = kind.value;
  const token = minted.value?.mint === kind.value ? minted.value : undefined;
  const make = async (): Promise<void> => {
    const fields = fieldsOf(token, given.value, more.value);
    if (typeof fields === 'string') {
      setProblem(fields);
      return;
    }
    setProblem(undefined);
    const made = await call(mint(control, kind.value, fields, defect.value));
    if (made !== undefined) minted.value = { ...made, mint: kind.value };
  };
  // The first token of a kind shows which fields it has.
  useEffect(() => {
    if (token === undefined) void make();
  }, [kind.value]);
  const defects =
    description.value?.components.schemas[order].properties.defect.enum ?? [];
  return (
    <section class="panel two" aria-label="Mint">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <div class="toolbar">
          <Select
            label="Token"
            options={MINTS.map((other) => other.name)}
            value={name}
            onChange={(chosen) => {
              kind.value =
                MINTS.find((other) => other.name === chosen) ?? MINTS[0];
              defect.value = '';
              given.value = {};
            }}
          />
          <Select
            label="Defect"
            options={[['', 'none'], ...defects]}
            value={defect.value}
            onChange={(chosen) => {
              defect.value = chosen;
            }}
          />
        </div>
        <fieldset>
          <legend>Fields. Leave one empty to get the usual value.</legend>
          {Object.entries(token?.fields ?? {}).map(([field, value]) => (
            <label class="field row-field" key={field}>
              <span class="mono">{field}</span>
              <input
                value={given.value[field] ?? ''}
                placeholder={textOf(value)}
                onInput={({ currentTarget }) => {
                  given.value = {
                    ...given.value,
                    [field]: currentTarget.value,
                  };
                }}
              />
            </label>
          ))}
          <label class="field">
            <span>More fields, as a JSON object</span>
            <textarea
              rows={3}
              spellcheck={false}
              value={more.value}
              placeholder="{}"
              onInput={({ currentTarget }) => {
                more.value = currentTarget.value;
              }}
            />
          </label>
        </fieldset>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button class="primary" type="submit">
          Mint
        </button>
      </form>
      {token !== undefined && <Result minted={token} />}
    </section>
  );
}

function Result({ minted: made }: { readonly minted: Minted }) {
  const { token } = made;
  const text =
    typeof token === 'string' ? token : JSON.stringify(token, undefined, 2);
  const curl = curlOf(made);
  const sdk = sdkLineOf(made);
  return (
    <div class="result" aria-live="polite">
      <h2>The token</h2>
      {typeof token === 'string' ? (
        <pre class="json wrap" tabIndex={0} role="region" aria-label="Token">
          {token}
        </pre>
      ) : (
        <Json label="Token" value={token} />
      )}
      <div class="actions">
        <CopyButton
          label={typeof token === 'string' ? 'Copy' : 'Copy as JSON'}
          text={text}
        />
        {curl !== undefined && <CopyButton label="Copy as curl" text={curl} />}
        {sdk !== undefined && (
          <CopyButton label="Copy as a line for the SDK" text={sdk} />
        )}
      </div>
      {typeof token === 'string' && (
        <>
          <h3>Claims</h3>
          <Json label="Claims" value={made.fields} />
        </>
      )}
      {curl?.includes('$') === true && (
        <p>
          The curl line needs the secret key of the API key id in the variable{' '}
          <code>API_SECRET_KEY</code>.
        </p>
      )}
    </div>
  );
}

/** The fields to give, or what is wrong with what was typed. */
function fieldsOf(
  token: Minted | undefined,
  texts: Readonly<Record<string, string>>,
  extra: string,
): Record<string, unknown> | string {
  const fields: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (text === '') continue;
    // A text stays a text, also if it looks like a number.
    fields[name] =
      typeof token?.fields[name] === 'string' ? text : jsonOf(text);
  }
  if (extra.trim() === '') return fields;
  const added = jsonOf(extra);
  return typeof added === 'object' && added !== null && !Array.isArray(added)
    ? { ...fields, ...added }
    : 'More fields must be a JSON object, such as {"plan": "pro"}.';
}

/** A text as JSON, or as it is. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
