/** Something a reference can point to: one record type, or a category of them. */
export interface RecordTarget {
  readonly targetKind: 'record' | 'category';
  readonly key: string;
}

/** Names a record type before it is declared, for references in a circle. */
export function recordNamed(key: string): RecordTarget {
  return { targetKind: 'record', key };
}
