import { bypass, http, type HttpHandler } from 'msw';

/** Sends what your code sends to Cotter's production to a mock instead. */
export function cotterHandlers(mockUrl: string): HttpHandler[] {
  return [
    http.all('https://www.cotter.app/*', ({ request }) => {
      const { pathname, search } = new URL(request.url);
      return fetch(
        bypass(new Request(new URL(pathname + search, mockUrl), request)),
      );
    }),
  ];
}
