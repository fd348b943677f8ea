import type { operations } from '@org/cotter-types';
import { exchangeToken } from './exchange-token.ts';
import type { Handler } from './handler.ts';

/** Who answers what, by operationId. An operation without a handler is a compile error. */
export const handlers: Readonly<Record<keyof operations, Handler>> = {
  exchangeToken,
};
