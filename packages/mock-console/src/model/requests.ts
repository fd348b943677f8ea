import { signal } from '@preact/signals';
import type { MockRequest, RequestChanges } from './schemas.ts';

/** How many requests the page keeps: more than the mock remembers, because a user wants to scroll back. */
const MOST_REQUESTS = 10_000;

const byId = new Map<number, MockRequest>();

/** The requests that the page knows, the oldest first. */
export const requests = signal<readonly MockRequest[]>([]);

/** Takes over what changed. */
export function applyRequests({
  all,
  requests: changed,
}: RequestChanges): void {
  if (all) byId.clear();
  for (const request of changed) byId.set(request.id, request);
  for (const id of byId.keys()) {
    if (byId.size <= MOST_REQUESTS) break;
    byId.delete(id);
  }
  requests.value = [...byId.values()];
}
