import type { Simulator } from '@airdrop-connectors/simulators';
import type { Database } from '../database/database.js';
import type { ConnectionData } from '../platform/event-factory.js';
import type { AirdropEvent } from '../platform/invocation-desk.js';
import type { Phase, ReplyKind } from '../platform/protocol-names.js';
import type { Fault, PlatformRequest } from '../platform/server.js';
import type { Clock } from './clock.js';
import type { RunScenario } from './run-summary.js';
import type { StartSnapIn } from './snap-in-process.js';

/** A request at which a test may kill the snap-in process. */
export interface KillPoint extends PlatformRequest {
  /** `arrived`: before the platform did anything; `handled`: done, but the answer never gets out. */
  stage: 'arrived' | 'handled';
  /** Number of the invocation, from 1. */
  invocation: number;
}

/** One started event, for tests that follow or end it. */
export interface StartedInvocation {
  number: number;
  phase: Phase;
  eventType: string;
  kill(): void;
}

/** What a terminal shows while a run goes on. */
export type RunProgress =
  | { type: 'phase'; phase: Phase }
  | { type: 'invocation'; number: number; eventType: string }
  | { type: 'uploaded'; itemType: string; records: number }
  | { type: 'file'; bytes: number }
  | { type: 'reply'; eventType: string; kind: ReplyKind; artifacts: number }
  | { type: 'waiting'; seconds: number }
  | { type: 'no-reply'; problem: string }
  | { type: 'violation'; message: string }
  | { type: 'handed-out'; items: number; files: number }
  | { type: 'mapping' }
  | { type: 'comparing' };

export interface RunSyncOptions {
  connector: string;
  /** Built file of the snap-in; it exports `functionFactory`. */
  bundlePath: string;
  /** Where everything is kept; made when missing. The caller sees to it that only one run uses it at a time. */
  dataDirectory: string;
  scenario: RunScenario;
  connection: ConnectionData;
  /** Texts blanked out wherever something is written down. */
  secrets?: readonly string[];
  /** Source of truth and of the number of calls; without it the oracle stays silent. */
  simulator?: Simulator;
  /** External sync unit to sync; the first one when not given. */
  unitId?: string;
  functionName?: string;
  /**
   * Hands an event to the process of the event before, if that ended well, as serverless runtimes do; otherwise every
   * invocation has a fresh one.
   */
  warmStarts?: boolean;
  /** Environment of the snap-in process beside the few variables it inherits. */
  environment?: Readonly<Record<string, string>>;
  /** Soft deadline handed to the connector, in seconds. */
  invocationSeconds?: number;
  /** After this long the process is killed; 13 minutes when not given. */
  invocationLimitSeconds?: number;
  /** Options of the snap-in as whoever installed it has set them; defaults for the others. */
  settings?: Readonly<Record<string, string>>;
  /** A reverse run also hands out what nobody has edited: the loader has to find out that there is nothing to do. */
  handOutEverything?: boolean;
  extractionScope?: Readonly<Record<string, { extract: boolean }>>;
  /** Takes in what arrives instead of the file in the data directory, and is left open: for many runs over little data. */
  database?: Database;
  /** `false` leaves the records as they arrived, for callers that only look at those. */
  makeObjects?: boolean;
  clock?: Clock;
  /** How an event is handed to the snap-in; in a fresh process of the bundle when not given. */
  startSnapIn?: StartSnapIn;
  /** Aborting ends the snap-in process and the run, which is then `interrupted`. */
  signal?: AbortSignal;
  onProgress?: (progress: RunProgress) => void;
  /** Decides, before a platform request is handled, whether it fails instead. */
  faults?: (request: PlatformRequest) => Fault | undefined;
  /** Returning `true` kills the snap-in process at this request. */
  killWhen?: (point: KillPoint) => boolean;
  onInvocation?: (invocation: StartedInvocation) => void;
  /** Changes events before they are sent. */
  eventOverride?: (event: AirdropEvent) => AirdropEvent;
}
