import { headers } from 'next/headers';
import { cookie, cotter } from '../lib/cotter.ts';
import { verifier } from '../lib/verifier.ts';

export default async function Page() {
  const id = await cookie.read((await headers()).get('Cookie'));
  return (
    <main>
      <h1>{id === undefined ? 'Please log in' : await userOf(id)}</h1>
    </main>
  );
}

async function userOf(id: string): Promise<string> {
  try {
    const accessToken = await cotter().sessions.of(id).getAccessToken();
    return (await verifier.verifyAccessToken(accessToken)).claims.sub;
  } catch {
    return 'Please log in';
  }
}
