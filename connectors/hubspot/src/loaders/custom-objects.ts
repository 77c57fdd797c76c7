import { type LoadedData, type SomeFields, sameElements } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { customFieldKey } from '../custom-fields.js';
import { kit } from '../kit.js';
import { customObjectItem } from '../normalize.js';
import { customObjectType } from '../object-types.js';
import { customObjects } from '../record-types.js';
import { acceptedProperties, refusedFields } from './accepted-properties.js';
import { customProperties, heldCustomValues } from './custom-properties.js';
import { declaredObject } from './declared-fields.js';
import { heldRecord } from './held-record.js';
import { createMarked, findMarked } from './marks.js';
import { withoutNothing } from './pipeline-records.js';

type ObjectData = SomeFields<LoadedData<typeof customObjects>>;

/** Records that a record of a custom object belongs to, by field; the names are those of the types. */
const relations = ['tickets', 'deals', 'companies', 'contacts'] as const;

const typeOf = (itemType: string) => itemType.slice(customObjects.keyPrefix.length);

export const customObjectLoader = kit.loader({
  loads: customObjects,

  async create({ client, item, key }) {
    const typeId = typeOf(item.itemType);
    const { properties, refused, needed } = await wanted(client, typeId, item.data);
    const { answer, refused: problems } = await acceptedProperties(
      withoutNothing(properties),
      needed,
      (accepted) => createMarked(client, typeId, { key, properties: accepted, associations: [] }),
    );
    await relateNew(client, typeId, answer.id, item.data);
    // What a record is known by is a property, too, which comes with the next forward sync.
    return { id: answer.id, refused: { ...refused, ...fieldsOf(problems) } };
  },

  async find({ client, item, key }) {
    const typeId = typeOf(item.itemType);
    const found = await findMarked(client, typeId, key);
    if (found === undefined) return undefined;
    await relateNew(client, typeId, found.id, item.data);
    return { id: found.id, refused: (await wanted(client, typeId, item.data)).refused };
  },

  update: {
    async read({ client, item, id }) {
      const typeId = typeOf(item.itemType);
      const { fields, recordTypes, nameProperty } = await declaredObject(client, typeId);
      const ours = { ...item.data, ...(nameProperty && { [customFieldKey(nameProperty)]: '' }) };
      const found = await heldRecord(client, customObjectType(typeId), id, ours);
      if (found === undefined) return undefined;
      const { name, owner, ...rest } = customObjectItem(
        found,
        item.itemType,
        recordTypes[item.itemType],
      ).data;
      const related = relations.map((field) => [field, sameElements(item.data[field], rest[field] ?? [])]);
      return {
        modifiedDate: new Date(found.updatedAt).toISOString(),
        data: {
          name,
          owner,
          ...Object.fromEntries(related),
          ...heldCustomValues(fields, found.properties, item.data),
        },
      };
    },

    async write({ client, item, id, changes }) {
      const typeId = typeOf(item.itemType);
      const { properties, refused, isExact } = await wanted(client, typeId, changes);
      for (const field of relations)
        if (changes[field] !== undefined)
          refused[field] = 'What a record belongs to is changed in HubSpot. Change it there.';
      if (Object.keys(properties).length === 0) return { id, refused };
      const { answer, refused: problems } = await acceptedProperties(properties, [], (accepted) =>
        client.updateObject(typeId, id, accepted),
      );
      const isAlone = changes.name === undefined && isExact;
      return {
        id: answer.id,
        ...(isAlone && { modifiedDate: answer.updatedAt }),
        refused: { ...refused, ...fieldsOf(problems) },
      };
    },
  },
});

/** The name is the property that people know a record by, unless that was changed itself. */
async function wanted(client: HubspotClient, typeId: string, data: ObjectData) {
  const { fields, nameProperty } = await declaredObject(client, typeId);
  const { properties, refused, isExact } = customProperties(fields, data);
  const { name, owner } = data;
  if (owner !== undefined) properties.hubspot_owner_id = owner ?? '';
  if (name && nameProperty !== undefined && !properties[nameProperty]) properties[nameProperty] = name;
  return { properties, refused, isExact, needed: nameProperty === undefined ? [] : [nameProperty] };
}

/** Types of associations of custom objects are those of the portal; the plain one of each pair has no number here. */
async function relateNew(client: HubspotClient, typeId: string, id: string, data: ObjectData): Promise<void> {
  for (const field of relations)
    for (const other of data[field] ?? []) await client.associatePlainly([typeId, id], [field, other]);
}

function fieldsOf(problems: Readonly<Record<string, string>>): Record<string, string> {
  return refusedFields(problems, { hubspot_owner_id: 'owner' }, customFieldKey(''));
}
