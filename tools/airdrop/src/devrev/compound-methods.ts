import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { type Conversion, convertList } from './convert-value.js';
import { expandLeafType, type TargetField } from './devrev-target.js';
import { memberObject, memberText } from './external-types.js';
import { type MethodUse, withoutField } from './method-use.js';
import { noValue, problem, type ValueSource } from './record-context.js';
import { anyLeafType, findTarget, resolveReference } from './references.js';

/** A struct of values that are mapped one by one. */
export function makeStruct({ method, target, compile }: MethodUse): ValueSource {
  const sources = Object.entries(memberObject(method, 'field_mappings')).map(([name, mapping]) => {
    const inner = target.structFields.get(name) ?? openTarget(`${target.name}.${name}`);
    return { name, inner, source: compile(mapping, inner) };
  });
  return (context) => {
    const struct: JsonObject = {};
    for (const { name, source } of sources) {
      const outcome = source(context);
      if ('problem' in outcome) return outcome;
      if (outcome.value !== null) struct[name] = outcome.value;
    }
    if (Object.keys(struct).length === 0) return noValue;
    const lacking = sources.find(({ name, inner }) => inner.isRequired && struct[name] === undefined);
    if (lacking === undefined) return { value: struct };
    return problem('required_field_missing', `${lacking.inner.name} has no value.`);
  };
}

/** A target DevRev says nothing about: everything fits. */
function openTarget(name: string): TargetField {
  return {
    name,
    type: 'any',
    isCollection: false,
    isRequired: false,
    leafTypes: anyLeafType,
    enumNames: new Map(),
    structFields: new Map(),
  };
}

/** What the first alternative with a value gives. */
export function useFirstNonNull({ method, target, compile, complain }: MethodUse): ValueSource {
  const alternatives = Array.isArray(method.alternatives) ? method.alternatives : [];
  if (alternatives.length === 0) complain('uses the first of no alternatives');
  const sources = alternatives.map((alternative) =>
    compile(isJsonObject(alternative) ? alternative.field_mapping : undefined, target),
  );
  return (context) => {
    for (const source of sources) {
      const outcome = source(context);
      if ('problem' in outcome || outcome.value !== null) return outcome;
    }
    return noValue;
  };
}

/** References to objects of some leaf types only; others are left out. */
export function filterTypedReference(use: MethodUse): ValueSource {
  const { method, field, target } = use;
  if (field === undefined) return withoutField(use);
  const types = Array.isArray(method.allowed_types) ? method.allowed_types : [];
  const allowed = new Set(
    types.flatMap((type) => {
      const name = typeof type === 'string' ? type : memberText(type, 'object_type');
      return name === undefined ? [] : expandLeafType(name);
    }),
  );
  const convert: Conversion = (context, value) => {
    const found = findTarget(context, field, value);
    if (found !== undefined && !allowed.has(found.leafType)) return noValue;
    return resolveReference(context, field, value, target.leafTypes);
  };
  return (context) => {
    const value = context.data[field.key];
    if (value === null || value === undefined) return noValue;
    const outcome = convertList(context, Array.isArray(value) ? value : [value], convert);
    if (target.isCollection || 'problem' in outcome || !Array.isArray(outcome.value)) return outcome;
    return { value: outcome.value[0] ?? null };
  };
}
