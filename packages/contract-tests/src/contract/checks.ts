/** One check of the suite. Its tests belong in the file of this folder that is named after it. */
export interface Check {
  readonly id: string;
  /** What holds when the check passes. */
  readonly claim: string;
}

/** Every check, in the order of the report. A planted fault names the check that must find it by its `id`. */
export const checks = [
  {
    id: '01-description',
    claim:
      'the description is valid and strict, and each of its examples fits the schema that it illustrates',
  },
  {
    id: '02-coverage',
    claim:
      'each documented status and media type of each operation is answered, and no other',
  },
  {
    id: '03-keywords',
    claim:
      'each keyword of each request schema admits what it should and refuses what it should',
  },
  {
    id: '04-responses',
    claim:
      'each answer conforms to the description and holds nothing that it does not describe',
  },
  {
    id: '05-never-5xx',
    claim: 'no request makes the target fail, hang or show its inside',
  },
  {
    id: '06-negative',
    claim: 'generated invalid requests are refused as documented',
  },
  {
    id: '07-positive',
    claim:
      'generated valid requests are answered, or refused only for their meaning',
  },
  {
    id: '08-agreement',
    claim: 'Ajv, zod, the target and the SDK agree on the same values',
  },
  {
    id: '09-auth',
    claim: 'no operation answers without the credentials that it asks for',
  },
  {
    id: '10-methods',
    claim: 'a method that a path does not have gets 405 with the right Allow',
  },
  {
    id: '11-rotation',
    claim:
      'a session has one live refresh token at any time, also when clients race',
  },
  {
    id: '12-token-content',
    claim: 'the tokens hold the documented claims and verify',
  },
  {
    id: '13-sdk-outcomes',
    claim:
      'each documented outcome, and each way to have none, becomes its typed error, which tells no secret',
  },
  {
    id: '14-sdk-wire',
    claim:
      'each call of the SDK is the described request to the byte, and is sent again only where that does no harm',
  },
  {
    id: '15-second-oracle',
    claim:
      'a second validator, which shares no code with the first, gives the same verdicts',
  },
  {
    id: '16-determinism',
    claim: 'one seed gives the same values, and the same bytes of the mock',
  },
  {
    id: '17-bad-input',
    claim:
      'each known class of hostile input gets its documented refusal, and the target answers the next request',
  },
] as const satisfies readonly Check[];

export type CheckId = (typeof checks)[number]['id'];
