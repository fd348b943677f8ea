/** The key of a mock that was given none. */
export const KEY = { id: 'mock-api-key-id', secret: 'mock-api-secret-key' };

export interface Answer {
  readonly status: number;
  readonly date: string | null;
  /** Fields of all kinds of answers. */
  readonly body: {
    readonly access_token?: string;
    readonly refresh_token?: string;
    readonly msg?: string;
    readonly success?: boolean;
  };
}

/** Sends JSON with both keys, and reads the answer whatever it is. */
export async function post(
  url: string,
  path: string,
  body: object,
): Promise<Answer> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      API_KEY_ID: KEY.id,
      API_SECRET_KEY: KEY.secret,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    date: response.headers.get('date'),
    body: (await response.json()) as Answer['body'],
  };
}

export function refresh(url: string, refreshToken = ''): Promise<Answer> {
  return post(url, `/api/v0/token/${KEY.id}`, {
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
}
