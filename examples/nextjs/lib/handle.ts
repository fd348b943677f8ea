import { isCotterError } from '@org/cotter-sdk';

/** What to answer when a call of the SDK fails. */
const STATUS = { sign_in: 401, retry: 503, fix: 500 } as const;

/** Makes a route of a handler: errors of the SDK become responses. */
export function handle(
  handler: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (!isCotterError(error)) throw error;
      if (error.action === 'fix') console.error(error); // contains no token and no key
      return Response.json(
        { error: error.action },
        { status: STATUS[error.action] },
      );
    }
  };
}
