import { type ItemOf, type MetadataDocument, RecordError, toUtcTimestamp } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { objectSchema, type pastValueSchema } from './api-types.js';
import { anyMember } from './declared-types.js';
import { isGiven, labelKey } from './labels.js';
import { associations, changes, deals, tickets } from './record-types.js';
import type { FoundObject } from './streams/object-page.js';
import { present } from './values.js';

/** A value that a property of a record had from a time on. */
export interface PastValue {
  id: string;
  recordId: string;
  property: string;
  entry: z.infer<typeof pastValueSchema>;
}

const historySchema = z.pick(objectSchema, { propertiesWithHistory: true });

/** Former values of the properties that were asked for; none of a record that cannot be read. */
export function pastValuesOf(found: FoundObject, properties: readonly string[]): PastValue[] {
  const { data } = z.safeParse(historySchema, found.raw);
  const values = new Map<string, PastValue>();
  for (const property of properties)
    for (const entry of data?.propertiesWithHistory?.[property] ?? []) {
      const id = `${found.id}-${property}-${Date.parse(entry.timestamp)}`;
      values.set(id, { id, recordId: found.id, property, entry });
    }
  return [...values.values()];
}

const propertyNames: Readonly<Record<string, string>> = {
  hs_pipeline_stage: 'Stage',
  dealstage: 'Stage',
  hubspot_owner_id: 'Owner',
};

export function changeItem(
  { id, recordId, property, entry }: PastValue,
  recordTypes: MetadataDocument['record_types'],
): ItemOf<typeof changes> {
  const at = toUtcTimestamp(entry.timestamp);
  if (at === undefined)
    throw new RecordError(`HubSpot sent a former value without a time (${entry.timestamp}).`);
  const value = present(entry.value);
  const type = property === 'dealstage' ? deals : tickets;
  const stages = recordTypes[type.itemType(anyMember)]?.fields.stage?.enum?.values ?? [];
  const name = propertyNames[property] ?? property;
  const shown = stages.find(({ key }) => key === value && name === 'Stage')?.name ?? value ?? 'nobody';
  return changes.item({
    id,
    createdDate: at,
    modifiedDate: at,
    data: {
      title: `${name}: ${shown}`,
      record: recordId,
      property: name,
      value,
      at,
      user: entry.updatedByUserId ?? null,
    },
  });
}

/** One label of how two records hang together. */
export interface Labelled {
  id: string;
  kind: string;
  sourceId: string;
  targetId: string;
  date: string;
}

const datedSchema = z.pick(objectSchema, { updatedAt: true });

export function labelledOf(found: FoundObject, from: string, labelled: readonly string[]): Labelled[] {
  const { data } = z.safeParse(datedSchema, found.raw);
  if (data === undefined) return [];
  return labelled.flatMap((to) =>
    (found.related[to] ?? []).flatMap(({ id, types }) =>
      types.filter(isGiven).map(({ typeId }) => ({
        id: `${found.id}-${id}-${typeId}`,
        kind: labelKey(from, to, typeId),
        sourceId: found.id,
        targetId: id,
        date: data.updatedAt,
      })),
    ),
  );
}

/** HubSpot keeps no date of associations; the record they were read with has one. */
export function associationItem({
  id,
  kind,
  sourceId,
  targetId,
  date,
}: Labelled): ItemOf<typeof associations> {
  return associations.item({
    id,
    createdDate: date,
    modifiedDate: date,
    data: { kind, source: sourceId, target: targetId },
  });
}
