/**
 * The OpenAPI description as data: the same as `@org/cotter-types/openapi.yaml`, without a parser.
 *
 * @module
 */
export { description } from './generated/description.ts';
