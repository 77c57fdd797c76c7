/** Order of the work in a record type whose enum field `controllingField` holds the stage. */
export interface StageDiagram<FieldKey extends string = string> {
  /** Enum field whose keys are the stage keys. */
  controllingField: FieldKey;
  startingStage: string;
  /** Any stage may follow any other; then no stage lists its own transitions. */
  allTransitionsAllowed: boolean;
  stages: Readonly<Record<string, Stage>>;
  states: Readonly<Record<string, { name: string; ordinal: number; isEndState?: boolean }>>;
}

/** One stage of a stage diagram, and the keys of those that can follow it. */
export interface Stage {
  /** Key of an entry of `states`. */
  state: string;
  transitionsTo?: readonly string[];
}

/** Names of links in both directions, by key of the enum field that holds the kind of link. */
export interface LinkNaming<FieldKey extends string = string> {
  linkTypeField: FieldKey;
  directionNames: Readonly<Record<string, { forward: string; backward: string }>>;
}

/** Fields that must be given or are shown only while another field has a certain value. */
export interface FieldCondition<FieldKey extends string = string> {
  controllingField: FieldKey;
  value: string | number | boolean;
  /** The two comparators every edition of the platform's documentation names. */
  comparator: 'eq' | 'ne';
  affectedFields: readonly [FieldKey, ...FieldKey[]];
  effect: 'require' | 'show';
}

/** @typeParam FieldKey keys of the record type's fields, so that options name only those. */
/** What holds for a record type as a whole. */
export interface RecordTypeOptions<FieldKey extends string = string> {
  description?: string;
  stageDiagram?: StageDiagram<FieldKey>;
  linkNaming?: LinkNaming<FieldKey>;
  conditions?: readonly FieldCondition<FieldKey>[];
  /** The connector can create and update these records in the external system. */
  loadable?: boolean;
  /** Every run that provides records of this type provides all of them; the platform deletes the others. */
  snapshot?: boolean;
  /** What only the newer of the two published schema generations accepts; an older platform refuses the document. */
  newerSchema?: {
    /** Belongs to the whole external system rather than to one sync unit. */
    scope?: 'metadata_is_system_scoped' | 'data_is_system_scoped';
    /** Records carry no id (authorization policies). */
    noIdentifier?: boolean;
    attachments?: { extractable?: boolean; loadable?: boolean };
  };
}
