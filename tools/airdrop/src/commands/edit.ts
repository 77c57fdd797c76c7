import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { type Database, openDatabase } from '../database/database.js';
import { latestMetadata } from '../database/latest-metadata.js';
import { devrevObject, type TargetField, targetFields } from '../devrev/devrev-target.js';
import { openArtifactStore } from '../platform/artifact-store.js';
import { snapInVersionId, syncUnitIdOf } from '../platform/event-factory.js';
import type { JsonObject } from '../platform/json-shape.js';
import { openMappingStore } from '../platform/mapping-store.js';
import {
  addFile,
  createObject,
  type EditableObject,
  editObject,
  findObject,
} from '../reverse/edit-objects.js';
import { compileReversePlan } from '../reverse/reverse-plan.js';
import { lockDataDirectory } from '../sync-run/data-directory.js';
import { readSummaries } from '../sync-run/run-summary.js';
import { unitOfInitialRun } from '../sync-run/unit-choice.js';
import { requireSyncedData, type SyncedDataOptions, syncedDirectory } from './synced-data.js';

interface EditOptions extends SyncedDataOptions {
  new?: string;
  attach?: string;
  unit?: string;
}

export function addEditCommand(program: Command): void {
  program
    .command('edit')
    .summary('edit DevRev objects, for a reverse run')
    .description(
      'Changes an object as somebody in DevRev would, adds a file to it, or makes a new one. The next reverse run writes it into the external system.',
    )
    .argument('[id]', 'display id or DON of an object')
    .argument(
      '[fields...]',
      'stock fields as name=value; lists with commas, references as display ids or DONs',
    )
    .option('--new <record type>', 'make an object of the subtype that a record type has become')
    .option('--attach <file>', 'add a file to the object')
    .option('--unit <id>', 'external sync unit of a new object (default: the last one imported)')
    .option('--data-dir <directory>', 'directory of a sync (default: .airdrop/<connector>)')
    .option('--connector <name>', 'connector whose default directory is meant')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop edit ISS-12 title="Printer on fire" stage="In progress"
  $ airdrop edit ISS-12 --attach photo.png
  $ airdrop edit --new comments parent_object_id=ISS-12 body="On my way" visibility=Visibility_EXTERNAL
  $ airdrop sync jira --scenario reverse`,
    )
    .action(edit);
}

async function edit(id: string | undefined, fields: string[], options: EditOptions): Promise<void> {
  const directory = syncedDirectory(options);
  requireSyncedData(directory);
  const release = await lockDataDirectory(directory);
  try {
    const database = await openDatabase(directory, 'read-write');
    try {
      if (options.new !== undefined) {
        const given = id === undefined ? fields : [id, ...fields];
        return print(await makeObject(database, directory, options.new, given, options.unit));
      }
      await changeObject(database, directory, id, fields, options);
    } finally {
      database.close();
    }
  } finally {
    await release();
  }
}

async function makeObject(
  database: Database,
  directory: string,
  itemType: string,
  given: readonly string[],
  unitId: string | undefined,
): Promise<string> {
  const unit = unitOfInitialRun(await readSummaries(directory), unitId);
  const syncUnit = syncUnitIdOf(unit);
  const mapping = (await openMappingStore(directory)).installed(snapInVersionId, syncUnit);
  const plan = compileReversePlan(await latestMetadata(database), mapping);
  const type = plan.types.get(itemType);
  if (type === undefined) {
    const known = [...plan.types.keys()].join(', ') || 'nothing';
    throw new Error(
      `Objects of "${itemType}" do not go back to the external system. The mapping sends back ${known}.`,
    );
  }
  const fields = await fieldsOf(database, type.leafType, given);
  const subtype = plan.forward.types.get(itemType)?.subtype ?? null;
  const { leafType } = type;
  const object = { leafType, itemType, fields, customFields: {}, subtype, syncUnit };
  const don = await createObject(database, object, Date.now());
  return `Made ${don}.`;
}

async function changeObject(
  database: Database,
  directory: string,
  id: string | undefined,
  given: readonly string[],
  { attach }: EditOptions,
): Promise<void> {
  if (id === undefined)
    throw new Error('Give the display id or the DON of an object, or --new with a record type.');
  if (given.length === 0 && attach === undefined)
    throw new Error(`Say what to change of ${id}: fields as name=value, or --attach with a file.`);
  const object = await requireObject(database, id);
  if (given.length > 0) {
    const fields = await fieldsOf(database, object.leafType, given);
    await editObject(database, object, { fields }, Date.now());
    print(`Changed ${Object.keys(fields).join(', ')} of ${object.id}.`);
  }
  if (attach !== undefined) {
    const content = await readFile(attach);
    const fileName = path.basename(attach);
    const file = { parentId: object.id, fileName, contentType: 'application/octet-stream', content };
    print(
      `Added ${await addFile(database, await openArtifactStore(directory), file, Date.now())} to ${object.id}.`,
    );
  }
}

async function requireObject(database: Database, id: string): Promise<EditableObject> {
  const object = await findObject(database, id);
  if (object !== undefined) return object;
  throw new Error(`There is no object "${id}". "airdrop objects" lists what there is.`);
}

async function fieldsOf(database: Database, leafType: string, given: readonly string[]): Promise<JsonObject> {
  const object = devrevObject(leafType);
  const targets = object === undefined ? new Map<string, TargetField>() : targetFields(object);
  const fields: JsonObject = {};
  for (const pair of given) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const target = targets.get(name);
    if (at < 1) throw new Error(`"${pair}" is no field. Write it as name=value.`);
    if (target === undefined)
      throw new Error(
        `There is no field "${name}" in ${leafType}. It has ${[...targets.keys()].join(', ')}.`,
      );
    fields[name] = await fieldValue(database, target, pair.slice(at + 1));
  }
  return fields;
}

async function fieldValue(database: Database, target: TargetField, text: string): Promise<unknown> {
  if (text === '') return null;
  if (!target.isCollection) return singleValue(database, target, text);
  return Promise.all(text.split(',').map((part) => singleValue(database, target, part.trim())));
}

async function singleValue(
  database: Database,
  { name, type, enumNames }: TargetField,
  text: string,
): Promise<unknown> {
  switch (type) {
    case 'int':
    case 'float':
      if (Number.isFinite(Number(text))) return Number(text);
      throw new Error(`${name} takes a number, not "${text}".`);
    case 'bool':
      return text === 'true';
    case 'reference':
      return (await requireObject(database, text)).id;
    case 'enum':
      // A custom stage is known by its name, which is no key of DevRev.
      if (enumNames.size === 0 || enumNames.has(text) || name === 'stage') return text;
      throw new Error(`${name} has no value "${text}". It has ${[...enumNames.keys()].join(', ')}.`);
    default:
      return text;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
