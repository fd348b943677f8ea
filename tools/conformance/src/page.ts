// The suite for a page, or for the Edge runtime: a function of the global object.
import { runSuite } from './suite/suite.ts';

Object.assign(globalThis, { runSuite });
