import { signal } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { call, control, scope } from '../connection/client.ts';
import type { MockRequest } from '../model/schemas.ts';
import { requests } from '../model/requests.ts';
import { mock } from '../model/state.ts';
import { Empty } from '../ui/empty.tsx';
import { KeySelect } from '../ui/key-select.tsx';
import { Select } from '../ui/select.tsx';
import {
  matches,
  NO_FILTERS,
  STATUS_FILTERS,
  UNKNOWN_OPERATION,
} from './filters.ts';
import { RequestDetails } from './request-details.tsx';
import { RequestList } from './request-list.tsx';

// Kept while another panel is shown.
const filters = signal(NO_FILTERS);
const selected = signal<number | undefined>(undefined);
/** What was there when the list was paused. */
const paused = signal<readonly MockRequest[] | undefined>(undefined);

export function RequestsPanel() {
  const all = paused.value ?? requests.value;
  const rows = useMemo(
    () => all.filter((request) => matches(request, filters.value)),
    [all, filters.value],
  );
  const chosen = all.find(({ id }) => id === selected.value);
  const waiting =
    paused.value === undefined
      ? 0
      : requests.value.length - paused.value.length;
  return (
    <section class="panel fill" aria-label="Requests">
      <Toolbar waiting={waiting} />
      {all.length === 0 ? (
        <Empty title="No requests yet">
          <p>
            Send one to <code>{mock.value?.url}</code>, or mint a token under{' '}
            <a href="#/mint">Mint</a> and copy it as curl.
          </p>
        </Empty>
      ) : rows.length === 0 ? (
        <Empty title="No request matches the filters">
          <button
            type="button"
            onClick={() => {
              filters.value = NO_FILTERS;
            }}
          >
            Show all {all.length}
          </button>
        </Empty>
      ) : (
        <div class={chosen === undefined ? 'split' : 'split open'}>
          <RequestList
            rows={rows}
            selected={selected.value}
            onSelect={(id) => {
              selected.value = id;
            }}
          />
          {chosen !== undefined && (
            <RequestDetails
              request={chosen}
              onClose={() => {
                selected.value = undefined;
              }}
            />
          )}
        </div>
      )}
    </section>
  );
}

function Toolbar({ waiting }: { readonly waiting: number }) {
  const { status, operation, apiKeyId } = filters.value;
  const [isClearing, setClearing] = useState(false);
  const clear = async (): Promise<void> => {
    setClearing(true);
    await call(
      control.DELETE('/__mock/requests', {
        params: scope(apiKeyId === '' ? undefined : apiKeyId),
      }),
    );
    paused.value = undefined;
    selected.value = undefined;
    setClearing(false);
  };
  return (
    <div class="toolbar">
      <Select
        label="Status"
        options={STATUS_FILTERS}
        value={status}
        onChange={(chosen) => {
          filters.value = { ...filters.value, status: chosen };
        }}
      />
      <Select
        label="Operation"
        options={[
          ['', 'any'],
          ...(mock.value?.operations ?? []),
          UNKNOWN_OPERATION,
        ]}
        value={operation}
        onChange={(chosen) => {
          filters.value = { ...filters.value, operation: chosen };
        }}
      />
      <KeySelect
        label="API key id"
        all="any"
        value={apiKeyId === '' ? undefined : apiKeyId}
        onChange={(id) => {
          filters.value = { ...filters.value, apiKeyId: id ?? '' };
        }}
      />
      <span class="spacer" />
      <button
        type="button"
        aria-pressed={paused.value !== undefined}
        onClick={() => {
          paused.value =
            paused.value === undefined ? requests.value : undefined;
        }}
      >
        {paused.value === undefined
          ? 'Pause'
          : `Go on${waiting > 0 ? ` (${String(waiting)} new)` : ''}`}
      </button>
      <button type="button" disabled={isClearing} onClick={() => void clear()}>
        Clear
      </button>
    </div>
  );
}
