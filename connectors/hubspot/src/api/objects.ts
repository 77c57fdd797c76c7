import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import {
  batchSchema,
  datedBatchSchema,
  identified,
  objectPageSchema,
  searchPageSchema,
} from '../api-types.js';
import { nextAfter, read } from './answers.js';
import { apiVersion } from './versions.js';

/** Rows of a page, and of one with the history of properties. */
export const listSize = 100;
export const historySize = 50;
/** Rows of a page of a search. */
export const searchSize = 200;

export interface ObjectQuery {
  /** Undefined: from the beginning. */
  after: string;
  properties: readonly string[];
  history: readonly string[];
  /** Types whose associations come with the records. */
  associations: readonly string[];
  archived: boolean;
}

/** Records that changed at a time or later; all times RFC 3339. */
export interface ChangedQuery {
  /** The property that says when a record changed. */
  clock: string;
  from: string;
  to?: string | undefined;
  /** Ids above it, numbers as text. */
  afterId: string;
  /** Ids up to it. */
  untilId?: string | undefined;
}

/** Records of any type. https://developers.hubspot.com/docs/guides/api/crm/using-object-apis */
export function objectApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** By ascending id. Unknown properties are left out without a word. */
    objectPage: async (objectType: string, query: ObjectQuery) => {
      const path = `/crm/objects/${apiVersion}/${objectType}`;
      const { after, properties, history, associations, archived } = query;
      const body = await http.json({
        path,
        query: {
          limit: history.length > 0 ? historySize : listSize,
          ...(after !== '' && { after }),
          ...(properties.length > 0 && { properties: properties.join(',') }),
          ...(history.length > 0 && { propertiesWithHistory: history.join(',') }),
          ...(associations.length > 0 && { associations: associations.join(',') }),
          ...(archived && { archived: true }),
        },
      });
      const page = read(objectPageSchema, body, `GET ${path}`);
      return { results: page.results, next: nextAfter(page, after, `GET ${path}`) };
    },

    /**
     * Ids of what changed, by ascending id, and how many there are in all: the sort is not always kept, so that the
     * number decides whether all were seen. Filtering by id instead of going to the next page keeps clear of the
     * 10,000 results that a search gives out, and of rows that move meanwhile.
     */
    changedPage: async (objectType: string, { clock, from, to, afterId, untilId }: ChangedQuery) => {
      const path = `/crm/objects/${apiVersion}/${objectType}/search`;
      const id = 'hs_object_id';
      const filters = [
        to === undefined
          ? { propertyName: clock, operator: 'GTE', value: from }
          : { propertyName: clock, operator: 'BETWEEN', value: from, highValue: to },
        { propertyName: id, operator: 'GT', value: afterId },
        ...(untilId === undefined ? [] : [{ propertyName: id, operator: 'LTE', value: untilId }]),
      ];
      const body = await http.json({
        method: 'POST',
        path,
        body: {
          filterGroups: [{ filters }],
          sorts: [{ propertyName: id, direction: 'ASCENDING' }],
          properties: [id],
          limit: searchSize,
        },
        safeToRepeat: true,
      });
      const { results, total } = read(searchPageSchema, body, `POST ${path}`);
      return { ids: results.map((row) => row.id), total };
    },

    /** Which of at most a hundred records are in the archive, and when HubSpot looked. */
    archivedAmong: async (objectType: string, ids: readonly string[]) => {
      const path = `/crm/objects/${apiVersion}/${objectType}/batch/read`;
      const body = await http.json({
        method: 'POST',
        path,
        query: { archived: true },
        body: { inputs: ids.map((id) => ({ id })), properties: ['hs_object_id'] },
        safeToRepeat: true,
      });
      const { results, completedAt } = read(datedBatchSchema, body, `POST ${path}`);
      return { ids: results.map(({ id }) => id), completedAt };
    },

    /** Its id now: another one where it was merged. Undefined for one that is archived or was deleted for good. */
    currentId: async (objectType: string, id: string) => {
      const endpoint = `/crm/objects/${apiVersion}/${objectType}/{objectId}`;
      const body = await http
        .json({
          path: `/crm/objects/${apiVersion}/${objectType}/${encodeURIComponent(id)}`,
          endpoint,
          query: { properties: 'hs_object_id' },
        })
        .catch((error: unknown) => {
          if (error instanceof NotFoundError) return undefined;
          throw error;
        });
      return body === undefined ? undefined : read(identified, body, `GET ${endpoint}`).id;
    },

    /** At most a hundred, half of that with a history, in no order; those that are gone are left out. */
    batchRead: async (
      objectType: string,
      ids: readonly string[],
      { properties, history }: Pick<ObjectQuery, 'properties' | 'history'>,
    ) => {
      const path = `/crm/objects/${apiVersion}/${objectType}/batch/read`;
      const body = await http.json({
        method: 'POST',
        path,
        body: {
          inputs: ids.map((id) => ({ id })),
          properties,
          ...(history.length > 0 && { propertiesWithHistory: history }),
        },
        safeToRepeat: true,
      });
      return read(batchSchema, body, `POST ${path}`).results;
    },
  };
}
