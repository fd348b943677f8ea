const { startMockCotter } = require('@org/mock-cotter');
const { createAccount } = require('../src/account.js');

let mock;

beforeAll(async () => {
  mock = await startMockCotter(); // a free port of 127.0.0.1
});
afterEach(() => {
  mock.reset();
});
afterAll(async () => {
  await mock.close();
});

function openAccount(options) {
  return createAccount({
    apiKeyId: mock.apiKey.id,
    apiSecretKey: mock.apiKey.secret,
    baseUrl: mock.url,
    ...options,
  });
}

test('logs in with a good token only', async () => {
  const account = openAccount();
  expect(await account.logIn(mock.mintIdentityToken())).toBe(true);
  expect(await account.logIn(mock.mintIdentityToken({}, 'expired'))).toBe(
    false,
  );
});

test('refreshes once for all callers, by the clock of the mock', async () => {
  const { logIn, session } = openAccount({ now: mock.now });
  await logIn(mock.mintIdentityToken());
  mock.clock.advance(60 * 60 * 1000);
  await Promise.all([session.getAccessToken(), session.getAccessToken()]);
  expect(mock.requests.list({ operation: 'refreshToken' })).toHaveLength(1);
});

test('refreshes by the fake timers of Jest', async () => {
  // Only the clock: the connection to the mock needs real timers.
  jest.useFakeTimers({
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  try {
    const { logIn, session } = openAccount();
    await logIn(mock.mintIdentityToken());
    const first = await session.getAccessToken();
    jest.setSystemTime(Date.now() + 60 * 60 * 1000);
    expect(await session.getAccessToken()).not.toBe(first);
  } finally {
    jest.useRealTimers();
  }
});
