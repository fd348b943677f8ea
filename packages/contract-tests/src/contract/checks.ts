/** What a check needs to run: a server to ask, the SDK alone, or this repository's files. */
export type Subject = 'target' | 'sdk' | 'repository';

/** One check of the suite. Its tests belong in the file of this folder that is named after it. */
export interface Check {
  readonly id: string;
  readonly subject: Subject;
  /** What holds when the check passes. */
  readonly claim: string;
}

/** Every check, in the order of the report. A planted fault names the check that must find it by its `id`. */
export const checks = [
  {
    id: '01-description',
    subject: 'repository',
    claim:
      'the description is valid and strict, and each of its examples is valid',
  },
  {
    id: '02-coverage',
    subject: 'target',
    claim:
      'each documented status and media type of each operation is answered, and no other',
  },
  {
    id: '03-keywords',
    subject: 'target',
    claim:
      'each keyword of each request schema admits what it should and refuses what it should',
  },
  {
    id: '04-responses',
    subject: 'target',
    claim:
      'each answer conforms to the description and holds nothing that it does not describe',
  },
  {
    id: '05-never-5xx',
    subject: 'target',
    claim: 'no request makes the target fail, hang or show its inside',
  },
  {
    id: '06-negative',
    subject: 'target',
    claim: 'generated invalid requests are refused as documented',
  },
  {
    id: '07-positive',
    subject: 'target',
    claim:
      'generated valid requests are answered, or refused for what they mean alone',
  },
  {
    id: '08-agreement',
    subject: 'target',
    claim: 'Ajv, zod, the target and the SDK judge the same values alike',
  },
  {
    id: '09-auth',
    subject: 'target',
    claim: 'no operation answers without the credentials that it asks for',
  },
  {
    id: '10-methods',
    subject: 'target',
    claim: 'a method that a path does not have gets 405 with the right Allow',
  },
  {
    id: '11-rotation',
    subject: 'target',
    claim:
      'a session has one live refresh token, whatever its clients do and race for',
  },
  {
    id: '12-token-content',
    subject: 'target',
    claim: 'the tokens hold the documented claims and verify',
  },
  {
    id: '13-sdk-outcomes',
    subject: 'sdk',
    claim: 'each documented and undocumented answer becomes a typed outcome',
  },
  {
    id: '14-sdk-wire',
    subject: 'sdk',
    claim: 'the SDK sends what the description says and nothing else',
  },
  {
    id: '15-drift',
    subject: 'repository',
    claim: 'the generated files are what the description generates',
  },
  {
    id: '16-breaking',
    subject: 'repository',
    claim:
      'a change that breaks clients moves the major version of the description',
  },
  {
    id: '17-second-oracle',
    subject: 'target',
    claim:
      'oracles that share no code agree on each request and answer of the suite',
  },
  {
    id: '18-determinism',
    subject: 'target',
    claim: 'a seed replays a run, and nothing is random beside it',
  },
  {
    id: '19-bad-input',
    subject: 'target',
    claim:
      'each of twelve classes of bad input gets its own clear answer, and the next request is served',
  },
] as const satisfies readonly Check[];

export type CheckId = (typeof checks)[number]['id'];
