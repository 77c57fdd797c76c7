import type { AnsweredRequest, LeastWork } from './pace.js';

/** What every simulator offers to the local platform, the contract suite and a person at a terminal. */
export interface Simulator {
  /** External system this stands in for, e.g. `jira`. */
  readonly system: string;
  /** Origin of the API, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Credentials and address as a keyring would hold them: the fields of the connector's connection. */
  readonly connection: Readonly<Record<string, string>>;
  /** Ids of the external sync units this world holds, first one is the default. */
  readonly externalSyncUnitIds: readonly string[];
  /** Requests answered since start, per endpoint template such as `POST /rest/api/3/search/jql`. */
  calls(): ReadonlyMap<string, number>;
  /** Edits the world at the current time of its clock, as people using the system would. */
  applyChanges(changes: WorldChanges): ChangeSummary;
  /**
   * Changes the configuration of the system at the current time of its clock, as an administrator would between two
   * syncs: one field is added, one renamed, one retired, one status added, one priority deprecated. Some root objects
   * are edited to use what is new; all others stay as they are. Absent where a system has no configuration. Played
   * once per world; throws a sentence when it is played again.
   */
  applyDrift?(seed: number): DriftSummary;
  /** Everything in scope of one external sync unit as it stands now: the oracle a sync run is compared with. */
  truth(externalSyncUnitId: string): Iterable<TruthObject>;
  /** What comes beside it only where a connector is asked for it, and what is gone; absent where there is nothing such. */
  truthOnRequest?(externalSyncUnitId: string): Iterable<TruthObject>;
  /**
   * What was made or changed over the API since the simulator was started, each once; absent where nothing can be
   * written.
   */
  written?(): Iterable<WrittenObject>;
  /** Names of the limits that can be played. */
  readonly limitNames?: readonly string[];
  /** Requests refused by the limits that are played, per endpoint as in `calls`. */
  refusals?(): ReadonlyMap<string, number>;
  /** How long the system takes for an answer on virtual time, milliseconds; it answers at once otherwise. */
  latencyMs?(request: AnsweredRequest): number;
  /** The least that an initial run of the unit as it stands now can cost, within the limits that are played. */
  leastWork?(externalSyncUnitId: string): LeastWork;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** Number of root objects (issues, tickets …) in the default external sync unit; generated lazily. */
  size: number;
  /** Same seed, same world. */
  seed: number;
  /** Port to listen on; 0 picks a free one. */
  port?: number;
  /** Clock of the world in milliseconds since the epoch; defaults to `Date.now`. */
  now?: () => number;
  /** Limits of the vendor to play, by a name the simulator of the system knows; none when not given. */
  limits?: string;
  /** Files per root object on average, 0 to 10; when not given half a file, most root objects having none. */
  attachmentShare?: number;
  /**
   * Children per root object on average, 2 to 10, with three root objects in a hundred that have more than the first
   * page shows; when not given about two.
   */
  childrenPerRoot?: number;
  /** Most entries on a page of any list, whatever is asked for; when not given what the real system allows. */
  pageSize?: number;
  /** Children of one root object of the default unit, oldest first; when not given it has as many as any other. */
  manyChildren?: number;
  /** Size of one file of the default unit, made lazily; when not given none is larger than the others. */
  largeFileBytes?: number;
  /** Names of the files of one root object of the default unit, at most ten, each with content. */
  fileNames?: readonly string[];
}

/** A reproducible batch of edits: the same description at the same time gives the same world. */
export interface WorldChanges {
  seed: number;
  /** Root objects edited; about a tenth of it is created, and some edited ones get new children and files. */
  edits: number;
  /** Root objects created, when it is not to be a tenth of the edits. */
  creations?: number;
  /** Deletions after that, where the system has evidence of them: children and files of so many root objects. */
  deletions?: number;
  /** Root objects moved to the second unit after that, where the system can do so; they keep their id. */
  moves?: number;
  /** Root objects the account of the connection may no longer see, where rights can be so small. */
  hides?: number;
  /** Whether the default unit gets another name in addresses and keys, where it has such a name. */
  renamesUnit?: boolean;
  /** Time the edits happen, milliseconds since the epoch; defaults to the world's clock. */
  at?: number;
}

/** What a change of configuration did. */
export interface DriftSummary {
  /** Root objects edited to use what is new. */
  rootIds: readonly string[];
  /** Name of the added field; all of `rootIds` have a value in it. */
  addedField: string;
  /** Name of the field that no longer exists. */
  retiredField: string;
  /** Names a description of the system has to hold from now on: of the added field and status, of the renamed field. */
  appeared: readonly string[];
  /** Names that are gone: of the retired field, of the renamed one as it was, of the deprecated priority. */
  vanished: readonly string[];
}

export interface ChangeSummary {
  created: number;
  edited: number;
  childrenAdded: number;
  filesAdded: number;
}

/** An object, child or file that was written over the API. */
export interface WrittenObject {
  /** As in the truth. */
  kind: string;
  id: string;
  /** Made over the API; otherwise it was there and changed. */
  isNew: boolean;
  /** Writes that took effect. */
  writes: number;
  /** Of files: what arrived. */
  file?: { bytes: number; sha256: string };
}

/** Who may see something, from everybody outside the organisation to a few people inside. */
export type Visibility = 'public' | 'internal' | 'restricted';

/** One object, child or file that a complete sync run must have delivered. */
export interface TruthObject {
  /** Kind in the words of the external system: `issue`, `comment`, `user`, `attachment` … */
  kind: string;
  /** Item types that may carry this kind: an exact name, or a prefix ending in `*`. */
  itemType: string;
  id: string;
  /** Last modification, RFC 3339 UTC with milliseconds; absent where the system keeps none. */
  modified?: string;
  /** Present for files: what the delivered bytes must look like. */
  file?: { bytes: number; sha256: string };
  /** Who may see it at most; absent where the system makes no difference. */
  visibility?: Visibility;
  /**
   * Brought only by connectors that are asked for it; one is missing only where others of its item type have arrived.
   */
  onRequest?: true;
  /** Was deleted at the source; who had it by then may keep it. */
  gone?: true;
  /** Values an oracle compares field by field, in the external system's own terms. */
  fields?: Readonly<Record<string, unknown>>;
}
