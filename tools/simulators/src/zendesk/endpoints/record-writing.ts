import { type Call, ok } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, notFound } from '../http/failure.js';
import { objectRecordJson } from '../render/lists.js';
import { note } from '../world/ledger.js';
import type { CustomObject, ObjectRecord } from '../world/lists.js';
import { newRecordId } from '../world/lists.js';

/** Records of custom objects: one is shown, made, changed. */
export const recordWriting: readonly Endpoint[] = [
  {
    template: '/api/v2/custom_objects/{custom_object_key}/records/{custom_object_record_id}',
    feature: 'custom objects',
    answer: (call, account) => {
      const { object, record } = recordOf(call, account);
      return ok({ custom_object_record: objectRecordJson(record, object.key, account) });
    },
  },
  {
    method: 'POST',
    template: '/api/v2/custom_objects/{custom_object_key}/records',
    feature: 'custom objects',
    answer: (call, account) => {
      const { world, caller } = account;
      const object = objectOf(call, account);
      const { name, external_id: externalId, custom_object_fields: values } = wantedOf(call);
      if (externalId !== undefined && object.records.some((record) => record.externalId === externalId))
        throw failure(422, 'RecordInvalid', 'External id: has already been taken');
      const second = Math.ceil(world.now() / 1000);
      const record: ObjectRecord = {
        id: newRecordId(world.seed, object.records.length),
        name: typeof name === 'string' ? name : '',
        externalId: typeof externalId === 'string' ? externalId : null,
        creatorId: caller.id,
        values: { ...(values as object) },
        createdAt: second,
        updatedAt: second,
      };
      object.records.push(record);
      note(world, 'custom-record', record.id, { isNew: true });
      return { status: 201, json: { custom_object_record: objectRecordJson(record, object.key, account) } };
    },
  },
  {
    method: 'PATCH',
    template: '/api/v2/custom_objects/{custom_object_key}/records/{custom_object_record_id}',
    feature: 'custom objects',
    answer: (call, account) => {
      const { object, record } = recordOf(call, account);
      const { name, external_id: externalId, custom_object_fields: values } = wantedOf(call);
      Object.assign(record, {
        ...(typeof name === 'string' && { name }),
        ...(externalId !== undefined && { externalId }),
        values: { ...record.values, ...(values as object) },
        updatedAt: Math.ceil(account.world.now() / 1000),
      });
      note(account.world, 'custom-record', record.id, { isNew: false });
      return ok({ custom_object_record: objectRecordJson(record, object.key, account) });
    },
  },
];

function objectOf(call: Call, { world }: Account): CustomObject {
  const key = call.pathValue('custom_object_key');
  const found = world.lists.customObjects.find((object) => object.key === key);
  if (found === undefined) throw notFound();
  return found;
}

function recordOf(call: Call, account: Account): { object: CustomObject; record: ObjectRecord } {
  const object = objectOf(call, account);
  const id = call.pathValue('custom_object_record_id');
  const record = object.records.find((candidate) => candidate.id === id);
  if (record === undefined) throw notFound();
  return { object, record };
}

function wantedOf({ body }: Call): Readonly<Record<string, unknown>> {
  const wanted =
    typeof body === 'object' && body !== null && 'custom_object_record' in body
      ? body.custom_object_record
      : undefined;
  if (typeof wanted === 'object' && wanted !== null) return { ...wanted };
  throw failure(400, 'RequiredParamMissing', 'custom_object_record is missing.');
}
