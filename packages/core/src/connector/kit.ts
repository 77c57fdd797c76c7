import type * as z from 'zod/mini';
import type { HttpClient, HttpClientOptions, RemoteFile } from '../http/http-contract.js';
import type { InitialDomainMapping } from '../mapping/mapping-document.js';
import type { AttachmentItem } from '../metadata/item.js';
import type { RecordType, RecordTypeFamily } from '../metadata/record-type.js';
import type { CursorValue } from '../state/sync-state.js';
import type { ConnectionDefinition } from './connection.js';
import type { FileLoaderSpecification, LoadableToken, Loader, LoaderSpecification } from './loader.js';
import type { Options, OptionValues } from './options.js';
import type { RememberedFacts } from './remembered-facts.js';
import type { FeedTokens, Stream, StreamSpecification, UnitOfSync } from './stream.js';

/** What can be synced on its own: a project, a brand, a portal. */
export interface ExternalSyncUnit {
  /** Stable across runs. */
  id: string;
  name: string;
  description: string;
  /** Number of root objects; left out when unknown. */
  itemCount?: number;
  /** Word for the root objects, e.g. `issues`. */
  itemType?: string;
}

/** What a client is made from, once per invocation. */
export interface ClientContext<Connection, Chosen = object> {
  connection: Connection;
  /** What was chosen when the snap-in was installed. */
  options: Chosen;
  /** What this connection was found to be like before. */
  remembered: RememberedFacts;
  /** Name and id of the organization the keyring was made for; empty when the platform sends none. */
  organization: { id: string; name: string };
  createHttpClient: (options: HttpClientOptions) => HttpClient;
}

/** What kinds of records there are. */
export interface MetadataSpecification<Client, Chosen = object> {
  /** Record types known while writing. */
  recordTypes: readonly RecordType[];
  /** Families whose members are found at run time. */
  families?: readonly RecordTypeFamily[];
  /** Members of the families as the external system is configured now. */
  discover?: (context: {
    client: Client;
    externalSyncUnit: UnitOfSync;
    options: Chosen;
  }) => Promise<readonly RecordType[]>;
}

/** All parts of a connector. */
export interface ConnectorSpecification<Client, Chosen = object> {
  /** Lists what can be synced, in pages. */
  externalSyncUnits: (context: { client: Client }) => AsyncGenerator<readonly ExternalSyncUnit[], void, void>;
  metadata: MetadataSpecification<Client, Chosen>;
  streams: readonly Stream<Client>[];
  /** Opens the file of an attachment item for reading. */
  openAttachment?: (context: { client: Client; attachment: AttachmentItem }) => Promise<RemoteFile>;
  /** What can be written into the external system, in the order it is to be: parents before what hangs on them. */
  loaders?: readonly Loader<Client>[];
  /** Writes files; left out where files cannot be written. */
  fileLoader?: FileLoaderSpecification<Client, Chosen>;
  /** As a function where options bring record types, because what is mapped has to be declared. */
  initialDomainMapping: InitialDomainMapping | ((options: Chosen) => InitialDomainMapping);
}

/** A connector with the types of its client and connection forgotten, as core runs it. */
export interface Connector extends ConnectorSpecification<unknown> {
  readonly systemName: string;
  readonly connection: ConnectionDefinition;
  readonly options: Options;
  readonly createClient: (context: ClientContext<unknown>) => unknown;
}

/** What the parts of a connector are declared with; made once by `createKit`. */
export interface Kit<Client, Chosen = object> {
  /**
   * Declares one stream. Keep the order `delivers, prepare, cursor, pages, normalize`: types are inferred from left
   * to right, so a `normalize` written before `pages` sees its records as `unknown`.
   */
  stream<
    const Delivers extends FeedTokens,
    CursorSchema extends z.ZodMiniType<CursorValue>,
    Records extends { readonly [K in keyof Delivers]?: readonly unknown[] },
    Prepared = undefined,
  >(
    specification: StreamSpecification<Client, Delivers, Prepared, CursorSchema, Records, Chosen>,
  ): Stream<Client>;
  /** Declares how records of one type, or of a family, are written into the external system. */
  loader<const Token extends LoadableToken>(
    specification: LoaderSpecification<Client, Token, Chosen>,
  ): Loader<Client>;
  /** Declares how files are written into the external system. */
  fileLoader(specification: FileLoaderSpecification<Client, Chosen>): FileLoaderSpecification<Client, Chosen>;
  /** The table of contents of a connector. */
  connector(specification: ConnectorSpecification<Client, Chosen>): Connector;
}

/** Made once per connector; carries the types of its client and options into every file without annotations. */
export function createKit<
  Schema extends z.ZodMiniType,
  Client,
  Declared extends Options = Record<never, never>,
>(system: {
  systemName: string;
  connection: ConnectionDefinition<Schema>;
  /** What whoever installs the snap-in may choose; beside what core offers for every connector. */
  options?: Declared;
  createClient: (context: ClientContext<z.output<Schema>, OptionValues<Declared>>) => Client;
}): Kit<Client, OptionValues<Declared>> {
  return {
    stream: (specification) =>
      ({
        after: [],
        stateVersion: 1,
        overlapSeconds: 0,
        restSeconds: 0,
        keepsCursor: false,
        prepare: async () => undefined,
        ...specification,
      }) as unknown as Stream<Client>,
    loader: (specification) =>
      ({
        settleSeconds: 0,
        inOrderOf: ({ devrevId }: { devrevId: string }) => devrevId,
        ...specification,
      }) as unknown as Loader<Client>,
    fileLoader: (specification) => specification,
    connector: (specification) =>
      ({
        ...specification,
        systemName: system.systemName,
        connection: system.connection,
        options: system.options ?? {},
        createClient: system.createClient,
      }) as unknown as Connector,
  };
}
