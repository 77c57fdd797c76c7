import type { Catalogue } from './catalogue.js';
import type { KindName } from './kinds.js';
import type { People } from './people.js';

/** One portal. Only what differs from the generated content is held in memory. */
export interface World {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Tickets at the start, and contacts; everything else follows from it. */
  readonly size: number;
  readonly people: People;
  /** Replaced as a whole when an administrator changes it. */
  catalogue: Catalogue;
  isDrifted: boolean;
  /** Merges of the old style: the first of two keeps its id. */
  readonly mergesKeepId: boolean;
  readonly tables: Readonly<Record<KindName, Table>>;
  readonly first: FirstTicket;
  /** Files per ticket on average; undefined for the usual spread around half a file. */
  readonly attachmentShare: number | undefined;
  /** Messages per ticket on average; undefined for about two. */
  readonly messagesPerTicket: number | undefined;
  /** Messages that were written after the start, by position of their thread. */
  readonly answers: Map<number, Answer[]>;
  /** Writes that a record still refuses because something else works on it, by type and id. */
  readonly locks: Map<string, number>;
  /** Threads that were taken for spam, by position. */
  readonly spam: Set<number>;
  /** Threads that people have deleted, by position; HubSpot keeps them for 30 days. */
  readonly archivedThreads: Set<number>;
  readonly sequence: { message: number; file: number };
  /** When files that were added after the start were uploaded, by id, milliseconds. */
  readonly uploads: Map<number, number>;
  /** Files that were sent over the API, by id. */
  readonly sentFiles: Map<number, SentFile>;
  /** What was made or changed over the API, by kind and id. */
  readonly ledger: Map<string, { kind: string; id: string; isNew: boolean; writes: number }>;
}

/** All records of one type. */
export interface Table {
  readonly kind: KindName;
  /** Records from the start. */
  readonly size: number;
  /** Records that differ from what was generated, by index. */
  readonly overrides: Map<number, Override>;
  /** Indexes of records created after the start, by id: they may be born anywhere among the others. */
  readonly born: { id: number; index: number }[];
}

export interface Override {
  /** Milliseconds since the epoch. */
  updatedAt: number;
  /** Present on records created after the start. */
  bornAt?: number;
  archivedAt?: number;
  /** Neither listed, searched nor archived any more; `into`: whom a single read of it leads to. */
  gone?: { into?: number };
  values: Record<string, string | null>;
  /** Stages it has been moved to, oldest first. */
  past?: { property: string; value: string; at: number }[];
  /** Files of records created after the start. */
  files?: readonly number[];
  /** Records it is associated with, by type, where that was changed: by index. */
  related?: Partial<Record<KindName, number[]>>;
  /** Made through the API: it has what was written and nothing that is drawn. */
  isWritten?: true;
  /** Types of labels that were given to its associations, by the other record: `contacts 5`. */
  labels?: Record<string, number[]>;
  /** Record it hangs on, where it was created after the start. */
  parent?: number;
}

/** A file that was sent over the API, in a folder of the file manager. */
export interface SentFile {
  fileName: string;
  folder: string;
  contentType: string;
  content: Uint8Array;
}

/** What an option has put onto the first ticket instead of what would be drawn. */
export interface FirstTicket {
  /** Number of messages in its thread. */
  messages?: number;
  files?: readonly { fileName: string; bytes: number }[];
}

/** A message that was written after the start. Times are milliseconds. */
export interface Answer {
  number: number;
  at: number;
  seed: number;
  /** One that came over the API, which says what was sent and nothing that is drawn. */
  sent?: SentMessage;
}

/** A message as an integration has sent it. */
export interface SentMessage {
  text: string;
  richText: string | undefined;
  subject: string | undefined;
  /** User in whose name it was sent. */
  actorId: string;
  recipients: readonly object[];
}

/** A CRM record as it stands now; its values are read by a function of their own. Times are milliseconds. */
export interface Row {
  kind: KindName;
  index: number;
  id: number;
  createdAt: number;
  updatedAt: number;
  archivedAt?: number;
  override: Override | undefined;
}

/** Properties of a record, all of them text. */
export type Values = Record<string, string | null>;
