import fc from 'fast-check';
import { expect, it, type TestContext } from 'vitest';
import { RefreshedTokensSchema } from '@org/cotter-types';
import { login, requestFor } from './requests.ts';
import { randomly } from './seed.ts';
import { check, type Suite } from './suite.ts';

/** How long a refresh token lives (docs.cotter.app, "Refreshing Tokens"), in milliseconds. */
const LIFETIME_MS = 30 * 24 * 3600 * 1000;

/** What the session should be: its live refresh token, if it has one, those before it, and when it was last used. */
interface Model {
  live: string | undefined;
  readonly replaced: string[];
  usedAt: number;
}

type Step =
  | 'refresh'
  | 'refresh twice at once'
  | 'replay'
  | 'wait an hour'
  | 'wait 29 days'
  | 'wait 31 days'
  | 'sign out'
  | 'another key';

const step = fc.constantFrom<Step>(
  'refresh',
  'refresh',
  'refresh',
  'refresh twice at once',
  'replay',
  'wait an hour',
  'wait 29 days',
  'wait 31 days',
  'sign out',
  'another key',
);

check('11-rotation', (suite) => {
  it('a session has one live refresh token at any time', async (context) => {
    const control = suite.need(context, 'mintIdentityToken', 'now', 'advance');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async (steps) => {
          const { refresh_token: live } = await login(suite, context);
          const model: Model = {
            live,
            replaced: [],
            usedAt: await control.now(),
          };
          for (const each of steps) await take(each, suite, context, model);
        },
      ),
      randomly(40),
    );
  });

  it('the reuse of a replaced refresh token ends only its session', async (context) => {
    const [mine, other] = [
      await login(suite, context),
      await login(suite, context),
    ];
    const next = await refreshed(suite, mine.refresh_token, 200);
    await refreshed(suite, mine.refresh_token, 400);
    await refreshed(suite, next ?? '', 400);
    expect(await refreshed(suite, other.refresh_token, 200)).toBeDefined();
  });

  it('a refresh token lives for thirty days from its issue, and no longer', async (context) => {
    const control = suite.need(context, 'mintIdentityToken', 'advance');
    const { refresh_token } = await login(suite, context);
    await control.advance(LIFETIME_MS - 60_000);
    const next = await refreshed(suite, refresh_token, 200);
    await control.advance(LIFETIME_MS - 60_000);
    const last = await refreshed(suite, next ?? '', 200);
    await control.advance(LIFETIME_MS);
    expect(await refreshed(suite, last ?? '', 400)).toBe(undefined);
  });

  it('a refresh token of another kind is none', async (context) => {
    const tokens = await login(suite, context);
    expect(await refreshed(suite, tokens.access_token.slice(0, 512), 400)).toBe(
      undefined,
    );
    expect(await refreshed(suite, 'x', 400)).toBe(undefined);
  });
});

check(
  '11-rotation',
  (suite) => {
    it('a refresh token works only with its own API key id, and another does not use it up', async (context) => {
      const { refresh_token } = await login(suite, context);
      const other = { ...suite.target.apiKey, id: 'another-api-key-id' };
      const body = { grant_type: 'refresh_token', refresh_token };
      await suite.ask(
        requestFor('refreshToken', other, { body }),
        // A target that knows its keys may not know this one.
        ...(suite.lenient ? [400] : [400, 401]),
      );
      expect(await refreshed(suite, refresh_token, 200)).toBeDefined();
    });
  },
  // A mock that takes any key tells whose the refresh token is.
  { strict: false },
);

async function take(
  step: Step,
  suite: Suite,
  context: TestContext,
  model: Model,
): Promise<void> {
  const control = suite.need(context, 'now', 'advance');
  const now = await control.now();
  if (model.live !== undefined && now - model.usedAt >= LIFETIME_MS) {
    // What has expired is tried like what was replaced.
    model.replaced.push(model.live);
    model.live = undefined;
  }
  const { live } = model;
  switch (step) {
    case 'wait an hour':
      return control.advance(3600 * 1000);
    case 'wait 29 days':
      return control.advance(LIFETIME_MS - 24 * 3600 * 1000);
    case 'wait 31 days':
      return control.advance(LIFETIME_MS + 24 * 3600 * 1000);
    case 'refresh': {
      const last = live ?? model.replaced.at(-1);
      if (last === undefined) return;
      const next = await refreshed(suite, last, live === undefined ? 400 : 200);
      if (live === undefined) return;
      model.replaced.push(live);
      expect(model.replaced).not.toContain(next);
      model.live = next;
      model.usedAt = await control.now();
      return;
    }
    case 'refresh twice at once': {
      if (live === undefined) return;
      const request = refreshRequest(suite, live);
      const answers = await Promise.all(
        [1, 2, 3].map(() => suite.ask(request, 200, 400)),
      );
      // One is served; that another came is a reuse, which ends the session.
      expect(answers.map(({ status }) => status).toSorted()).toEqual([
        200, 400, 400,
      ]);
      model.replaced.push(live);
      model.live = undefined;
      return;
    }
    case 'replay': {
      const [old] = model.replaced;
      if (old === undefined) return;
      await refreshed(suite, old, 400);
      model.live = undefined;
      return;
    }
    case 'sign out': {
      if (live === undefined) return;
      const headers = { Cookie: `cotter_refresh_token=${live}` };
      await suite.ask(
        requestFor('signOut', suite.target.apiKey, { headers }),
        200,
      );
      model.replaced.push(live);
      model.live = undefined;
      return;
    }
    case 'another key': {
      if (live === undefined) return;
      const other = { ...suite.target.apiKey, id: 'another-api-key-id' };
      const body = { grant_type: 'refresh_token', refresh_token: live };
      await suite.ask(requestFor('refreshToken', other, { body }), 400, 401);
    }
  }
}

function refreshRequest(suite: Suite, refresh_token: string) {
  return requestFor('refreshToken', suite.target.apiKey, {
    body: { grant_type: 'refresh_token', refresh_token },
  });
}

/** Refreshes, and returns the next refresh token, if the answer should hold one. */
async function refreshed(
  suite: Suite,
  token: string,
  expected: 200 | 400,
): Promise<string | undefined> {
  const answer = await suite.ask(refreshRequest(suite, token), expected);
  if (expected === 400) {
    expect(answer.body).toContain('not valid');
    return undefined;
  }
  return RefreshedTokensSchema.parse(JSON.parse(answer.body)).refresh_token;
}
