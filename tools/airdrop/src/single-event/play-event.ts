import type { Simulator } from '@airdrop-connectors/simulators';
import { openDatabase } from '../database/database.js';
import { loadAcceptedArtifacts } from '../database/load-artifacts.js';
import { acceptedRecordTypes } from '../platform/accepted-record-types.js';
import { type ExternalSyncUnit, type SyncMode, syncUnitIdOf } from '../platform/event-factory.js';
import type { AcceptedReply } from '../platform/invocation-desk.js';
import { isText, type JsonObject } from '../platform/json-shape.js';
import { startPlatform } from '../platform/platform.js';
import { type PhaseProtocol, phaseOfEvent, phaseProtocols } from '../platform/protocol-names.js';
import type { Violation } from '../platform/protocol-rules.js';
import { openStateStore, stateIdOf } from '../platform/state-store.js';
import type { Connection } from '../sync-run/connection-source.js';
import {
  lockDataDirectory,
  readDataDirectory,
  requireSameWorld,
  startOver,
  type World,
} from '../sync-run/data-directory.js';
import { createRedactor } from '../sync-run/redaction.js';
import { startSnapIn } from '../sync-run/snap-in-process.js';
import type { SnapInSettings } from '../sync-run/snap-in-settings.js';
import { type WrittenEvent, withWritten } from './event-file.js';

export interface SingleEventOptions {
  connector: string;
  bundlePath: string;
  event: WrittenEvent;
  connection: Connection;
  /** Options of the snap-in. */
  settings: SnapInSettings;
  world: World;
  /** Stands behind the connection; its world is brought to where earlier runs in the data directory left it. */
  simulator?: Simulator;
  /** Where the platform keeps what one event leaves for the next. */
  dataDirectory: string;
  /** Forgets what earlier events left. */
  isFresh: boolean;
  unitId?: string;
  /** Key of the snap-in's function table; `extraction` when not given. */
  functionName?: string;
  /** State document of the sync unit, in the direction of the event, to begin with. */
  state?: string;
  extractionScope?: Readonly<Record<string, { extract: boolean }>>;
  /** The event stands alone: item types are taken as they come, because no metadata says which there are. */
  isAlone?: true;
  environment?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  /** One line the snap-in printed, without credentials. */
  onLine?: (line: string) => void;
}

/** How one event ended. */
export interface SingleEventEnd {
  eventType: string;
  /** Undefined when none was accepted. */
  reply: AcceptedReply | undefined;
  violations: readonly Violation[];
  /** What the function threw, or how its process died. */
  problem: string | undefined;
  seconds: number;
}

/**
 * Has one event handled by a process of its own, as part of a run whose state and artifacts lie in the data directory.
 * What arrives is there afterwards, also in the database. Rejects only when the directory cannot be used.
 */
export async function playEvent(options: SingleEventOptions): Promise<SingleEventEnd> {
  const { dataDirectory, connector, world, event } = options;
  const held = await readDataDirectory(dataDirectory);
  if (held !== undefined) requireSameWorld(dataDirectory, held, connector, world);
  const release = await lockDataDirectory(dataDirectory);
  try {
    if (held === undefined || options.isFresh) await startOver(dataDirectory, connector, world);
    else for (const changes of held.changes) options.simulator?.applyChanges(changes);
    return await handle(options);
  } finally {
    await release();
  }

  async function handle({ connection, signal }: SingleEventOptions): Promise<SingleEventEnd> {
    const context = contextOf(event);
    const unit = unitOf(options, context);
    const side = phaseProtocols[phaseOfEvent(event.eventType) ?? 'external-sync-units'].side;
    if (options.state !== undefined && unit !== undefined)
      await openStateStore(dataDirectory, Date.now).write(stateIdOf(syncUnitIdOf(unit), side), options.state);
    const platform = await startPlatform({
      dataDirectory,
      connector,
      connection: connection.data,
      settings: options.settings,
      secrets: connection.secrets,
      mode: modeOf(context, side),
      recordTypes: options.isAlone ? 'any' : await acceptedRecordTypes(dataDirectory),
      ...(options.functionName !== undefined && { functionName: options.functionName }),
      ...(options.extractionScope && { extractionScope: options.extractionScope }),
      eventOverride: (own) => withWritten(own, event),
    });
    const redact = createRedactor([platform.token, ...connection.secrets]);
    const from = Date.now();
    const snapIn = startSnapIn(options.environment ?? {});
    const stop = () => snapIn.kill();
    signal.addEventListener('abort', stop);
    try {
      const invocation = platform.openInvocation({
        eventType: event.eventType,
        phase: phaseOfEvent(event.eventType) ?? 'external-sync-units',
        ...(unit && { unit }),
      });
      const { function_name: functionName } = invocation.event.execution_metadata;
      const { problem } = await snapIn.handle(
        { bundlePath: options.bundlePath, functionName, event: invocation.event },
        (line) => options.onLine?.(redact(line)),
      );
      platform.closeInvocation(invocation);
      const database = await openDatabase(dataDirectory, 'read-write');
      await loadAcceptedArtifacts(database, platform.artifacts).finally(() => database.close());
      return {
        eventType: event.eventType,
        reply: invocation.reply,
        violations: platform.violations,
        problem: problem === undefined ? undefined : redact(problem),
        seconds: (Date.now() - from) / 1000,
      };
    } finally {
      signal.removeEventListener('abort', stop);
      snapIn.kill();
      await platform.close();
    }
  }
}

function modeOf({ mode }: JsonObject, side: PhaseProtocol['side']): SyncMode {
  if (mode === 'INCREMENTAL' || mode === 'LOADING') return mode;
  return side === 'loading' ? 'LOADING' : 'INITIAL';
}

function contextOf({ content }: WrittenEvent): JsonObject {
  const { event_context: context } = content.payload as JsonObject;
  return (context ?? {}) as JsonObject;
}

/** The one the event names, else the chosen one, else the first of the simulated system. */
function unitOf(
  { unitId, simulator }: SingleEventOptions,
  context: JsonObject,
): ExternalSyncUnit | undefined {
  const named = [context.external_sync_unit_id, context.external_sync_unit].find(isText);
  const id = named ?? unitId ?? simulator?.externalSyncUnitIds[0];
  if (id === undefined) return undefined;
  return { id, name: isText(context.external_sync_unit_name) ? context.external_sync_unit_name : id };
}
