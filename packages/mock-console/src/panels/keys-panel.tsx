import { useState } from 'preact/hooks';
import { call, control } from '../connection/client.ts';
import { clocks, keys } from '../model/state.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { dateTime, distance } from '../ui/format.ts';
import { Json } from '../ui/json.tsx';

const MINUTE_MS = 60_000;

export function KeysPanel() {
  const { keys: published, inputPublicKey } = keys.value;
  const now = clocks.value[0]?.now ?? Date.now();
  return (
    <section class="panel" aria-label="Keys">
      <Rotation />
      <div class="toolbar">
        <h2>Published keys (JWKS)</h2>
        <span class="spacer" />
        <CopyButton
          label="Copy the JWKS"
          text={() =>
            JSON.stringify(
              { keys: published.map(({ jwk }) => jwk) },
              undefined,
              2,
            )
          }
        />
      </div>
      <ul class="cards">
        {published.map(({ kid, jwk, until }) => (
          <li class="card" key={kid}>
            <div class="title">
              <span class={`badge ${until === undefined ? 'good' : 'neutral'}`}>
                {until === undefined ? 'signs' : 'retired'}
              </span>
              <strong class="mono">{kid}</strong>
            </div>
            {until !== undefined && (
              <p>
                Published until <span class="mono">{dateTime(until)}</span> UTC,{' '}
                {distance(Date.parse(until), now)}
              </p>
            )}
            <Json label={`The key ${kid}`} value={jwk} />
          </li>
        ))}
      </ul>
      <h2>The key of identity and event tokens</h2>
      <p>Ed25519, 32 bytes in base64. Pass it to the SDK to verify them.</p>
      <pre class="json wrap" tabIndex={0} role="region" aria-label="Public key">
        {inputPublicKey}
      </pre>
      <CopyButton label="Copy the public key" text={inputPublicKey} />
    </section>
  );
}

function Rotation() {
  const [minutes, setMinutes] = useState('60');
  return (
    <form
      class="inline"
      onSubmit={(event) => {
        event.preventDefault();
        void call(
          control.POST('/__mock/keys/rotate', {
            body: { overlapMs: Number(minutes) * MINUTE_MS },
          }),
          'A new key signs from now on.',
        );
      }}
    >
      <label class="field">
        <span>The old key stays published, in minutes</span>
        <input
          type="number"
          min={0}
          max={1_000_000}
          required
          value={minutes}
          onInput={({ currentTarget }) => {
            setMinutes(currentTarget.value);
          }}
        />
      </label>
      <button class="primary" type="submit">
        Rotate the signing key
      </button>
    </form>
  );
}
