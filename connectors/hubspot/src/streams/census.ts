import { RecordError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { createDifferenceSketch } from '../difference-sketch.js';
import { kit } from '../kit.js';
import { companyItem, contactItem, customObjectItem, dealItem, ticketItem } from '../normalize.js';
import { associationItem } from '../normalize-relations.js';
import { associations } from '../record-types.js';
import { changedSince, type RecountedRecords } from './census-changes.js';
import { entriesOf } from './census-entries.js';
import { fedTypes, recordFeeds } from './record-feeds.js';
import { listRestSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';
import { visiblePage } from './visible-page.js';

const nothing: RecountedRecords = {};

/**
 * Once a day all records are counted, with what they are associated with, to find what no search by date does: what was
 * restored from the archive, what was deleted for good, and associations that came or went alone. A first run brings
 * everything anyway; the census after it has nothing to compare with yet.
 */
export const census = kit.stream({
  name: 'census',
  delivers: { ...recordFeeds, associations },
  overlapSeconds: indexLagSeconds,
  restSeconds: listRestSeconds,
  keepsCursor: true,

  prepare: async ({ client, metadata }) => ({
    recordTypes: metadata.record_types,
    companyCurrency: await client.companyCurrency(),
  }),

  cursor: z.object({
    /** Path of the type whose list is read, and the position in it; no type: all were read. */
    type: z.string(),
    after: z.string(),
    /** What was made before this time is counted: those that come into being meanwhile are seen or not. */
    before: z.string(),
    /** What there is now, and in what it differs from the census before. */
    counted: z.string(),
    differing: z.string(),
    isLast: z.boolean(),
  }),

  async *pages({ cursor, previous, ...context }) {
    const { client, metadata, scope, window } = context;
    if (window.from === undefined || window.to !== undefined || cursor?.isLast === true) return;
    const types = fedTypes(metadata, scope);
    const before = cursor?.before ?? window.from;
    const counted = createDifferenceSketch(cursor?.counted);
    // What was there and is not any more remains; what is there and was not becomes the opposite of it.
    const differing = createDifferenceSketch(cursor?.differing ?? previous?.counted);
    const reached = () => ({ before, counted: counted.save(), differing: differing.save() });
    const begin = cursor === undefined ? 0 : types.findIndex(({ type }) => type.path === cursor.type);
    for (const [position, { type }] of types.entries()) {
      if (begin === -1 || position < begin) continue;
      const associated = [...new Set([...type.associations, ...type.labelled])];
      let after = position === begin ? (cursor?.after ?? '') : '';
      for (let isOpen = true; isOpen; ) {
        const page = await visiblePage(client, type.path, {
          after,
          properties: ['hs_object_id'],
          history: [],
          associations: associated,
          archived: false,
        });
        for (const row of page.results) {
          for (const key of entriesOf(row, type.path, before)) counted.add(key);
          if (previous !== undefined)
            for (const key of entriesOf(row, type.path, previous.before)) differing.remove(key);
        }
        isOpen = page.next !== undefined;
        after = page.next ?? '';
        const next = isOpen ? type.path : (types[position + 1]?.type.path ?? '');
        yield { records: nothing, cursor: { type: next, after, ...reached(), isLast: false } };
      }
    }
    yield {
      records: previous === undefined ? nothing : await changedSince(context, types, differing),
      cursor: { type: '', after: '', before, counted: counted.save(), differing: '', isLast: true },
    };
  },

  normalize: {
    companies: (found, { prepared }) => companyItem(found, prepared),
    contacts: (found, { prepared }) => contactItem(found, prepared),
    deals: (found, { prepared }) => dealItem(found, prepared),
    tickets: (found, { prepared }) => ticketItem(found, prepared),
    custom_objects: ({ itemType, ...found }, { prepared }) =>
      customObjectItem(found, itemType, prepared.recordTypes[itemType]),
    associations: (labelled) => {
      if (labelled !== 'too many') return associationItem(labelled);
      throw new RecordError(
        'More was restored, deleted for good or associated anew since the day before than can be told apart, so it was ' +
          'not delivered. Import the portal once more if that matters.',
        { code: 'census_overflow', isLimitation: true },
      );
    },
  },
});
