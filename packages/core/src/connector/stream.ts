import type * as z from 'zod/mini';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import type { ItemOf, ItemToken } from '../metadata/record-type.js';
import type { ExtractionWindow } from '../state/extraction-window.js';
import type { CursorValue } from '../state/sync-state.js';

/** The external sync unit this run is about. */
export interface UnitOfSync {
  id: string;
  name: string;
}

/** Which item types the user wants; a feed that is off must cause no requests of its own. */
export interface ExtractionScope {
  includes(itemType: string): boolean;
}

/** What a stream reads with. */
export interface StreamContext<Client, Chosen = object> {
  client: Client;
  /** What was chosen when the snap-in was installed. */
  options: Chosen;
  externalSyncUnit: UnitOfSync;
  /** What to extract; bounds are in the clock of the external system and already include the overlap. */
  window: ExtractionWindow;
  scope: ExtractionScope;
  /**
   * What this run has declared, as the platform has it: which fields a record type has and of which type, without
   * asking the external system once more.
   */
  metadata: MetadataDocument;
  /** Aborted when the invocation must end at once; requests made through core's HTTP obey it by themselves. */
  signal: AbortSignal;
}

/** Records of one page by feed, and where to go on from after it. */
export interface Page<Records, Cursor> {
  records: Records;
  /**
   * What to start from to get everything after this page. Left out on a page from which the stream cannot be
   * resumed; the next resume then repeats from the last cursor given.
   */
  cursor?: Cursor;
}

export type FeedTokens = Readonly<Record<string, ItemToken>>;

/** One list of the external system: how it is read page by page, and what its records become. */
export interface StreamSpecification<
  Client,
  Delivers extends FeedTokens,
  Prepared,
  CursorSchema extends z.ZodMiniType<CursorValue>,
  Records extends { readonly [K in keyof Delivers]?: readonly unknown[] },
  Chosen = object,
> {
  /** Key of the stream's progress in the saved state; never rename it. */
  name: string;
  /** Feeds this stream yields and what each becomes. */
  delivers: Delivers;
  /**
   * Streams that must be complete before this one starts, where one needs what another has left behind. Streams that do
   * not wait for each other are read at the same time.
   */
  after?: readonly string[];
  /** Raise it when the cursor's meaning changes; progress of another version is started afresh. */
  stateVersion?: number;
  /** How far the window's start is moved back to cover clock granularity and indexing lag of the source, seconds. */
  overlapSeconds?: number;
  /**
   * For a source that cannot say what changed, so that the stream is read whole: increments leave it out until that
   * many seconds have passed since it was read. What changes meanwhile comes that much later; nothing is missed.
   */
  restSeconds?: number;
  /**
   * True for a stream that compares what it reads with what it read before: the cursor at which it was complete is
   * handed to it as `previous` in later runs. It stays in the saved state, so it has to be small.
   */
  keepsCursor?: boolean;
  /** Look-ups needed once per invocation, before the first page. */
  prepare?: (context: StreamContext<Client, Chosen>) => Promise<Prepared>;
  /** Flat object; validated when it comes back from the saved state. */
  cursor: CursorSchema;
  /**
   * Yields the pages after `cursor` in a stable order. A pure function of its context: called again with the cursor
   * of page k it yields page k+1. It must not sleep, count, batch, or catch errors.
   */
  pages: (
    context: StreamContext<Client, Chosen> & {
      prepared: Prepared;
      cursor: z.output<CursorSchema> | undefined;
      /** For a stream that keeps its cursor: where the last run that brought it completely has ended. */
      previous: z.output<CursorSchema> | undefined;
    },
  ) => AsyncGenerator<Page<Records, z.output<CursorSchema>>, void, void>;
  /** Turns one raw record of a feed into an item; throws `RecordError` for one that cannot be delivered. */
  normalize: {
    readonly [K in keyof Delivers]: (
      raw: RawRecord<Records, K>,
      context: { prepared: Prepared; externalSyncUnit: UnitOfSync },
    ) => ItemOf<Delivers[K]>;
  };
}

/** Element type of a feed, also when single pages yield only some of the feeds. */
export type RawRecord<Records, Feed extends PropertyKey> = Records extends {
  readonly [F in Feed]?: infer List;
}
  ? NonNullable<List> extends readonly (infer Raw)[]
    ? Raw
    : never
  : never;

/** A stream with its inner types forgotten, as core runs it. */
export interface Stream<Client> {
  readonly name: string;
  readonly delivers: FeedTokens;
  readonly after: readonly string[];
  readonly stateVersion: number;
  readonly overlapSeconds: number;
  readonly restSeconds: number;
  readonly keepsCursor: boolean;
  readonly cursor: z.ZodMiniType<CursorValue>;
  readonly prepare: (context: StreamContext<Client>) => Promise<unknown>;
  readonly pages: (
    context: StreamContext<Client> & {
      prepared: unknown;
      cursor: CursorValue | undefined;
      previous?: CursorValue | undefined;
    },
  ) => AsyncGenerator<
    Page<Readonly<Record<string, readonly unknown[] | undefined>>, CursorValue>,
    void,
    void
  >;
  readonly normalize: Readonly<
    Record<string, (raw: unknown, context: { prepared: unknown; externalSyncUnit: UnitOfSync }) => unknown>
  >;
}
