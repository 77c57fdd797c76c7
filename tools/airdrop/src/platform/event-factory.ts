import { createHash } from 'node:crypto';
import type { AirdropEvent, InvocationIds } from './invocation-desk.js';
import type { JsonObject } from './json-shape.js';
import type { Phase } from './protocol-names.js';

export type SyncMode = 'INITIAL' | 'INCREMENTAL' | 'LOADING';

export interface ExternalSyncUnit {
  id: string;
  name: string;
}

/** Credentials as the platform hands them to a snap-in. */
export interface ConnectionData {
  /** JSON text of the connection's fields, or a single credential. */
  key: string;
  orgId: string;
  orgName: string;
}

/** What stays the same for all events of one sync run. */
export interface EventSetting {
  /** Name of the connector; slugs and ids are derived from it. */
  connector: string;
  functionName: string;
  connection: ConnectionData;
  /** Options of the snap-in by name; the manifest calls them inputs. */
  settings: Readonly<Record<string, string>>;
  mode: SyncMode;
  run: number;
  platformUrl: string;
  token: string;
}

export interface EventDetails {
  eventType: string;
  phase: Phase;
  /** Absent while external sync units are being listed. */
  unit?: ExternalSyncUnit;
  /** Members of `event_data`. */
  eventData?: JsonObject;
}

/** One version for good: the mapping is installed once per sync unit. */
export const snapInVersionId = 'v1';
export const importSlugOf = (connector: string) => `airdrop-${connector}`;
export const snapInSlugOf = (connector: string) => `airdrop-${connector}-snap-in`;

/** Stable id of the sync of one external unit; safe as a file name. */
export function syncUnitIdOf(unit: ExternalSyncUnit): string {
  const readable = unit.id.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40);
  return `${readable}-${createHash('sha256').update(unit.id).digest('hex').slice(0, 8)}`;
}

/** Builds an event with every member the platform sends, the deprecated aliases included. */
export function buildEvent(setting: EventSetting, details: EventDetails, ids: InvocationIds): AirdropEvent {
  const organisation = 'don:identity:dvrv-us-1:devo/local';
  return {
    context: {
      dev_oid: organisation,
      service_account_id: `${organisation}:svcacc/1`,
      snap_in_id: `don:integration:dvrv-us-1:devo/local:snap_in/${setting.connector}`,
      snap_in_version_id: `don:integration:dvrv-us-1:devo/local:snap_in_package/${setting.connector}:snap_in_version/1`,
      source_id: '',
      user_id: `${organisation}:devu/1`,
      secrets: { service_account_token: setting.token },
    },
    execution_metadata: {
      devrev_endpoint: setting.platformUrl,
      function_name: setting.functionName,
      event_type: '',
      request_id: ids.requestId,
    },
    input_data: { global_values: setting.settings, event_sources: {} },
    payload: {
      connection_data: {
        org_id: setting.connection.orgId,
        org_name: setting.connection.orgName,
        key: setting.connection.key,
        key_type: '',
      },
      event_type: details.eventType,
      event_data: details.eventData ?? {},
      event_context: {
        callback_url: `${setting.platformUrl}/callback/${ids.callbackId}`,
        worker_data_url: `${setting.platformUrl}/internal/airdrop.external-worker`,
        mode: setting.mode,
        initial_sync_scope: 'full-history',
        request_id: ids.requestId,
        request_id_adaas: ids.stateRequestId,
        uuid: ids.stateRequestId,
        run_id: String(setting.run),
        sync_run: String(setting.run),
        sync_run_id: String(setting.run),
        sequence_version: String(ids.number),
        sync_tier: 'local',
        ...unitMembers(setting.connector, details.unit),
        external_system: setting.connection.orgId,
        external_system_id: setting.connection.orgId,
        external_system_name: setting.connection.orgName,
        external_system_type: 'ADaaS',
        import_slug: importSlugOf(setting.connector),
        snap_in_slug: snapInSlugOf(setting.connector),
        snap_in_version_id: snapInVersionId,
        dev_org: 'DEV-local',
        dev_oid: 'DEV-local',
        dev_org_id: 'DEV-local',
        dev_user: 'DEVU-1',
        dev_user_id: 'DEVU-1',
        dev_uid: 'DEVU-1',
        event_type_adaas: details.eventType,
        ...windowMembers(setting.mode, details.phase),
      },
    },
  };
}

/** Id of a sync unit as events and links name it. */
export function syncUnitDonOf(connector: string, unit: ExternalSyncUnit): string {
  const system = `don:integration:dvrv-us-1:devo/local:external_system_type/ADAAS:external_system/${connector}`;
  return `${system}:sync_unit/${syncUnitIdOf(unit)}`;
}

function unitMembers(connector: string, unit: ExternalSyncUnit | undefined) {
  return {
    sync_unit: unit === undefined ? '' : syncUnitDonOf(connector, unit),
    sync_unit_id: unit === undefined ? '' : syncUnitIdOf(unit),
    external_sync_unit: unit?.id ?? '',
    external_sync_unit_id: unit?.id ?? '',
    external_sync_unit_name: unit?.name ?? '',
  };
}

/** The window a normal sync asks for: everything at first, then what the last one did not cover. */
function windowMembers(mode: SyncMode, phase: Phase): JsonObject {
  if (phase === 'external-sync-units' || mode === 'LOADING') return {};
  return {
    extraction_start_time: { type: mode === 'INITIAL' ? 'unbounded' : 'workers_newest' },
    extraction_end_time: { type: 'current_time' },
  };
}
