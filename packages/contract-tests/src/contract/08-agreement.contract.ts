import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CotterClient, isCotterError } from '@org/cotter-sdk';
import { TokenRequestSchema } from '@org/cotter-types';
import { isObject } from '../description/pointer.ts';
import { changedBodies } from './generated-bodies.ts';
import {
  canBeSent,
  isValid,
  requestFitting,
  schemaOf,
  takesForm,
} from './validated-request.ts';
import { mutations } from './mutations.ts';
import { validRequests } from './requests.ts';
import { randomly } from './seed.ts';
import { check } from './suite.ts';

const OPERATION = 'exchangeToken';

check(
  '08-agreement',
  (suite) => {
    for (const [kind, build] of Object.entries(
      validRequests[OPERATION] ?? {},
    )) {
      // What the target says about these, 03-keywords asks.
      it(`Ajv, zod and the SDK agree on each single change of ${kind}`, async (context) => {
        const { body } = await build(suite, context);
        const all = mutations(body, schemaOf(OPERATION));
        for (const { name, body: value } of all)
          expectAgreement(value, await verdictsOn(value), name);
        expect(all.length).toBeGreaterThan(50);
      });

      it(`Ajv, zod, the target and the SDK agree on bodies from ${kind}, and on any JSON`, async (context) => {
        const { body } = await build(suite, context);
        const values = fc.oneof(
          { weight: 3, arbitrary: changedBodies(OPERATION, body) },
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
        );
        await fc.assert(
          fc.asyncProperty(values, async (value) => {
            const verdicts = await verdictsOn(value);
            if (suite.lenient && canBeSent(value))
              verdicts['target'] = takesForm(
                await suite.ask(requestFitting(OPERATION, suite, value)),
              );
            expectAgreement(value, verdicts);
          }),
          // Three kinds, so 10,000 values in all.
          randomly(3334),
        );
      });
    }
  },
  { strict: false },
);

/** What each validator in this process says about a body, after a look at what the SDK sends for it. */
async function verdictsOn(value: unknown): Promise<Record<string, boolean>> {
  const bytes = await sentBySdk(value);
  if (typeof bytes === 'object') expect(bytes).toEqual(value);
  return {
    ajv: isValid(OPERATION, value),
    zod: TokenRequestSchema.safeParse(value).success,
    ...(bytes !== 'no grant of this call' && { sdk: bytes !== undefined }),
  };
}

function expectAgreement(
  value: unknown,
  verdicts: Readonly<Record<string, boolean>>,
  name = '',
): void {
  const valid = isValid(OPERATION, value);
  expect(
    Object.values(verdicts),
    `${name} ${JSON.stringify(verdicts)}`,
  ).toEqual(Object.keys(verdicts).map(() => valid));
}

/** What the client below sent last. */
let sent: object | undefined;

const client = new CotterClient({
  apiKeyId: 'an-api-key-id',
  apiSecretKey: 'an-api-secret-key',
  baseUrl: 'http://127.0.0.1:9',
  maxRetries: 0,
  // Nothing goes over the wire: what the SDK would send is the question.
  adapter: (config) => {
    sent = JSON.parse(String(config.data)) as object;
    return Promise.resolve({
      status: 400,
      statusText: '',
      headers: {},
      config,
      data: '{"msg":"","type":""}',
    });
  },
});

/** What the SDK sends for the token of a grant, `undefined` if it refuses the token. */
async function sentBySdk(
  value: unknown,
): Promise<object | undefined | 'no grant of this call'> {
  if (!isObject(value) || Object.keys(value).length !== 2)
    return 'no grant of this call';
  const { grant_type: grant } = value;
  sent = undefined;
  const call =
    grant === 'identity_token' && 'identity_token' in value
      ? client.exchangeIdentityToken(value['identity_token'] as never)
      : grant === 'event_token' && 'event_token' in value
        ? client.exchangeEventToken(value['event_token'] as never)
        : undefined;
  if (call === undefined) return 'no grant of this call';
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (!isCotterError(error)) throw new Error('The SDK threw another error.');
  return error.code === 'invalid_input' ? undefined : sent;
}
