import type { JsonObject } from '../platform/json-shape.js';
import type { TargetField } from './devrev-target.js';
import { type ExternalField, type ExternalType, memberText } from './external-types.js';
import { noValue, type ValueSource } from './record-context.js';

/** One mapping of a field, with everything its method may ask for. */
export interface MethodUse {
  readonly method: JsonObject;
  /** The primary external field; undefined for methods without one. */
  readonly field: ExternalField | undefined;
  readonly target: TargetField;
  readonly type: ExternalType;
  /** Compiles a mapping inside this one. */
  compile(mapping: unknown, target: TargetField): ValueSource;
  /** A stand-in object of this leaf type is needed. */
  useStandIn(leafType: string): void;
  /** The method cannot be evaluated here: its field stays empty without staging anything. */
  giveUp(why: string): ValueSource;
  /** Says what is wrong with the mapping itself. */
  complain(problem: string): void;
}

export type MethodCompiler = (use: MethodUse) => ValueSource;

/** For methods that cannot do without an external field. */
export function withoutField({ method, complain }: MethodUse): ValueSource {
  complain(`uses ${memberText(method, 'transformation_method')} without an external field`);
  return () => noValue;
}
