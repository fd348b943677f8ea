import type { Reason } from '../reason.ts';
import { UNLOADED } from './unloaded.ts';

const SCHEMAS = 'packages/cotter-types/src/schemas/';
const TOKENS = { file: `${SCHEMAS}oauth-tokens.ts`, reason: UNLOADED };
const REQUEST = { file: `${SCHEMAS}token-request.ts`, reason: UNLOADED };
const VERIFY = { file: `${SCHEMAS}verify.ts`, reason: UNLOADED };
const COUNTED = {
  file: `${SCHEMAS}text.ts`,
  reason: 'counting the characters yields the same; it takes longer',
};

export const typesSchemas: readonly Reason[] = [
  {
    ...TOKENS,
    text: 'export const OAuthTokensSchema = z.object({',
    code: "{\n  access_token: z.string().min(1),\n  auth_method: z.string().min(1),\n  expires_in: z.int().min(0).max(2_147_483_647),\n  id_token: z.string().min(1),\n  refresh_token: z.string().min(1),\n  token_type: z.literal('Bearer'),\n}",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...REQUEST,
    text: 'export const IdentityTokenRequestSchema = z.strictObject({',
    code: "{\n  grant_type: z.literal('identity_token'),\n  identity_token: IdentityTokenSchema,\n}",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...REQUEST,
    text: 'export const EventTokenRequestSchema = z.strictObject({',
    code: "{\n  grant_type: z.literal('event_token'),\n  event_token: EventTokenSchema,\n}",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...REQUEST,
    text: 'export const RefreshTokenRequestSchema = z.strictObject({',
    code: "{\n  grant_type: z.literal('refresh_token'),\n  refresh_token: RefreshTokenSchema,\n}",
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...REQUEST,
    text: "export const TokenRequestSchema = z.discriminatedUnion('grant_type', [",
    code: "'grant_type'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...VERIFY,
    text: 'export const VerifySuccessSchema = z.object({ success: z.literal(true) });',
    code: '{ success: z.literal(true) }',
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...VERIFY,
    text: 'export const VerifyFailureSchema = z.object({',
    code: '{\n  success: z.literal(false),\n  reason: z.string(),\n}',
    mutator: 'ObjectLiteral',
    replacement: '{}',
  },
  {
    ...VERIFY,
    text: "export const VerifyResultSchema = z.discriminatedUnion('success', [",
    code: "'success'",
    mutator: 'StringLiteral',
    replacement: '""',
  },
  {
    ...COUNTED,
    text: 'if (value.length < min || value.length > 2 * max) return false;',
    code: 'value.length < min || value.length > 2 * max',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...COUNTED,
    text: 'if (value.length < min || value.length > 2 * max) return false;',
    code: 'value.length < min || value.length > 2 * max',
    mutator: 'LogicalOperator',
    replacement: 'value.length < min && value.length > 2 * max',
  },
  {
    ...COUNTED,
    text: 'if (value.length < min || value.length > 2 * max) return false;',
    code: 'value.length < min',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...COUNTED,
    text: 'if (value.length < min || value.length > 2 * max) return false;',
    code: 'value.length > 2 * max',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...COUNTED,
    text: 'if (value.length >= 2 * min && value.length <= max) return true;',
    code: 'value.length >= 2 * min && value.length <= max',
    mutator: 'ConditionalExpression',
    replacement: 'false',
  },
  {
    ...COUNTED,
    text: 'if (value.length >= 2 * min && value.length <= max) return true;',
    code: 'value.length >= 2 * min',
    mutator: 'EqualityOperator',
    replacement: 'value.length > 2 * min',
  },
  {
    ...COUNTED,
    text: 'if (value.length >= 2 * min && value.length <= max) return true;',
    code: 'value.length <= max',
    mutator: 'EqualityOperator',
    replacement: 'value.length < max',
  },
];
