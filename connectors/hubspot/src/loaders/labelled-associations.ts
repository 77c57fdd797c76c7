import { type LoadedData, RecordError, type SomeFields } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { kit } from '../kit.js';
import { associations } from '../record-types.js';

/**
 * Labels are made twice without harm: two records have one of a kind or not. So an association is its own mark, and the
 * list of a record knows it at once.
 */
export const associationLoader = kit.loader({
  loads: associations,
  // Administrators limit how many records one may have under a label.
  inOrderOf: ({ data }) => data.source ?? '',

  async create({ client, item }) {
    const { from, to, typeId } = labelOf(item.data);
    await client.associate(from, to, { typeId: Number(typeId), isDefined: false });
    return { id: `${from[1]}-${to[1]}-${typeId}` };
  },

  async find({ client, item }) {
    const { from, to, typeId } = labelOf(item.data);
    const isThere = await hasLabel(client, from, to, typeId);
    return isThere ? { id: `${from[1]}-${to[1]}-${typeId}` } : undefined;
  },
});

type End = readonly [type: string, id: string];

/** @throws RecordError for a label that is not one of HubSpot, or for an end that is not there */
function labelOf({ kind, source, target }: SomeFields<LoadedData<typeof associations>>): {
  from: End;
  to: End;
  typeId: string;
} {
  const [fromType, toType, typeId] = kind?.split('.') ?? [];
  if (fromType && toType && typeId && source && target)
    return { from: [fromType, source], to: [toType, target], typeId };
  throw new RecordError(
    'This link has no label that HubSpot knows, or one of its ends is not there. Choose another kind of link.',
    { code: 'parent_not_loaded', isLimitation: true },
  );
}

async function hasLabel(client: HubspotClient, from: End, to: End, typeId: string): Promise<boolean> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const input: { id: string; after?: string } = { id: from[1], ...(after !== '' && { after }) };
    const [row] = await client.associationsOf(from[0], to[0], [input]);
    const found = row?.to.find(({ toObjectId }) => toObjectId === to[1]);
    if (found !== undefined)
      return found.associationTypes.some(
        (type) => type.category !== 'HUBSPOT_DEFINED' && type.typeId === typeId,
      );
    after = row?.paging?.next?.after || undefined;
  }
  return false;
}
