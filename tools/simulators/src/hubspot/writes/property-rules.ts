import type { Property } from '../world/catalogue.js';
import type { Kind, KindName } from '../world/kinds.js';
import type { World } from '../world/model.js';
import { readRow } from '../world/rows.js';
import { valuesOf } from '../world/values.js';

/** Why a value is refused, as HubSpot words it: an array of these is written into the message of the error. */
export interface PropertyProblem {
  isValid: false;
  message: string;
  error: string;
  name: string;
  localizedErrorMessage: string;
}

/** What a new record has to have. */
const required: Readonly<Partial<Record<KindName, readonly string[]>>> = {
  tickets: ['subject', 'hs_pipeline_stage'],
  deals: ['dealname', 'dealstage'],
  notes: ['hs_timestamp'],
  emails: ['hs_timestamp'],
  calls: ['hs_timestamp'],
  meetings: ['hs_timestamp'],
  tasks: ['hs_timestamp'],
  communications: ['hs_timestamp'],
  machines: ['serial'],
};

const computed: ReadonlySet<string> = new Set([
  'hs_object_id',
  'hs_lastmodifieddate',
  'lastmodifieddate',
  'hs_merged_object_ids',
  'associatedcompanyid',
]);

/** Fixed sets of values of HubSpot's own properties. */
const fixedOptions: Readonly<Record<string, readonly string[]>> = {
  hs_ticket_priority: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'],
  hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'],
  hs_task_priority: ['NONE', 'LOW', 'MEDIUM', 'HIGH'],
};

/** Everything that is wrong with what is to be written. */
export function problemsOf(
  world: World,
  { name: kind }: Kind,
  values: Readonly<Record<string, string>>,
  { isNew, demanded }: { isNew: boolean; demanded: readonly string[] },
): PropertyProblem[] {
  const lacking = isNew
    ? [...(required[kind] ?? []), ...demanded].filter((name) => (values[name] ?? '') === '')
    : [];
  return [
    ...lacking.map((name) => problem(name, 'REQUIRED_FIELD', `Property "${name}" is required`)),
    ...Object.entries(values).flatMap(([name, value]) => valueProblem(world, kind, name, value) ?? []),
    ...stageProblem(world, kind, values),
  ];
}

function valueProblem(
  world: World,
  kind: KindName,
  name: string,
  value: string,
): PropertyProblem | undefined {
  const property = world.catalogue.properties[kind]?.find((candidate) => candidate.name === name);
  if (property === undefined && !(name in valuesOf(world, readRow(world, kind, 0))))
    return problem(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
  if (computed.has(name) || property?.isCalculated === true)
    return problem(name, 'READ_ONLY_VALUE', `"${name}" is a read only property; its value cannot be set.`);
  if (value === '') return undefined;
  const fixed = fixedOptions[name];
  if (fixed !== undefined && !fixed.includes(value)) return notAnOption(name, value, fixed);
  return property === undefined ? undefined : typeProblem(property, value);
}

function typeProblem({ name, type, fieldType, options, hasExternalOptions }: Property, value: string) {
  switch (type) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value)
        ? undefined
        : problem(name, 'INVALID_LONG', `${value} was not a valid long.`);
    case 'bool':
      return ['true', 'false'].includes(value)
        ? undefined
        : problem(name, 'INVALID_BOOLEAN', `${value} was not a valid boolean.`);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) || Number(value) % 86_400_000 === 0
        ? undefined
        : problem(name, 'INVALID_DATE', `${value} is not midnight, UTC.`);
    case 'datetime':
      return Number.isNaN(Date.parse(value)) && !/^\d+$/.test(value)
        ? problem(name, 'INVALID_DATE', `${value} was not a valid date.`)
        : undefined;
    case 'enumeration': {
      if (hasExternalOptions) return undefined;
      const known = (options ?? []).map((option) => option.value);
      const single = fieldType === 'checkbox' ? value.split(';').filter(Boolean) : [value];
      const odd = single.find((entry) => !known.includes(entry));
      return odd === undefined ? undefined : notAnOption(name, odd, known);
    }
    default:
      return undefined;
  }
}

function notAnOption(name: string, value: string, allowed: readonly string[]): PropertyProblem {
  const shown = allowed.slice(0, 20).join(', ');
  return problem(name, 'INVALID_OPTION', `${value} was not one of the allowed options: [${shown}]`);
}

/** A stage belongs to one pipeline, which has to be named where it is not the first. */
function stageProblem(
  { catalogue }: World,
  kind: KindName,
  values: Readonly<Record<string, string>>,
): PropertyProblem[] {
  if (kind !== 'tickets' && kind !== 'deals') return [];
  const [stageName, pipelineName] =
    kind === 'tickets' ? ['hs_pipeline_stage', 'hs_pipeline'] : ['dealstage', 'pipeline'];
  const stage = values[stageName ?? ''];
  if (!stage) return [];
  const pipelines = catalogue.pipelines[kind].filter(({ isArchived }) => !isArchived);
  const named = values[pipelineName ?? ''];
  const own = named ? pipelines.filter(({ id }) => id === named) : pipelines;
  if (own.some(({ stages }) => stages.some(({ id }) => id === stage))) return [];
  return [
    problem(stageName ?? '', 'INVALID_OPTION', `${stage} is not a stage of the pipeline ${named ?? ''}.`),
  ];
}

function problem(name: string, error: string, message: string): PropertyProblem {
  return { isValid: false, message, error, name, localizedErrorMessage: message };
}
