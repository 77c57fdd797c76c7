import { filterTypedReference, makeStruct, useFirstNonNull } from './compound-methods.js';
import { makeCustomLinks, makeCustomStages, mapEnum, mapRoles } from './enum-methods.js';
import { memberText } from './external-types.js';
import type { MethodCompiler, MethodUse } from './method-use.js';
import { noValue, quoted, type ValueSource } from './record-context.js';
import {
  carry,
  useAsArrayValue,
  useDevrevRecord,
  useDirectly,
  useFixedValue,
  useRawJq,
} from './value-methods.js';

/** Forward direction of the transformation methods of AirSync, by name. */
const methods: ReadonlyMap<string, MethodCompiler> = new Map<string, MethodCompiler>([
  ['use_directly', useDirectly],
  ['use_rich_text', useDirectly],
  ['use_as_array_value', useAsArrayValue],
  ['use_fixed_value', useFixedValue],
  ['use_devrev_record', useDevrevRecord],
  ['map_enum', mapEnum],
  ['map_roles', mapRoles],
  ['make_custom_stages', makeCustomStages],
  ['make_custom_links', makeCustomLinks],
  ['make_struct', makeStruct],
  ['use_first_non_null', useFirstNonNull],
  ['filter_typed_reference', filterTypedReference],
  ['use_raw_jq', useRawJq],
  ['make_object_access', carry],
  ['make_field_access', carry],
  ['make_conditional_access', carry],
  ['make_authorization_target', carry],
  ['make_constrained_simple_value', carry],
  ['make_enum', carry],
  ['make_uenum', carry],
  ['construct_text_field', carry],
  ['reference_custom_field', useDirectly],
]);

/** Compiles the method of a mapping; an unknown one is complained about and gives no value. */
export function compileMethod(use: MethodUse): ValueSource {
  const name = memberText(use.method, 'transformation_method') ?? '';
  const compile = methods.get(name);
  if (compile !== undefined) return compile(use);
  use.complain(name === '' ? 'has no transformation_method' : `uses the unknown method ${quoted(name)}`);
  return () => noValue;
}
