import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { call, control } from '../connection/client.ts';
import {
  description,
  loadDescription,
  type Description,
  type FaultField,
  type FaultKind,
} from '../model/description.ts';
import type { Fault } from '../model/schemas.ts';
import { faults, mock } from '../model/state.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Empty } from '../ui/empty.tsx';
import { KeySelect } from '../ui/key-select.tsx';
import { Select } from '../ui/select.tsx';

export function FaultsPanel() {
  useEffect(loadDescription, []);
  const waiting = faults.value;
  return (
    <section class="panel two" aria-label="Faults">
      {description.value === undefined ? (
        <p>Loading…</p>
      ) : (
        <FaultForm schema={description.value} />
      )}
      <div class="result">
        <div class="toolbar">
          <h2>Waiting faults</h2>
          <span class="spacer" />
          {waiting.length > 0 && (
            <ConfirmButton
              label="Remove all"
              question="Remove all faults?"
              onConfirm={() => void call(control.DELETE('/__mock/faults'))}
            />
          )}
        </div>
        {waiting.length === 0 ? (
          <Empty title="No fault is waiting">
            <p>
              Add one, and the next request that it applies to goes wrong. Of
              several, the oldest comes first.
            </p>
          </Empty>
        ) : (
          <ul class="cards">
            {waiting.map((fault) => (
              <FaultCard key={fault.number} fault={fault} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function FaultCard({ fault }: { readonly fault: Fault }) {
  const { number = 0, kind, operation, apiKeyId, times = 1, ...fields } = fault;
  const details = Object.entries(fields)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
  return (
    <li class="card">
      <div class="title">
        <strong>{kind}</strong>
        {details !== '' && <span class="mono">{details}</span>}
      </div>
      <p>
        {times === 1
          ? 'The next request'
          : `The next ${String(times)} requests`}
        {operation === undefined ? '' : ` to ${operation}`}
        {apiKeyId === undefined ? '' : ` from ${apiKeyId}`}
      </p>
      <div class="actions">
        <button
          type="button"
          aria-label={`Remove the fault ${kind}`}
          onClick={() =>
            void call(
              control.DELETE('/__mock/faults/{number}', {
                params: { path: { number: String(number) } },
              }),
            )
          }
        >
          Remove
        </button>
      </div>
    </li>
  );
}

// Kept while another panel is shown.
const kind = signal<FaultKind>('delay');
const values = signal<Readonly<Partial<Record<FaultField, string>>>>({});

function FaultForm({ schema }: { readonly schema: Description }) {
  const [isAdding, setAdding] = useState(false);
  const { schemas, ...extensions } = schema.components;
  const { properties } = schemas.FaultRule;
  const required = extensions['x-required-fault-field'][kind.value];
  const shown: readonly FaultField[] = [
    'delayMs',
    ...extensions['x-fault-fields'][kind.value],
    'times',
  ];
  const set = (field: FaultField, value: string): void => {
    values.value = { ...values.value, [field]: value };
  };
  const add = async (): Promise<void> => {
    setAdding(true);
    const rule = Object.fromEntries(
      [...shown, 'operation' as const, 'apiKeyId' as const].flatMap((field) => {
        const text = values.value[field] ?? '';
        if (text === '') return [];
        const isNumber = properties[field].type === 'integer';
        return [[field, isNumber ? Number(text) : text]];
      }),
    );
    await call(
      control.POST('/__mock/faults', { body: { kind: kind.value, ...rule } }),
      'The fault is waiting for its requests.',
    );
    setAdding(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <h2>Add a fault</h2>
      <Select
        label="Kind"
        options={properties.kind.enum}
        value={kind.value}
        onChange={(chosen) => {
          kind.value = chosen;
        }}
      />
      {shown.map((field) => {
        const { description: help, maximum, minimum, type } = properties[field];
        return (
          <label class="field" key={field}>
            <span>
              <span class="mono">{field}</span>
              {field === required && ' (required)'}
            </span>
            <input
              {...(type === 'integer'
                ? { type: 'number' as const, min: minimum, max: maximum }
                : {})}
              required={field === required}
              value={values.value[field] ?? ''}
              onInput={({ currentTarget }) => {
                set(field, currentTarget.value);
              }}
            />
            <small>{help?.replaceAll('`', '')}</small>
          </label>
        );
      })}
      <Select
        label="Operation"
        options={[['', 'any'], ...(mock.value?.operations ?? [])]}
        value={values.value.operation ?? ''}
        onChange={(chosen) => {
          set('operation', chosen);
        }}
      />
      <KeySelect
        label="API key id"
        all="any"
        value={values.value.apiKeyId === '' ? undefined : values.value.apiKeyId}
        onChange={(id) => {
          set('apiKeyId', id ?? '');
        }}
      />
      <button class="primary" type="submit" disabled={isAdding}>
        Add the fault
      </button>
    </form>
  );
}
