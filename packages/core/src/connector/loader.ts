import type { Readable } from 'node:stream';
import type { DataOf, Fields } from '../metadata/field.js';
import type { DynamicValue } from '../metadata/item.js';
import type { RecordType, RecordTypeFamily } from '../metadata/record-type.js';
import type { UnitOfSync } from './stream.js';

/** What a loader can load: records of one type, or of all members of a family. */
export type LoadableToken = RecordType | RecordTypeFamily;

/** An object of DevRev in the words of the external system, as the reverse mapping made it. */
export interface LoadItem<Data> {
  /** Id in DevRev (DON). */
  devrevId: string;
  /** Record type; that of the member for a family. */
  itemType: string;
  createdDate: string;
  /** When somebody last changed it in DevRev. */
  modifiedDate: string;
  /**
   * Fields that came, in the form an extraction would deliver: references are ids of the external system, rich text is a
   * list of texts and mentions. What the mapping has no value for is null or missing, and so is a reference to something
   * that is not in the external system.
   */
  data: SomeFields<Data>;
}

/** Some of a record's fields, and any that are only known at run time. */
export type SomeFields<Data> = { readonly [K in keyof Data]?: Data[K] | undefined } & Readonly<
  Record<string, DynamicValue | undefined>
>;

/** What was written, as the external system has it now. */
export interface Written {
  /** Id in the external system. */
  id: string;
  /**
   * Last change as the next forward sync will read it, RFC 3339: the platform takes that version for its own. Read it
   * after the last call that changes the object.
   */
  modifiedDate?: string;
  /** Fields that the external system would not take, with its words; the rest was written. */
  refused?: Readonly<Record<string, string>>;
}

/** What is known about a creation of which nobody knows whether it took effect. */
export interface Doubt {
  /** A moment before that creation, RFC 3339. */
  since: string;
  /**
   * Whether an object of DevRev of the same kind is linked with this object of the external system already. Where that
   * keeps no mark, what looks like the object may have been made for another one.
   */
  isTaken: (externalId: string) => Promise<boolean>;
}

/** An object as the external system holds it, to compare with. */
export interface Held<Data> {
  /** Last change, RFC 3339. */
  modifiedDate: string;
  /** In the form an extraction would deliver it; only fields that can be written. */
  data: SomeFields<Data>;
}

/** What a loader works with besides the item. */
export interface LoaderContext<Client, Chosen = object> {
  client: Client;
  /** What was chosen when the snap-in was installed. */
  options: Chosen;
  externalSyncUnit: UnitOfSync;
  /** Id in the external system of an object of DevRev; undefined when it has none yet. */
  externalIdOf: (devrevId: string) => Promise<string | undefined>;
}

/**
 * Writes the records of one type. None of its functions repeats, waits or counts. They throw `RecordError` for an item
 * that cannot be written, with what the external system says about it; what else they throw is what core's HTTP threw.
 */
export interface LoaderSpecification<Client, Token extends LoadableToken, Chosen = object> {
  loads: Token;
  /** Items with the same text are written one after the other; the item's own id when not given. */
  inOrderOf?: (item: LoadItem<LoadedData<Token>>) => string;
  /** Makes the object, marked with `key` so that `find` sees it. Called once per item unless `find` has found none. */
  create: (
    context: LoaderContext<Client, Chosen> & { item: LoadItem<LoadedData<Token>>; key: string },
  ) => Promise<Written>;
  /**
   * The object that an earlier `create` of this item has made, when nobody knows whether it has: the process died, or
   * the answer was lost. Found by the mark `create` has put on it.
   */
  find: (
    context: LoaderContext<Client, Chosen> & Doubt & { item: LoadItem<LoadedData<Token>>; key: string },
  ) => Promise<Written | undefined>;
  /** Seconds after `create` from which on `find` sees what it has made; 0 unless the source is slow to index. */
  settleSeconds?: number;
  /** Left out for objects that are never changed once they exist. */
  update?: {
    /** The object as it is now; undefined when it is gone. */
    read: (
      context: LoaderContext<Client, Chosen> & { item: LoadItem<LoadedData<Token>>; id: string },
    ) => Promise<Held<LoadedData<Token>> | undefined>;
    /** Writes the fields of `changes`, which is never empty; the same call twice leaves the same object. */
    write: (
      context: LoaderContext<Client, Chosen> & {
        item: LoadItem<LoadedData<Token>>;
        id: string;
        changes: SomeFields<LoadedData<Token>>;
      },
    ) => Promise<Written>;
  };
}

/** What a loader finds in `data`: the fields of the record type it loads. */
export type LoadedData<Token> =
  Token extends RecordType<infer F>
    ? DataOf<F>
    : Token extends RecordTypeFamily<infer F>
      ? DataOf<F>
      : DataOf<Fields>;

/** A file of an object of DevRev. */
export interface LoadFile {
  /** Id of the file in DevRev (DON). */
  devrevId: string;
  fileName: string;
  contentType: string;
  bytes: number;
  /** Id in the external system of the object it hangs on, and of the one above that, when it has one. */
  parentId: string;
  grandParentId?: string;
  parentType: string;
  createdDate: string;
}

/** Writes files. */
export interface FileLoaderSpecification<Client, Chosen = object> {
  /** @param open opens the content; once per call, since a stream can be sent only once */
  create: (
    context: LoaderContext<Client, Chosen> & { file: LoadFile; key: string; open: () => Promise<Readable> },
  ) => Promise<Written>;
  /** As for records. */
  find: (
    context: LoaderContext<Client, Chosen> & Doubt & { file: LoadFile; key: string },
  ) => Promise<Written | undefined>;
  settleSeconds?: number;
}

/** A loader with its inner types forgotten, as core runs it. */
export interface Loader<Client> {
  readonly loads: LoadableToken;
  readonly settleSeconds: number;
  readonly inOrderOf: (item: LoadItem<object>) => string;
  readonly create: AnyLoader<Client>['create'];
  readonly find: AnyLoader<Client>['find'];
  readonly update?: NonNullable<AnyLoader<Client>['update']>;
}

type AnyLoader<Client> = LoaderSpecification<Client, RecordType<Record<never, never>>>;
