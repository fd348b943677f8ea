import { description } from '../generated/description.ts';
import { readApi } from './load-api.ts';

/** The API that controls the mock. */
export const controlApi = await readApi(description);
