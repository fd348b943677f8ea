import { defaultStatuses, operation } from '../description/operations.ts';
import {
  escapePart,
  isObject,
  locate,
  mustLocate,
} from '../description/pointer.ts';
import { answerBytes } from '../traffic/scripted-server.ts';
import { CANARIES, type SdkCall } from './sdk-calls.ts';

/** An answer as the description documents it. */
export interface Served {
  /** Of the example of its body. */
  readonly name: string;
  readonly status: number;
  readonly value: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** The pointers to its examples. */
  readonly examples: readonly string[];
}

/** Every documented answer to a call: those that say that it failed, or the others. */
export function documented({ operationId }: SdkCall, fails: boolean): Served[] {
  return operation(operationId).answers.flatMap(
    ({ status, pointer, mediaTypes, examples }) => {
      const statuses =
        status === 'default' ? defaultStatuses : [Number(status)];
      const headers = headersAt(pointer);
      return statuses
        .filter((each) => each >= 400 === fails)
        .flatMap((each) =>
          mediaTypes.flatMap((type) =>
            examples.map(({ name, value, pointer: example }) => ({
              name,
              status: each,
              value,
              headers: {
                'Content-Type': type,
                ...Object.fromEntries(
                  headers.map(([key, text]) => [key, text]),
                ),
              },
              examples: [example, ...headers.map(([, , each]) => each)],
            })),
          ),
        );
    },
  );
}

/** The headers of a documented answer: name, value, and the pointer to the example that it is. */
function headersAt(pointer: string): [string, string, string][] {
  const { node } = mustLocate(pointer);
  return Object.keys(node['headers'] ?? {}).flatMap((name) => {
    const header = mustLocate(`${pointer}/headers/${escapePart(name)}`);
    const { example } = header.node;
    return [[name, String(example), `${header.pointer}/example`]];
  });
}

export function bytesOf({ status, value, headers }: Served): string {
  return answerBytes(status, JSON.stringify(value), headers);
}

/** Fields whose form the SDK does not insist on: a usable access token counts more. */
const READ_GENEROUSLY: readonly string[] = [
  'auth_method',
  'expires_in',
  'id_token',
  'refresh_token',
  'token_type',
];

/** Bodies that no 200 of an operation may have, each with a token that must not show. */
export function unfit({
  operationId,
}: SdkCall): [what: string, body: string][] {
  const answer = operation(operationId).answers.find(
    ({ status }) => status === '200',
  );
  const [example] = answer?.examples ?? [];
  const value = JSON.parse(
    JSON.stringify(example?.value, (key, each: unknown) =>
      key.endsWith('token') ? CANARIES.answered : each,
    ),
  ) as Record<string, unknown>;
  const schema =
    locate(`${answer?.pointer ?? ''}/content/application~1json/schema`)?.node ??
    {};
  const required = (schema['required'] as string[]).filter(
    (key) => !READ_GENEROUSLY.includes(key),
  );
  const text = JSON.stringify(value);
  return [
    ['nothing in it', ''],
    ['JSON that ends early', text.slice(0, -1)],
    ['an HTML page', `<!doctype html><title>${CANARIES.answered}</title>`],
    ['null', 'null'],
    ['a list', `[${text}]`],
    ['the envelope of an error', '{"msg":"no","type":""}'],
    ...required.flatMap((key): [string, string][] => [
      [`no ${key}`, JSON.stringify({ ...value, [key]: undefined })],
      [
        `${key} of another type`,
        JSON.stringify({
          ...value,
          [key]: isObject(value[key]) ? CANARIES.answered : [CANARIES.answered],
        }),
      ],
    ]),
  ];
}
