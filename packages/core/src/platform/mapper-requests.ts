import { isJsonObject } from '../json-value.js';
import type { AirdropEvent } from '../protocol/event.js';
import type { MapperLink, MapperRecord } from './mapper-records.js';
import type { PlatformPort } from './platform-port.js';
import { jsonBody, type PlatformRequestOptions, platformJson, platformSend } from './platform-request.js';
import { targetTypeOf } from './target-type.js';

/**
 * Links between objects of both sides over the wire protocol.
 * Source of routes and bodies: devrev/adaas-sdk v1.20 `src/mappers/mappers.ts`.
 * @param headers with the bare token
 */
export function mapperRequests(
  event: AirdropEvent,
  headers: Readonly<Record<string, string>>,
  options: PlatformRequestOptions,
): Pick<PlatformPort, 'findLink' | 'isLinked' | 'createLink' | 'updateLink'> {
  const syncUnit = event.context.sync_unit ?? '';
  const mapperUrl = (operation: string) =>
    `${event.devrevEndpoint}/internal/airdrop.sync-mapper-record.${operation}`;

  return {
    async findLink(devrevId) {
      const query = new URLSearchParams({ sync_unit: syncUnit, target: devrevId });
      const { status, body } = await platformJson(
        {
          method: 'GET',
          url: mapperUrl(`get-by-target?${query}`),
          headers,
          purpose: 'looking up what an object is linked with',
          accept: [404],
        },
        options,
      );
      return status === 404 ? undefined : mapperRecord(body);
    },

    async isLinked(externalId, like) {
      const query = new URLSearchParams({
        sync_unit: syncUnit,
        external_id: externalId,
        target_type: targetTypeOf(like),
      });
      const { status, body } = await platformJson(
        {
          method: 'GET',
          url: mapperUrl(`get-by-external-id?${query}`),
          headers,
          purpose: 'looking up whether an external object is linked',
          accept: [404],
        },
        options,
      );
      return status !== 404 && isJsonObject(body.sync_mapper_record);
    },

    createLink: (link) =>
      platformSend(
        {
          method: 'POST',
          url: mapperUrl('create'),
          headers,
          purpose: 'linking an object that was created',
          body: jsonBody(newLink(syncUnit, link)),
        },
        options,
      ),

    updateLink: (record, link) =>
      platformSend(
        {
          method: 'POST',
          url: mapperUrl('update'),
          headers,
          purpose: 'noting what was written to a linked object',
          body: jsonBody(changedLink(syncUnit, record, link)),
        },
        options,
      ),
  };
}

/** The record in an answer; undefined when there is none. */
export function mapperRecord(body: Readonly<Record<string, unknown>>): MapperRecord | undefined {
  const record = body.sync_mapper_record;
  if (!isJsonObject(record)) return undefined;
  return {
    id: String(record.id ?? ''),
    externalIds: Array.isArray(record.external_ids) ? record.external_ids.map(String) : [],
    extraData: typeof record.extra_data === 'string' ? record.extra_data : undefined,
  };
}

/** Body that creates a link. */
export function newLink(syncUnit: string, link: MapperLink) {
  return {
    sync_unit: syncUnit,
    status: 'operational',
    external_ids: [link.externalId],
    targets: [link.devrevId],
    ...versions(link, (added) => added),
    ...(link.extraData !== undefined && { extra_data: link.extraData }),
  };
}

/** Body that notes something with a link that is there. */
export function changedLink(syncUnit: string, record: MapperRecord, link: MapperLink) {
  return {
    id: record.id,
    sync_unit: syncUnit,
    status: 'operational',
    external_ids: { add: [link.externalId] },
    targets: { add: [link.devrevId] },
    ...versions(link, (added) => ({ add: added })),
    ...(link.extraData !== undefined && { extra_data: link.extraData }),
  };
}

/** Without a known date nothing is said about versions. */
function versions<Form>({ modifiedDate }: MapperLink, form: (added: object[]) => Form) {
  if (modifiedDate === undefined) return {};
  return { external_versions: form([{ modified_date: modifiedDate, recipe_version: 0 }]) };
}
