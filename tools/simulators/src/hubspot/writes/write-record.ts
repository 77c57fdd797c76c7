import { ReplyError } from '../../http/reply.js';
import { failure, failureJson, notFound } from '../http/failure.js';
import type { Portal } from '../portal.js';
import { recordJson } from '../render/records.js';
import { targetOfType } from '../world/associations.js';
import { type Kind, kinds } from '../world/kinds.js';
import { note, noteMade, truthKinds } from '../world/ledger.js';
import type { Row, World } from '../world/model.js';
import { idOf, indexOf, readRow, rowCount } from '../world/rows.js';
import { valuesOf } from '../world/values.js';
import { createRecord, type Link, updateRecord } from '../world/writes.js';
import { refuseBeyondLabelLimit } from './label-limit.js';
import { problemsOf } from './property-rules.js';

/** The first version of the API in which what administrators demand holds for programs, too. */
const rulesSince = '2026-09';

/** What one record is to become, as a body has it. */
export interface RecordInput {
  properties?: unknown;
  associations?: unknown;
}

/** Makes a record. @throws ReplyError with all that is wrong with it */
export function create(portal: Portal, kind: Kind, version: string, input: RecordInput): Row {
  const { world } = portal;
  const values = textsOf(input.properties);
  const demanded = version >= rulesSince && version.startsWith('2') ? portal.demanded[kind.name] : undefined;
  refuseInvalid(problemsOf(world, kind, values, { isNew: true, demanded: demanded ?? [] }));
  refuseTaken(world, kind, values);
  const links = linksOf(world, kind, input.associations);
  refuseBeyondLabelLimit(portal, kind.name, undefined, links);
  const index = createRecord(world, kind.name, emptied(values), links);
  const row = readRow(world, kind.name, index);
  noteMade(world, kind.name, String(row.id), (values.hs_attachment_ids ?? '').split(';').filter(Boolean));
  return row;
}

/** Writes properties of a live record. @throws ReplyError */
export function update(portal: Portal, kind: Kind, row: Row, input: RecordInput): Row {
  const { world } = portal;
  const values = textsOf(input.properties);
  refuseLocked(world, row);
  const before = valuesOf(world, row);
  const stage = kind.name === 'tickets' ? { hs_pipeline: before.hs_pipeline ?? '', ...values } : values;
  const problems = problemsOf(world, kind, values.hs_pipeline_stage ? stage : values, {
    isNew: false,
    demanded: [],
  });
  refuseInvalid(problems);
  refuseTaken(world, kind, values, row);
  updateRecord(world, row, emptied(values));
  note(world, truthKinds[kind.name], String(row.id), { isNew: false });
  return readRow(world, kind.name, row.index);
}

/** A live record by its id, or by the value of a property that no two records share. @throws ReplyError 404 */
export function liveRow(world: World, kind: Kind, id: string, idProperty: string | null): Row {
  const index = idProperty === null ? indexOf(world, kind.name, id) : indexWith(world, kind, idProperty, id);
  const found = index === undefined ? undefined : readRow(world, kind.name, index);
  const row =
    found?.override?.gone?.into === undefined ? found : readRow(world, kind.name, found.override.gone.into);
  if (row === undefined || row.archivedAt !== undefined || row.override?.gone !== undefined)
    throw notFound('resource');
  return row;
}

export function writtenJson(world: World, row: Row, values: Readonly<Record<string, unknown>>) {
  return recordJson(world, row, { properties: Object.keys(values), history: [], associations: [] });
}

/** Only records that were written can have a value that nobody else has, but for the e-mail of contacts. */
export function indexWith(world: World, kind: Kind, property: string, value: string): number | undefined {
  const isUnique =
    (kind.name === 'contacts' && property === 'email') ||
    world.catalogue.properties[kind.name]?.some(({ name, isUnique: is }) => name === property && is === true);
  if (!isUnique) throw failure(400, `Property ${property} does not have unique values`);
  const drawn = /^customer-(\d+)@client\.example$/.exec(value)?.[1];
  const candidates = [
    ...world.tables[kind.name].overrides.keys(),
    ...(drawn === undefined ? [] : [Number(drawn)]),
  ];
  return candidates.find((index) => {
    if (index >= rowCount(world.tables[kind.name])) return false;
    const row = readRow(world, kind.name, index);
    return row.override?.gone === undefined && valuesOf(world, row)[property] === value;
  });
}

/** Associations of a new record, whose types say what they lead to. */
function linksOf(world: World, kind: Kind, associations: unknown): Link[] {
  if (associations === undefined) return [];
  if (!Array.isArray(associations)) throw failure(400, 'Invalid input JSON: associations are a list');
  return associations.flatMap((entry: { to?: { id?: unknown }; types?: { associationTypeId?: number }[] }) =>
    linkOf(world, kind, String(entry.to?.id ?? ''), entry.types ?? []),
  );
}

export function linkOf(
  world: World,
  kind: Kind,
  otherId: string,
  types: readonly { associationTypeId?: number }[],
): Link[] {
  const ids = types.map(({ associationTypeId }) => associationTypeId ?? 0);
  const to = ids.map((id) => targetOfType(kind.name, id)).find((name) => name !== undefined);
  if (to === undefined) throw failure(400, `Invalid association type ${ids.join(', ')} for ${kind.name}`);
  const index = indexOf(world, to, otherId);
  if (index === undefined) throw failure(400, `${kinds[to].singular} ${otherId} is not valid`);
  return [{ to, index, labels: ids }];
}

function textsOf(properties: unknown): Record<string, string> {
  if (typeof properties !== 'object' || properties === null)
    throw failure(400, 'Invalid input JSON: properties are missing');
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value ?? '')]));
}

function emptied(values: Readonly<Record<string, string>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]),
  );
}

/** The details are JSON inside the message. */
function refuseInvalid(problems: readonly object[]): void {
  if (problems.length === 0) return;
  throw failure(400, `Property values were not valid: ${JSON.stringify(problems)}`);
}

function refuseTaken(world: World, kind: Kind, values: Readonly<Record<string, string>>, own?: Row): void {
  const unique = (world.catalogue.properties[kind.name] ?? []).filter(({ isUnique }) => isUnique === true);
  const names = [...unique.map(({ name }) => name), ...(kind.name === 'contacts' ? ['email'] : [])];
  for (const name of names) {
    const value = values[name];
    if (!value) continue;
    const taken = indexWith(world, kind, name, value);
    if (taken === undefined || taken === own?.index) continue;
    const message =
      name === 'email'
        ? `Contact already exists. Existing ID: ${idOf(world, kind.name, taken)}`
        : `A ${kind.singular} with that ${name} already exists. Existing ID: ${idOf(world, kind.name, taken)}`;
    throw new ReplyError({ status: 409, json: failureJson(message, 'CONFLICT') }, message);
  }
}

/** Something else works on the record; https://developers.hubspot.com/docs/api-reference/error-handling */
export function refuseLocked(world: World, row: Row): void {
  const key = `${row.kind} ${row.id}`;
  const left = world.locks.get(key) ?? 0;
  if (left === 0) return;
  world.locks.set(key, left - 1);
  throw new ReplyError({ status: 423, json: failureJson('The resource is locked', 'LOCKED') }, 'locked');
}
