import { isJsonObject, isText } from '../platform/json-shape.js';
import { type Conversion, convertList, devrevEnumValue } from './convert-value.js';
import { memberObject, memberText } from './external-types.js';
import { type MethodUse, withoutField } from './method-use.js';
import { noValue, type Outcome, problem, quoted, type ValueSource } from './record-context.js';
import { anyLeafType, resolveReference } from './references.js';

/** The counterpart of an enum value. */
export function mapEnum(use: MethodUse): ValueSource {
  const { method, field, target } = use;
  if (field === undefined) return withoutField(use);
  const forward = memberObject(method, 'forward');
  const standard = memberText(method, 'forward_default');
  const counterpart = (key: unknown) =>
    memberText(typeof key === 'string' ? forward[key] : undefined, 'value');
  const convert: Conversion = (_, key) => {
    const found = counterpart(key) ?? counterpart(standard);
    if (found !== undefined) return devrevEnumValue(target, found);
    const name = typeof key === 'string' ? field.enumNames.get(key) : undefined;
    const label = name === undefined ? '' : ` (${name})`;
    return problem(
      'enum_value_not_mapped',
      `${field.key} ${quoted(key)}${label} has no counterpart in the mapping.`,
    );
  };
  const isArray = method.is_array === true || target.isCollection;
  return (context) => {
    const value = context.data[field.key];
    if (value === null || value === undefined) return noValue;
    if (!isArray) return convert(context, value);
    return convertList(context, Array.isArray(value) ? value : [value], convert);
  };
}

/** Permissions with the counterparts of their roles. */
export function mapRoles(use: MethodUse): ValueSource {
  const { method, field } = use;
  if (field === undefined) return withoutField(use);
  const forward = memberObject(method, 'forward');
  const standard = memberText(method, 'forward_default');
  const devrevRole = (role: unknown) => (typeof role === 'string' ? memberText(forward, role) : undefined);
  const convert: Conversion = (context, permission) => {
    if (!isJsonObject(permission) || !isText(permission.role)) {
      return problem('wrong_type', `${field.key} holds ${quoted(permission)}, which is no permission.`);
    }
    // The default names a role of the external system, as that of map_enum names an external value.
    const role = devrevRole(permission.role) ?? devrevRole(standard) ?? standard;
    if (role === undefined) {
      return problem(
        'role_not_mapped',
        `The role ${quoted(permission.role)} of ${field.key} has no counterpart.`,
      );
    }
    const member = resolveReference(context, field, permission.member_id, anyLeafType);
    if ('problem' in member || member.value === null) return member;
    return { value: { member_id: member.value, role } };
  };
  return (context) => {
    const value = context.data[field.key];
    if (value === null || value === undefined) return noValue;
    return convertList(context, Array.isArray(value) ? value : [value], convert);
  };
}

/** The stage of an enum value, from the mapping or else from the stage diagram of the run. */
export function makeCustomStages(use: MethodUse): ValueSource {
  const { method, field, type, complain } = use;
  if (field === undefined) return withoutField(use);
  const diagram = type.stageDiagram;
  const stages = memberObject(method, 'stages');
  const isFromRun = Object.keys(stages).length === 0;
  if (diagram === undefined && isFromRun) {
    complain(`makes custom stages, but neither the mapping nor ${type.key} of this run describes any`);
  }
  const order = [...field.enumNames.keys()];
  const known = new Map<string, Outcome>();
  for (const key of isFromRun ? order : Object.keys(stages)) {
    const stage = memberObject(stages, key);
    const stateKey = diagram?.stateOfStage.get(key);
    const state = stateKey === undefined ? undefined : diagram?.states.get(stateKey);
    known.set(key, {
      value: memberText(stage, 'stage_name') ?? field.enumNames.get(key) ?? key,
      beside: {
        stage_key: key,
        stage_state: state?.name ?? null,
        stage_ordinal: typeof stage.ordinal === 'number' ? stage.ordinal : order.indexOf(key) + 1,
        stage_is_final: state?.isEnd ?? null,
      },
    });
  }
  return (context) => {
    const key = context.data[field.key];
    if (key === null || key === undefined) return noValue;
    return (
      (typeof key === 'string' ? known.get(key) : undefined) ??
      problem('enum_value_not_mapped', `${field.key} ${quoted(key)} is no stage of the stage diagram.`)
    );
  };
}

/** The link type of an enum value, with the names of its directions. */
export function makeCustomLinks(use: MethodUse): ValueSource {
  const { field, type } = use;
  if (field === undefined) return withoutField(use);
  return (context) => {
    const key = context.data[field.key];
    if (key === null || key === undefined) return noValue;
    const names = typeof key === 'string' ? type.linkNames.get(key) : undefined;
    if (typeof key !== 'string' || names === undefined) {
      return problem('enum_value_not_mapped', `${field.key} ${quoted(key)} has no link_direction_names.`);
    }
    return {
      value: key,
      beside: {
        link_type: field.enumNames.get(key) ?? key,
        forward_name: names.forward,
        backward_name: names.backward,
      },
    };
  };
}
