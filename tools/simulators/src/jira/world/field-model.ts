export interface FieldSchema {
  type: string;
  items?: string;
  system?: string;
  custom?: string;
  customId?: number;
}

export interface FieldOption {
  id: string;
  value: string;
  /** Still returned on issues, no longer offered for new values. */
  disabled?: boolean;
  children?: readonly { id: string; value: string }[];
}

/** Element of GET /rest/api/3/field, plus what the simulator needs to fill it. */
export interface Field {
  id: string;
  name: string;
  custom: boolean;
  navigable: boolean;
  orderable: boolean;
  searchable: boolean;
  clauseNames: readonly string[];
  /** Absent on pseudo-fields such as `issuekey`, and on what an app that is gone has left. */
  schema?: FieldSchema;
  /** Names of the issue types whose field configuration holds the field; absent means all. */
  onlyTypes?: readonly string[];
  options?: readonly FieldOption[];
  /** Of a field with a context for each project, by project id; elsewhere `options` hold. */
  optionsByProject?: Readonly<Record<string, readonly FieldOption[]>>;
  /** Project whose team made the field; no other one has it. */
  projectId?: string;
  /** Only issues updated since then, milliseconds since the epoch, hold a value: it was added late. */
  filledSince?: number;
}

export function optionsIn(field: Field, projectId: string): readonly FieldOption[] {
  return field.optionsByProject?.[projectId] ?? field.options ?? [];
}
