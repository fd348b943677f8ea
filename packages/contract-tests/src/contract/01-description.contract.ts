import { expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import {
  compileProblems,
  exampleProblems,
  examplesOf,
  insecureSchemas,
  metaSchemaProblems,
  requestSchemas,
  schemasOf,
} from '../description/soundness.ts';
import { checkAlone } from './suite.ts';

/** A copy of the description with one line of it, as JSON, changed. */
function changed(from: string, to: string): object {
  const text = JSON.stringify(description);
  if (!text.includes(from)) throw new Error(`The description has no ${from}.`);
  return JSON.parse(text.replace(from, to)) as object;
}

checkAlone('01-description', () => {
  it('is what the meta-schema of OpenAPI says that a description is', async () => {
    expect(await metaSchemaProblems(description)).toEqual([]);
    const broken = changed('"operationId":"getJwks"', '"operationId":7');
    expect(await metaSchemaProblems(broken)).not.toEqual([]);
  });

  it('has schemas that compile under strict JSON Schema 2020-12', () => {
    expect(schemasOf(description).length).toBeGreaterThan(
      Object.keys(description.components.schemas).length,
    );
    expect(compileProblems(description)).toEqual([]);
  });

  it.each([
    ['a keyword that is misspelt', '"minLength":1', '"minlength":1'],
    ['nullable, which 3.1 does not have', '"minLength":1', '"nullable":true'],
    ['a pattern that is none', '[1-9][0-9]*)$', '[1-9][0-9]*$'],
    [
      'a required field that is not described',
      '["grant_type","identity_token"]',
      '["grant_type","token"]',
    ],
    ['a format that nobody knows', '"format":"uuid"', '"format":"guid"'],
  ])('would not compile with %s', (_, from, to) => {
    expect(compileProblems(changed(from, to))).not.toEqual([]);
  });

  it('has examples that fit: of requests, of answers, of headers, of parameters', () => {
    const kinds = ['/requestBody/', '/responses/', '/headers/', '/parameters/'];
    for (const kind of kinds)
      expect(
        examplesOf(description).some(({ pointer }) => pointer.includes(kind)),
      ).toBe(true);
    expect(exampleProblems(description)).toEqual([]);
  });

  it.each([
    ['a request', '"identifier_type":"EMAIL"', '"identifier_type":"MAIL"'],
    ['an answer', '"expires_in":3600', '"expires_in":"3600"'],
    ['an error', '"type":"invalid_grant"', '"type":null'],
    ['a header', '"example":"no-store"', '"example":"no-cache"'],
    ['a parameter', '"example":"<YOUR API KEY ID>"', '"example":""'],
  ])('would find a stale example of %s', (_, from, to) => {
    expect(exampleProblems(changed(from, to))).not.toEqual([]);
  });

  // No schema needs an exemption: each string with a pattern or a format has a bound.
  it('bounds what hostile input can cost in every request schema', () => {
    expect(requestSchemas(description)).toContain(
      '/components/schemas/IdentityToken',
    );
    expect(insecureSchemas(description)).toEqual([]);
    expect(insecureSchemas(changed('"maxLength":11', '"minLength":1'))).toEqual(
      [expect.stringContaining('/components/schemas/UnixSecondsString')],
    );
  });
});
