import type { LoadedData, SomeFields } from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { objectRecordSchema } from '../api-types-lists.js';
import type { ZendeskClient } from '../client.js';
import { kit } from '../kit.js';
import { customObjects } from '../record-types-lists.js';
import { customMembers, droppedFields, heldCustomValues } from './custom-members.js';
import { objectFields } from './declared-fields.js';
import { externalIdOf, externalMark, markedInstead } from './marks.js';

type RecordData = SomeFields<LoadedData<typeof customObjects>>;
type ObjectRecord = z.infer<typeof objectRecordSchema>;

/** Records of all custom objects; Zendesk refuses a second one with the same external id. */
export const customRecordLoader = kit.loader({
  loads: customObjects,

  async create({ client, item, key }) {
    const object = keyOf(item.itemType);
    const members = { ...recordMembers(item.data), external_id: externalMark(key) };
    return made(client, object, await client.createObjectRecord(object, members), item.data);
  },

  async find({ client, item, key }) {
    const object = keyOf(item.itemType);
    const record = await client.objectRecordByExternalId(object, externalMark(key));
    return record && made(client, object, record, item.data);
  },

  update: {
    async read({ client, item, id }) {
      const object = keyOf(item.itemType);
      const record = await client.objectRecord(object, id);
      if (record === undefined) return undefined;
      const custom = heldCustomValues(await objectFields(client, object), fieldsOf(record), item.data);
      const { name, external_id: externalId, updated_at: modifiedDate } = record;
      return {
        modifiedDate,
        data: { name: name || record.id, external_id: externalIdOf(externalId), ...custom },
      };
    },

    async write({ client, item, id, changes }) {
      const object = keyOf(item.itemType);
      const record = await client.updateObjectRecord(object, id, recordMembers(changes));
      return written(client, object, record, changes);
    },
  },
});

const keyOf = (itemType: string) => itemType.slice(customObjects.keyPrefix.length);

function recordMembers(data: RecordData): Record<string, unknown> {
  const custom = customMembers(data).map(({ id, value }) => [id, value] as const);
  return {
    ...(data.name !== undefined && { name: data.name }),
    ...(data.external_id && { external_id: data.external_id }),
    ...(custom.length > 0 && { custom_object_fields: Object.fromEntries(custom) }),
  };
}

function fieldsOf({ custom_object_fields: fields }: ObjectRecord) {
  return Object.entries(fields ?? {}).map(([id, value]) => ({ id, value }));
}

async function made(client: ZendeskClient, object: string, record: ObjectRecord, data: RecordData) {
  const done = await written(client, object, record, data);
  return data.external_id ? { ...done, refused: { ...done.refused, external_id: markedInstead } } : done;
}

async function written(client: ZendeskClient, object: string, record: ObjectRecord, sent: RecordData) {
  const refused = droppedFields(await objectFields(client, object), fieldsOf(record), sent);
  return {
    id: record.id,
    modifiedDate: record.updated_at,
    ...(Object.keys(refused).length > 0 && { refused }),
  };
}
