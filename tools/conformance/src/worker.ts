// The suite as a worker of Cloudflare: a request brings the environment, and the response is the results.
import type { Environment } from './suite/environment.ts';
import { runSuite } from './suite/suite.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response(null);
    const environment = (await request.json()) as Environment;
    return Response.json(await runSuite(environment));
  },
};
