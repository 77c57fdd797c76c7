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
  /** Absent on pseudo-fields such as `issuekey`. */
  schema?: FieldSchema;
  /** Names of the issue types whose field configuration holds the field; absent means all. */
  onlyTypes?: readonly string[];
  options?: readonly FieldOption[];
  /** Only issues updated since then, milliseconds since the epoch, hold a value: it was added late. */
  filledSince?: number;
}
