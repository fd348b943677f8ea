import { createControlClient } from '@org/mock-cotter/control';
import { notify } from '../ui/notices.ts';

/** The control API of the mock that this page comes from. */
export const control = createControlClient({ url: location.origin });

/** What a call of the control API answers. */
interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
}

/**
 * Makes a call, and shows why it failed if it did.
 *
 * @param done what to show if it succeeds
 */
export async function call<Data>(
  answer: Promise<Answer<Data>>,
  done?: string,
): Promise<Data | undefined> {
  try {
    const { data, error } = await answer;
    if (error !== undefined) {
      notify('error', messageOf(error));
      return undefined;
    }
    if (done !== undefined) notify('done', done);
    return data;
  } catch {
    notify('error', 'The mock did not answer. Is it running?');
    return undefined;
  }
}

function messageOf(error: unknown): string {
  const { msg } = Object(error) as { msg?: unknown };
  return typeof msg === 'string' ? msg : 'The mock refused this.';
}

/** The header that limits a call to one API key id; none for all. */
export function scope(apiKeyId: string | undefined): {
  readonly header?: { readonly API_KEY_ID: string };
} {
  return apiKeyId === undefined ? {} : { header: { API_KEY_ID: apiKeyId } };
}
