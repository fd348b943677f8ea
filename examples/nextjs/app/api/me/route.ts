/** For other services. The proxy has verified their access token. */
export function GET(request: Request): Response {
  return Response.json({ user: request.headers.get('x-user') });
}
