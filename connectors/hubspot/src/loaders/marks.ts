import { askedOnce, PermissionError, RecordError } from '@airdrop-connectors/core';
import { RefusedItem, taken } from '../api/refusals.js';
import type { NewAssociation, Properties } from '../api/writing.js';
import type { WrittenObject } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';
import { markProperty } from '../custom-fields.js';

/** Group of properties that the mark is shown in; that of a custom object has the name of the object. */
const groups: Readonly<Record<string, string>> = {
  tickets: 'ticketinformation',
  deals: 'dealinformation',
  tasks: 'task',
};

/**
 * Makes a record that bears its mark. Where it was made before, although nobody heard of it, HubSpot refuses a second
 * one with the same mark, and the first is what was wanted.
 * @param objectType as paths have it
 */
export async function createMarked(
  client: HubspotClient,
  objectType: string,
  { key, properties, associations }: { key: string; properties: Properties; associations: NewAssociation[] },
): Promise<WrittenObject> {
  await markable(client, objectType);
  try {
    return await client.createObject(objectType, { ...properties, [markProperty]: key }, associations);
  } catch (error) {
    if (!(error instanceof RefusedItem && error.code === taken)) throw error;
    const found = await client.objectWith(objectType, markProperty, key);
    if (found === undefined) throw error;
    return found;
  }
}

/** The record with a mark, which HubSpot knows as soon as it was made. */
export async function findMarked(
  client: HubspotClient,
  objectType: string,
  key: string,
): Promise<WrittenObject | undefined> {
  await markable(client, objectType);
  return client.objectWith(objectType, markProperty, key);
}

/**
 * Sees to it that records of a type can be marked.
 * @throws RecordError when there is no such property and the connection may not make one
 */
const markable = askedOnce(async (client: HubspotClient, objectType: string): Promise<void> => {
  const there = await client.property(objectType, markProperty);
  if (there?.hasUniqueValue === true) return;
  if (there !== undefined) throw unmarkable(objectType, 'has values that several records can share');
  try {
    await client.createUniqueProperty(objectType, {
      name: markProperty,
      label: 'Made in DevRev',
      groupName: groups[objectType] ?? (await groupOfCustomObject(client, objectType)),
      description: 'Marks what was made from DevRev, so that it is not made twice. Leave it as it is.',
    });
  } catch (error) {
    if (error instanceof PermissionError) throw unmarkable(objectType, 'is missing');
    // Two runs have made it at the same time.
    if (!(error instanceof RefusedItem && error.code === taken)) throw error;
  }
});

async function groupOfCustomObject(client: HubspotClient, typeId: string): Promise<string> {
  const schema = (await client.customSchemas()).find(({ objectTypeId }) => objectTypeId === typeId);
  return `${schema?.name ?? 'object'}_information`;
}

function unmarkable(objectType: string, why: string): RecordError {
  return new RecordError(
    `Nothing new is written to ${objectType}, as it could be made twice: the property ${markProperty} ${why}. ` +
      'Let an administrator of HubSpot add it as a single line of text with unique values, or give the connection the scope to do so.',
    { code: 'mark_missing', isLimitation: true },
  );
}
