import { signal } from '@preact/signals';
import { call, control, scope } from '../connection/client.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { KeySelect } from '../ui/key-select.tsx';
import { notify } from '../ui/notices.ts';

const target = signal<string | undefined>(undefined);

export function StatePanel() {
  return (
    <section class="panel narrow" aria-label="State">
      <h2>Export</h2>
      <p>
        Saves signing keys, sessions and clocks to a file, which{' '}
        <code>mock-cotter --import</code> and this page read. It contains
        private keys.
      </p>
      <button type="button" onClick={() => void save()}>
        Export the state
      </button>
      <h2>Import</h2>
      <p>Replaces the keys, sessions and clocks of this mock.</p>
      <label class="field">
        <span>A file from an export</span>
        <input
          type="file"
          accept="application/json,.json"
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file !== undefined) void load(file);
            // So that the same file can be chosen again.
            currentTarget.value = '';
          }}
        />
      </label>
      <h2>Reset</h2>
      <p>
        Removes sessions, faults and requests, and resets the clock. The keys
        stay.
      </p>
      <KeySelect
        label="Of"
        all="all API key ids"
        value={target.value}
        onChange={(id) => {
          target.value = id;
        }}
      />
      <ConfirmButton
        label="Reset the mock"
        question={`Reset ${target.value ?? 'everything'}?`}
        onConfirm={() =>
          void call(
            control.POST('/__mock/reset', { params: scope(target.value) }),
            'The mock was reset.',
          )
        }
      />
    </section>
  );
}

async function save(): Promise<void> {
  const state = await call(control.GET('/__mock/state'));
  if (state === undefined) return;
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(state)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = 'mock-cotter-state.json';
  link.click();
  URL.revokeObjectURL(url);
}

async function load(file: File): Promise<void> {
  let state: unknown;
  try {
    state = JSON.parse(await file.text());
  } catch {
    notify('error', `${file.name} is not JSON. Choose a file from an export.`);
    return;
  }
  const result = await call(
    control.PUT('/__mock/state', { body: state as { version: number } }),
  );
  if (result !== undefined)
    notify(
      'done',
      `The state was imported, with ${String(result.sessions)} sessions.`,
    );
}
