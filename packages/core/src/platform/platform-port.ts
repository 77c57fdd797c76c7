import type { Readable } from 'node:stream';
import type { InitialDomainMapping } from '../mapping/mapping-document.js';
import type { AirdropEvent } from '../protocol/event.js';
import type { PhaseReply } from '../protocol/reply.js';
import type { StateForm } from '../state/state-document.js';
import type { MapperLink, MapperRecord } from './mapper-records.js';
import type { PlatformRequestOptions } from './platform-request.js';

/** Makes the port of one event; what it takes may be loaded when it is called. */
export type PlatformFactory = (
  event: AirdropEvent,
  options: PlatformRequestOptions,
) => PlatformPort | Promise<PlatformPort>;

/** Everything core asks of the platform, for one invocation. */
export interface PlatformPort {
  /** How state documents are written; those of either form are read. */
  readonly stateForm: StateForm;
  /** The saved state document, or undefined when there is none yet; and the user's choice of item types. */
  readState(): Promise<{ state: string | undefined; objects: string | undefined }>;
  writeState(state: string): Promise<void>;
  /** Uploads one data file; resolves with the artifact id once it is confirmed. */
  uploadArtifact(file: DataFile): Promise<string>;
  /** Streams one file of the external system to the platform; resolves with the artifact id once it is confirmed. */
  uploadFile(file: StreamedFile): Promise<string>;
  /** The bytes of an artifact uploaded earlier, as they were sent. */
  downloadArtifact(artifactId: string): Promise<Readable>;
  /**
   * Opens a file of DevRev at the address an item to load names; good for a while only.
   * @throws RecordError for one that is gone
   */
  openFile(url: string): Promise<Readable>;
  /** The link of an object of DevRev; undefined when it has none yet. */
  findLink(devrevId: string): Promise<MapperRecord | undefined>;
  /**
   * Whether an object of DevRev is linked with an object of the external system.
   * @param like an object of DevRev of the kind that is asked about
   */
  isLinked(externalId: string, like: string): Promise<boolean>;
  createLink(link: MapperLink): Promise<void>;
  updateLink(record: MapperRecord, link: MapperLink): Promise<void>;
  installMapping(mapping: InitialDomainMapping): Promise<void>;
  /** Sends the one reply of the invocation. */
  reply(reply: PhaseReply): Promise<void>;
}

/** An artifact with records. */
export interface DataFile {
  fileName: string;
  /** Gzipped JSON Lines; kept until confirmed so that it can be sent again whole. */
  body: Buffer;
  /** False only for external sync units, whose artifact belongs to no sync yet. */
  confirm: boolean;
}

/** An artifact that is a file of the external system; it is passed on, never held. */
export interface StreamedFile {
  fileName: string;
  contentType: string;
  bytes: number;
  /** Opens the source; called once per attempt, because a stream can be sent only once. */
  open: () => Promise<Readable>;
}
