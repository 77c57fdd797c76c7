import type { ExtractionScope, MetadataDocument } from '@airdrop-connectors/core';
import { anyMember } from '../declared-types.js';
import { customObjectType, type ObjectType, objectTypes } from '../object-types.js';
import { companies, contacts, customObjects, deals, tickets } from '../record-types.js';
import { customTypeIds } from './custom-types.js';

/** Feeds of the records that the portal adds properties to. */
export const recordFeeds = { companies, contacts, deals, tickets, custom_objects: customObjects } as const;
export type RecordFeed = keyof typeof recordFeeds;

export interface FedType {
  feed: RecordFeed;
  type: ObjectType;
  itemType: string;
}

/** Types of such records that are wanted, always in the same order. */
export function fedTypes(metadata: MetadataDocument, scope: ExtractionScope): FedType[] {
  const standard = (['companies', 'contacts', 'deals', 'tickets'] as const).map((feed) => ({
    feed,
    type: objectTypes[feed],
    itemType: recordFeeds[feed].itemType(anyMember),
  }));
  const custom = customTypeIds(metadata).map((typeId) => ({
    feed: 'custom_objects' as const,
    type: customObjectType(typeId),
    itemType: customObjects.itemType(typeId),
  }));
  return [...standard, ...custom].filter(({ itemType }) => scope.includes(itemType));
}

/** A page of records by their feeds. */
export type FedRecords<Found> = { readonly [K in RecordFeed]?: Found[] };
