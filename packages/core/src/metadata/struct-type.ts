import type { Field, Fields } from './field.js';

/**
 * A value object without identity, such as a postal address. Fields of it can be mapped to a struct of DevRev only;
 * prefer plain fields where there is a choice. Structs hold neither structs nor references.
 */
export interface StructType<F extends Fields = Fields> {
  readonly key: string;
  readonly name: string;
  readonly fields: F;
}

type PlainFields = Readonly<
  Record<string, Field<unknown, boolean, 'bool' | 'int' | 'float' | 'text' | 'enum' | 'date' | 'timestamp'>>
>;

export function structType<const F extends PlainFields>(key: string, name: string, fields: F): StructType<F> {
  return { key, name, fields };
}
