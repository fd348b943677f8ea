// Compile-time proof that the hand-written zod schemas say what the description says: `tsc` fails on any difference.
import type { z } from 'zod';
import type { components } from '../generated/openapi.ts';
import type { componentSchemas } from './registry.ts';

// Two types are identical when a deferred conditional type over each is; that needs the otherwise idle parameters.
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- see above */
type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : false;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */
type Described = components['schemas'];
type Written = typeof componentSchemas;

function assertType<T extends true>(proof?: T): T | undefined {
  return proof;
}

// Every component has a schema, and no schema is without a component.
assertType<Equal<keyof Written, keyof Described>>();

// Each schema takes and gives exactly the described type.
type OutputParity = {
  [Name in keyof Written]: Equal<z.output<Written[Name]>, Described[Name]>;
};
type InputParity = {
  [Name in keyof Written]: Equal<z.input<Written[Name]>, Described[Name]>;
};
type AllTrue = Record<keyof Written, true>;
assertType<Equal<OutputParity, AllTrue>>();
assertType<Equal<InputParity, AllTrue>>();

// The grants are disjoint: narrowing by `grant_type` reaches the grant's own field.
export function narrowsByGrantType(request: Described['TokenRequest']): string {
  switch (request.grant_type) {
    case 'identity_token':
      return request.identity_token.identifier;
    case 'event_token':
      return request.event_token.client_user_id;
    case 'refresh_token':
      return request.refresh_token;
  }
}

// The proof can fail.
// @ts-expect-error -- a type that differs by one optional key is not equal
assertType<Equal<{ a: string }, { a?: string }>>();
