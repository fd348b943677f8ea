import type { ControlClient } from '@org/mock-cotter/control';

/** A kind of token that the mock mints. */
export interface Mint {
  readonly name: string;
  readonly path:
    | '/__mock/access-tokens'
    | '/__mock/event-tokens'
    | '/__mock/id-tokens'
    | '/__mock/identity-tokens';
  /** The schema of the call's body. */
  readonly order: 'EventTokenOrder' | 'IdentityTokenOrder' | 'JwtOrder';
}

export const MINTS = [
  {
    name: 'identity token',
    path: '/__mock/identity-tokens',
    order: 'IdentityTokenOrder',
  },
  {
    name: 'event token',
    path: '/__mock/event-tokens',
    order: 'EventTokenOrder',
  },
  { name: 'access token', path: '/__mock/access-tokens', order: 'JwtOrder' },
  { name: 'id token', path: '/__mock/id-tokens', order: 'JwtOrder' },
] as const satisfies readonly Mint[];

/** A token that was minted. */
export interface Minted {
  readonly mint: Mint;
  /** A JWT as text; an identity or event token as an object. */
  readonly token: object | string;
  /** Its fields, or the claims of a JWT. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Mints a token. */
export async function mint(
  control: ControlClient,
  { path, order }: Mint,
  fields: Record<string, unknown>,
  defect: string,
): Promise<{ data?: Omit<Minted, 'mint'>; error?: unknown }> {
  const named = order === 'JwtOrder' ? 'claims' : 'fields';
  const { data, error } = await control.POST(path, {
    body: {
      [named]: fields,
      ...(defect === '' ? {} : { defect: defect as 'expired' }),
    },
  });
  if (data === undefined) return { error };
  if ('signature' in data) {
    const { signature: _, ...others } = data;
    return { data: { token: data, fields: others } };
  }
  return { data: { token: data.token, fields: claimsOf(data.token) } };
}

/** The claims of a JWT (RFC 7519 section 3). */
function claimsOf(jwt: string): Record<string, unknown> {
  const [, payload = ''] = jwt.split('.');
  const bytes = Uint8Array.from(
    atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}
