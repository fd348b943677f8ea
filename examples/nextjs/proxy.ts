import { NextResponse, type NextRequest } from 'next/server';
import { verifier } from './lib/verifier.ts';

/** Verifies the access token of each request to the API. (Before Next.js 16, this file was middleware.ts.) */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const caller = await verifier.authenticate(
    request.headers.get('Authorization'),
  );
  if (!caller.ok) return new NextResponse(null, caller);
  const headers = new Headers(request.headers);
  headers.set('x-user', caller.claims.sub); // replaces what the caller may have sent
  return NextResponse.next({ request: { headers } });
}

export const config = { matcher: '/api/:path*' };
