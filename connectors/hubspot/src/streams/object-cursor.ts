import * as z from 'zod/mini';
import type { ObjectType } from '../object-types.js';
import type { FoundObject } from './object-page.js';

/** Where the walk over the records of one type has come to. */
export const objectCursor = z.object({
  /** All records of a first run; afterwards those that changed. */
  stage: z.enum(['list', 'changed', 'done']),
  /** Position of the list, or the id behind which to search. */
  after: z.string(),
});
export type ObjectCursor = z.infer<typeof objectCursor>;

export interface ObjectWalk {
  type: ObjectType;
  /** Names of all properties that are wanted. */
  properties: readonly string[];
  /** Whether former values are wanted. */
  withHistory: boolean;
  /** Types to which associations are wanted with their labels, which lists do not tell. */
  labelled: readonly string[];
  /** Records that are worked on together. */
  together: number;
}

export interface ObjectPage {
  objects: FoundObject[];
  cursor: ObjectCursor;
}
