/**
 * A mock of Cotter's OAuth token API, for tests and development without the vendor.
 *
 * @module
 */
export {
  startMockCotter,
  type MockCotter,
  type MockCotterOptions,
} from './start.ts';
