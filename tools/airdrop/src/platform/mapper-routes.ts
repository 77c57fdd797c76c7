import {
  type Answer,
  type Exchange,
  ok,
  readJsonBody,
  requireRawToken,
  runningInvocation,
} from './exchange.js';
import { isJsonObject, isText, isWholeNumber, type JsonObject } from './json-shape.js';
import type { MapperRecord } from './mapper-store.js';
import { refuse } from './protocol-rules.js';

const statuses = ['operational', 'filtered', 'ignored'];

const targetTypes = new Set(
  (
    'access_control_entry account airdrop_authorization_policy airdrop_field_authorization_policy ' +
    'airdrop_platform_group article artifact chat conversation custom_object directory group incident link ' +
    'meeting object_member part rev_org role role_set tag timeline_comment user work'
  ).split(' '),
);

/** `GET /internal/airdrop.sync-mapper-record.get-by-target` → the record, 404 when there is none. */
export async function findMapperByTarget(exchange: Exchange): Promise<Answer> {
  const syncUnit = checkMapperCall(exchange, exchange.query.get('sync_unit'));
  const target = exchange.query.get('target');
  if (!isText(target)) return refuse('mapper-request', 'target is missing.');
  return found(exchange.context.mappers.findByTarget(syncUnit, target));
}

/** `GET /internal/airdrop.sync-mapper-record.get-by-external-id` → the record, 404 when there is none. */
export async function findMapperByExternalId(exchange: Exchange): Promise<Answer> {
  const syncUnit = checkMapperCall(exchange, exchange.query.get('sync_unit'));
  const externalId = exchange.query.get('external_id');
  const targetType = exchange.query.get('target_type');
  if (!isText(externalId)) return refuse('mapper-request', 'external_id is missing.');
  if (targetType === null || !targetTypes.has(targetType)) {
    refuse('mapper-request', `target_type is ${JSON.stringify(targetType)}.`);
  }
  return found(exchange.context.mappers.findByExternalId(syncUnit, externalId));
}

/** `POST /internal/airdrop.sync-mapper-record.create`. */
export async function createMapper(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  const { body } = await readJsonBody(exchange);
  const syncUnit = checkMapperCall(exchange, body.sync_unit);
  const { external_ids: externalIds, targets } = body;
  if (!isTextList(externalIds) || !isTextList(targets) || externalIds.length === 0 || targets.length === 0) {
    return refuse('mapper-request', 'external_ids and targets are not filled lists of strings.');
  }
  const record = await exchange.context.mappers.create({
    sync_unit: syncUnit,
    external_ids: [...externalIds],
    targets: [...targets],
    status: statusOf(body),
    ...optionalMembers(body, body.input_files, body.external_versions),
  });
  return ok({ sync_mapper_record: record });
}

/** `POST /internal/airdrop.sync-mapper-record.update`: lists grow by their `add` members. */
export async function updateMapper(exchange: Exchange): Promise<Answer> {
  requireRawToken(exchange);
  const { body } = await readJsonBody(exchange);
  checkMapperCall(exchange, body.sync_unit);
  const id = body.id;
  const record = isText(id) ? exchange.context.mappers.findById(id) : undefined;
  if (record === undefined) return found(undefined);
  const externalIds = added(body, 'external_ids');
  const targets = added(body, 'targets');
  if (!isTextList(externalIds) || !isTextList(targets)) {
    return refuse('mapper-request', 'external_ids.add and targets.add are not lists of strings.');
  }
  const members = optionalMembers(body, added(body, 'input_files'), added(body, 'external_versions'));
  record.external_ids = union(record.external_ids, externalIds);
  record.targets = union(record.targets, targets);
  record.status = statusOf(body);
  if (members.input_files !== undefined) {
    record.input_files = union(record.input_files ?? [], members.input_files);
  }
  if (members.external_versions !== undefined) {
    record.external_versions = [...(record.external_versions ?? []), ...members.external_versions];
  }
  if (members.secondary_ids !== undefined) {
    record.secondary_ids = { ...record.secondary_ids, ...members.secondary_ids };
  }
  if (members.extra_data !== undefined) record.extra_data = members.extra_data;
  await exchange.context.mappers.update(record);
  return ok({ sync_mapper_record: record });
}

function checkMapperCall(exchange: Exchange, syncUnit: unknown): string {
  requireRawToken(exchange);
  const expected = runningInvocation(exchange).event.payload.event_context.sync_unit;
  if (!isText(syncUnit) || syncUnit !== expected) {
    return refuse('sync-unit', `sync_unit is ${JSON.stringify(syncUnit)}.`);
  }
  return syncUnit;
}

function found(record: MapperRecord | undefined): Answer {
  if (record === undefined) return { status: 404, body: { message: 'There is no such mapper record.' } };
  return ok({ sync_mapper_record: record });
}

function statusOf(body: JsonObject): string {
  const status = body.status ?? 'operational';
  if (!isText(status) || !statuses.includes(status)) {
    return refuse('mapper-request', `status is ${JSON.stringify(status)}.`);
  }
  return status;
}

function optionalMembers(body: JsonObject, inputFiles: unknown, versions: unknown): Partial<MapperRecord> {
  const { secondary_ids: secondaryIds, extra_data: extraData } = body;
  const members: Partial<MapperRecord> = {};
  if (inputFiles !== undefined) {
    if (!isTextList(inputFiles)) return refuse('mapper-request', 'input_files are not strings.');
    members.input_files = inputFiles;
  }
  if (versions !== undefined) {
    if (!isVersionList(versions)) {
      return refuse('mapper-request', 'external_versions are not {recipe_version, modified_date}.');
    }
    members.external_versions = versions;
  }
  if (secondaryIds !== undefined) {
    if (!isTextMap(secondaryIds)) return refuse('mapper-request', 'secondary_ids is not a map of strings.');
    members.secondary_ids = secondaryIds;
  }
  if (extraData !== undefined) {
    if (typeof extraData !== 'string') return refuse('mapper-request', 'extra_data is not a string.');
    members.extra_data = extraData;
  }
  return members;
}

function added(body: JsonObject, name: string): unknown {
  const change = body[name];
  if (change === undefined) return name === 'external_ids' || name === 'targets' ? [] : undefined;
  return isJsonObject(change) ? change.add : change;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isJsonObject(value) && Object.values(value).every((item) => typeof item === 'string');
}

function isVersionList(value: unknown): value is { recipe_version: number; modified_date: string }[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item) => isJsonObject(item) && isWholeNumber(item.recipe_version, 0) && isText(item.modified_date),
    )
  );
}

function union(held: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...held, ...more])];
}
