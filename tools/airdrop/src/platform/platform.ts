import { randomBytes } from 'node:crypto';
import type { KnownRecordTypes } from './artifact-rules.js';
import { type Artifact, type ArtifactStore, openArtifactStore } from './artifact-store.js';
import {
  buildEvent,
  type ConnectionData,
  type EventDetails,
  importSlugOf,
  type SyncMode,
  snapInSlugOf,
} from './event-factory.js';
import { createInspectionDesk } from './inspection-desk.js';
import {
  type AcceptedReply,
  type AirdropEvent,
  createInvocationDesk,
  type Invocation,
} from './invocation-desk.js';
import { type MapperStore, openMapperStore } from './mapper-store.js';
import { type MappingStore, openMappingStore } from './mapping-store.js';
import { type ProtocolRule, Refusal, type Violation } from './protocol-rules.js';
import { type Fault, type PlatformRequest, startServer } from './server.js';
import { openStateStore } from './state-store.js';
import { createUploadSigner, type Download } from './upload-signature.js';

export interface PlatformOptions {
  /** Directory everything is kept in; created when missing. */
  dataDirectory: string;
  connector: string;
  connection: ConnectionData;
  mode: SyncMode;
  /** Number of the sync run; 1 when not given. */
  run?: number;
  /** Key of the snap-in's function table; `extraction` when not given. */
  functionName?: string;
  /** Port on 127.0.0.1; 0 or nothing picks a free one. */
  port?: number;
  /** Record types of the metadata accepted before this platform was started, for a run that is gone on with. */
  recordTypes?: KnownRecordTypes;
  /** Texts that must not come back in state or replies. */
  secrets?: readonly string[];
  /** Options of the snap-in by name, as whoever installed it has set them. */
  settings?: Readonly<Record<string, string>>;
  /** Item types to extract or leave out, as a user chose them. */
  extractionScope?: Readonly<Record<string, { extract: boolean }>>;
  /** Milliseconds since the epoch; `Date.now` when not given. */
  now?: () => number;
  faults?: (request: PlatformRequest) => Fault | undefined;
  /** See `ServerHooks.cutOff`. */
  cutOff?: (request: PlatformRequest & { stage: 'arrived' | 'handled' }) => boolean;
  /** Changes an event before it is sent; rules compare with the changed one. */
  eventOverride?: (event: AirdropEvent) => AirdropEvent;
  /** Serves `GET /event` for events fetched by hand; undefined means there are no more. */
  nextEvent?: () => Promise<unknown>;
  onReply?: (invocation: Invocation, reply: AcceptedReply) => void;
  /** A data file was confirmed; the item type is the one its name speaks of. */
  onUpload?: (itemType: string, records: number) => void;
  /** A file other than a data file was confirmed. */
  onFile?: (bytes: number) => void;
  onViolation?: (violation: Violation) => void;
}

/** A running local platform. */
export interface Platform {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly artifacts: ArtifactStore;
  readonly mappings: MappingStore;
  readonly mappers: MapperStore;
  /** Where an artifact can be read, and until when. */
  download(artifact: Artifact): Download;
  /** Broken rules so far. */
  readonly violations: readonly Violation[];
  /** Requests per endpoint template. */
  readonly requests: ReadonlyMap<string, number>;
  /** Grows whenever a state document changed. */
  stateChanges(): number;
  openInvocation(details: EventDetails): Invocation;
  /** The snap-in process has ended: nothing of this invocation is accepted any more. */
  closeInvocation(invocation: Invocation): void;
  /** Records a rule broken outside of a request. */
  violate(rule: ProtocolRule, detail: string, invocation?: Invocation): void;
  close(): Promise<void>;
}

/**
 * Starts the local Airdrop platform on 127.0.0.1. It keeps state, artifacts, mappers and mappings below the
 * data directory and refuses, with a sentence, whatever breaks the control protocol.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { dataDirectory, connector, mode, run = 1, now = Date.now } = options;
  const token = randomBytes(24).toString('base64url');
  const desk = createInvocationDesk();
  const artifacts = await openArtifactStore(dataDirectory);
  const mappings = await openMappingStore(dataDirectory);
  const mappers = await openMapperStore(dataDirectory);
  const states = openStateStore(dataDirectory, now);
  const inspections = createInspectionDesk();
  const signer = createUploadSigner(randomBytes(32), now);
  const violations: Violation[] = [];

  function keep(refusal: Refusal, endpoint: string, invocation: Invocation | undefined): void {
    const violation: Violation = {
      rule: refusal.rule,
      message: refusal.message,
      endpoint,
      at: new Date(now()).toISOString(),
      ...(invocation === undefined ? {} : { invocation: invocation.number }),
    };
    violations.push(violation);
    options.onViolation?.(violation);
  }

  const server = await startServer(
    options.port ?? 0,
    (url) => ({
      url,
      token,
      desk,
      artifacts,
      states,
      mappers,
      mappings,
      inspections,
      signer,
      importSlug: importSlugOf(connector),
      snapInSlug: snapInSlugOf(connector),
      extractionScope: options.extractionScope ?? {},
      secrets: [token, ...(options.secrets ?? [])],
      recordTypes: options.recordTypes ?? new Set(),
      accept(invocation, reply) {
        for (const { id, item_type: itemType, item_count: itemCount } of reply.artifacts) {
          const artifact = artifacts.find(id);
          if (artifact !== undefined) artifacts.accept(artifact, { itemType, itemCount, run });
        }
        options.onReply?.(invocation, reply);
      },
      uploaded: (itemType, records) => options.onUpload?.(itemType, records),
      receivedFile: (bytes) => options.onFile?.(bytes),
    }),
    {
      nextEvent: options.nextEvent,
      faults: options.faults,
      cutOff: options.cutOff,
      onRefusal(refusal, endpoint) {
        // What a dead process still had in flight is refused, but no fault of the connector.
        const invocation = desk.current();
        if (invocation === undefined && refusal.rule === 'open-invocation') return;
        keep(refusal, endpoint, invocation);
      },
      onFailure(error, endpoint) {
        process.stderr.write(`The local platform failed to answer ${endpoint}: ${String(error)}\n`);
      },
    },
  );
  const platformUrl = `http://127.0.0.1:${server.port}`;

  return {
    url: platformUrl,
    port: server.port,
    token,
    artifacts,
    mappings,
    mappers,
    download: (artifact) => signer.download(artifact, platformUrl),
    violations,
    requests: server.requests,
    stateChanges: states.changes,
    openInvocation(details) {
      return desk.open(details.phase, (ids) => {
        const setting = {
          connector,
          functionName: options.functionName ?? 'extraction',
          connection: options.connection,
          settings: options.settings ?? {},
          mode,
          run,
          platformUrl,
          token,
        };
        const event = buildEvent(setting, details, ids);
        return options.eventOverride?.(event) ?? event;
      });
    },
    closeInvocation: (invocation) => desk.close(invocation),
    violate: (rule, detail, invocation) => keep(new Refusal(rule, detail), 'run', invocation),
    async close() {
      await server.close();
      await inspections.close();
    },
  };
}
