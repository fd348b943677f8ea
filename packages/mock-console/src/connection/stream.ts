import { signal } from '@preact/signals';
import { applyRequests } from '../model/requests.ts';
import type {
  Clocks,
  Fault,
  MockInfo,
  PublishedKeys,
  Session,
} from '../model/schemas.ts';
import { faults, keys, mock, sessions, setClocks } from '../model/state.ts';

/** How the page stands with the mock. */
export type Connection = 'connecting' | 'live' | 'lost' | 'signed out';

export const connection = signal<Connection>('connecting');
/** When the mock was found to have restarted, if it was. */
export const restartedAt = signal<Date | undefined>(undefined);

const RETRY_MS = 1000;

let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Follows what changes in the mock. A connection that was lost is made again. */
export function connect(): void {
  clearTimeout(retry);
  source?.close();
  source = new EventSource('/__mock/changes');
  source.onopen = () => {
    connection.value = 'live';
  };
  source.onerror = () => {
    connection.value = 'lost';
    // Otherwise the browser tries again by itself.
    if (source?.readyState === EventSource.CLOSED) void findOut();
  };
  for (const [event, take] of Object.entries(EVENTS))
    source.addEventListener(event, ({ data }: MessageEvent<string>) => {
      take(JSON.parse(data) as never);
    });
}

/** What to do with the data of each event. */
const EVENTS: Readonly<Record<string, (data: never) => void>> = {
  mock: (info: MockInfo) => {
    const before = mock.value;
    if (before !== undefined && before.instance !== info.instance)
      restartedAt.value = new Date();
    mock.value = info;
  },
  requests: applyRequests,
  sessions: (data: { readonly sessions: readonly Session[] }) => {
    sessions.value = data.sessions;
  },
  faults: (data: { readonly faults: readonly Fault[] }) => {
    faults.value = data.faults;
  },
  clocks: (data: Clocks) => {
    setClocks(data.clocks);
  },
  keys: (data: PublishedKeys) => {
    keys.value = data;
  },
};

/** Whether the mock refuses this page, or cannot be reached. */
async function findOut(): Promise<void> {
  try {
    const { status } = await fetch('/__mock/clock');
    if (status === 401 || status === 403) {
      connection.value = 'signed out';
      return;
    }
  } catch {
    // It cannot be reached.
  }
  retry = setTimeout(connect, RETRY_MS);
}
