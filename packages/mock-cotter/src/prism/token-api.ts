import { description } from '@org/cotter-types/description';
import { readApi } from './load-api.ts';

/** The API that is mocked. */
export const tokenApi = await readApi(description);
