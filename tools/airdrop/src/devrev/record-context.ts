import type { JsonObject } from '../platform/json-shape.js';

/** Why a record, or an update of it, is not in DevRev. */
export type StagedReason =
  | 'type_not_mapped'
  | 'required_field_missing'
  | 'required_reference_unresolved'
  | 'reference_to_wrong_type'
  | 'enum_value_not_mapped'
  | 'role_not_mapped'
  | 'value_not_in_devrev'
  | 'wrong_type'
  | 'parent_not_imported'
  | 'file_not_delivered';

export interface Problem {
  readonly reason: StagedReason;
  /** A sentence that names the value. */
  readonly detail: string;
}

/** An object in DevRev that a record became. */
export interface Identity {
  readonly itemType: string;
  readonly id: string;
  readonly leafType: string;
}

/** What the records of one page refer to and DevRev has. */
export interface ResolvedReferences {
  byId(itemType: string, externalId: string): Identity | undefined;
  byField(itemType: string, field: string, value: string): Identity | undefined;
  /** DON of the artifact an attachment was uploaded as. */
  artifact(attachmentId: string): string | undefined;
  /** DON of the stand-in object of a leaf type. */
  standIn(leafType: string): string;
}

/** A reference that leads nowhere yet. */
export interface OpenReference {
  readonly field: string;
  readonly value: string;
  /** Item types it may lead to, or `artifact`. */
  readonly targets: string;
}

/** The record being mapped, and what was noticed while mapping it. */
export interface RecordContext {
  readonly data: JsonObject;
  readonly references: ResolvedReferences;
  readonly open: OpenReference[];
}

/** A value for a DevRev field, none (`null`), or the problem that stages the record. */
export type Outcome = Value | { readonly problem: Problem };

export interface Value {
  readonly value: unknown;
  /** What an author wants to see beside the value, such as the state of a stage. */
  readonly beside?: JsonObject;
}

export const noValue: Value = { value: null };

export function problem(reason: StagedReason, detail: string): Outcome {
  return { problem: { reason, detail } };
}

export type ValueSource = (context: RecordContext) => Outcome;

/** A value as it is quoted in a sentence. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
