import { conversionOf, convertList, devrevEnumValue } from './convert-value.js';
import { devrevObject } from './devrev-target.js';
import { memberObject, memberText } from './external-types.js';
import { type MethodUse, withoutField } from './method-use.js';
import type { Outcome, ValueSource } from './record-context.js';
import { noValue, problem, quoted } from './record-context.js';

/** The value as it is, in the form of its target. */
export function useDirectly(use: MethodUse): ValueSource {
  const { field, target } = use;
  if (field === undefined) return withoutField(use);
  const convert = conversionOf(field, target);
  const isList = target.type === 'any' ? field.isCollection : target.isCollection;
  if (isList !== field.isCollection) {
    const nouns = isList ? ['a list', 'a single value'] : ['a single value', 'a list'];
    use.complain(`takes ${nouns[0]}, but ${field.key} is ${nouns[1]}`);
  }
  return (context) => {
    const value = context.data[field.key];
    if (value === null || value === undefined) return noValue;
    if (!isList) return convert(context, value);
    if (Array.isArray(value)) return convertList(context, value, convert);
    return problem('wrong_type', `${field.key} is ${quoted(value)}; ${target.name} takes a list.`);
  };
}

/** A single value as a list of one. */
export function useAsArrayValue(use: MethodUse): ValueSource {
  const { field, target } = use;
  if (field === undefined) return withoutField(use);
  const convert = conversionOf(field, target);
  return (context) => {
    const value = context.data[field.key];
    return value === null || value === undefined ? noValue : convertList(context, [value], convert);
  };
}

/** The same value for every record. */
export function useFixedValue({ method, target, complain }: MethodUse): ValueSource {
  switch (method.value) {
    case 'none':
      return () => noValue;
    case 'bool': {
      const outcome: Outcome = { value: method.bool === true };
      return () => outcome;
    }
    case 'enum_value': {
      const key = memberText(method, 'enum') ?? '';
      const outcome = devrevEnumValue(target, key);
      if ('problem' in outcome) complain(`is fixed to ${quoted(key)}, which DevRev does not have`);
      return () => outcome;
    }
    default:
      complain(`is fixed to a value of the unknown kind ${quoted(method.value)}`);
      return () => noValue;
  }
}

/** A record that exists in DevRev: a pinned one, or the one that stands in for the choice of a user. */
export function useDevrevRecord({ method, target, useStandIn, complain }: MethodUse): ValueSource {
  const isArray = method.is_array === true || target.isCollection;
  const pinned = memberText(method, 'id');
  if (pinned !== undefined) {
    const outcome: Outcome = { value: isArray ? [pinned] : pinned };
    return () => outcome;
  }
  const leafType = memberText(memberObject(method, 'leaf_type'), 'object_type');
  if (leafType === undefined) {
    complain('uses a DevRev record but names neither an id nor a leaf type');
    return () => noValue;
  }
  if (devrevObject(leafType) === undefined) complain(`uses a record of the unknown leaf type ${leafType}`);
  useStandIn(leafType);
  return ({ references }) => {
    const id = references.standIn(leafType);
    return { value: isArray ? [id] : id };
  };
}

/** The value as it is. */
export function carry(use: MethodUse): ValueSource {
  const { field } = use;
  if (field === undefined) return withoutField(use);
  return (context) => {
    const value = context.data[field.key];
    return value === null || value === undefined ? noValue : { value };
  };
}

const memberPath = /^\.[A-Za-z_][A-Za-z0-9_]*$/;

/** JSON literals, `.` and `.member` are evaluated; any other program is only reported. */
export function useRawJq(use: MethodUse): ValueSource {
  const { method, field, giveUp } = use;
  const program = (memberText(method, 'forward_jq') ?? '').trim();
  const constant = jsonLiteral(program);
  if (constant !== undefined) return () => ({ value: constant });
  if (program === '.' && field !== undefined && method.use_primary_input === true) return carry(use);
  if (memberPath.test(program) && method.use_primary_input !== true) {
    return (context) => ({ value: context.data[program.slice(1)] ?? null });
  }
  return giveUp(`use_raw_jq ${quoted(program)}`);
}

function jsonLiteral(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? undefined : value;
  } catch {
    return undefined;
  }
}
