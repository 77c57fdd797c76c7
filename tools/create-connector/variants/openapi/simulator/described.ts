/** What is drawn for a member of a record: a value of a type, or one of these texts. */
export type Draws = 'text' | 'timestamp' | 'date' | 'int' | 'float' | 'bool' | readonly string[];

/** A list of the service's OpenAPI document. */
export interface DescribedObject {
  itemType: string;
  path: string;
  /** Member of the answer that holds the records; undefined where the answer itself is the list. */
  member: string | undefined;
  isPaged: boolean;
  id: 'string' | 'integer';
  /** Member that says when a record was changed. */
  changed: string | undefined;
  fields: Readonly<Record<string, { draws: Draws; isOptional: boolean }>>;
}

export const describedObjects: readonly DescribedObject[] = [];
