import type { Held, LoadItem, RichTextInput, SomeFields, Written } from '@airdrop-connectors/core';
import type { Properties } from '../api/writing.js';
import type { WrittenObject } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';
import { customFieldKey } from '../custom-fields.js';
import type { ObjectType } from '../object-types.js';
import type { FoundObject } from '../streams/object-page.js';
import { acceptedProperties, refusedFields } from './accepted-properties.js';
import { customProperties, heldCustomValues } from './custom-properties.js';
import type { DeclaredType } from './declared-fields.js';
import { heldRecord } from './held-record.js';
import { createMarked, findMarked } from './marks.js';
import { newAssociations, relate } from './relations.js';
import { readsBack } from './values.js';

type Data = SomeFields<object>;

/** Records that go through the stages of a pipeline: tickets and deals. */
export interface PipelineRecords<Full> {
  type: ObjectType & { path: 'tickets' | 'deals' };
  declared: (client: HubspotClient) => Promise<DeclaredType>;
  /** Names of the properties of pipeline and stage. */
  pipeline: string;
  stage: string;
  /** Fields by the property that has their value, apart from stages. */
  fieldOf: Readonly<Record<string, string>>;
  /** Values of these properties, of those fields that the data has. */
  properties: (data: SomeFields<Full>) => Record<string, string>;
  /** Texts of the data with formatting. */
  texts: (data: SomeFields<Full>) => readonly (RichTextInput | null | undefined)[];
  /** A record as an extraction would deliver it, ours where both are the same in another form. */
  held: (found: FoundObject, declared: DeclaredType, ours: SomeFields<Full>) => SomeFields<Full>;
  /** What a record has to have. */
  needed: readonly string[];
}

interface Writing<Full> {
  client: HubspotClient;
  item: LoadItem<Full>;
}

/** What was last read of an item, to know whom its record belongs to. */
const readBefore = new WeakMap<object, FoundObject>();

export function pipelineRecords<Full>(records: PipelineRecords<Full>) {
  const { type, pipeline, stage: stageProperty, needed } = records;
  const { path } = type;

  /** What of an item can be written, and what of it cannot. */
  async function wanted(client: HubspotClient, data: SomeFields<Full>) {
    const declared = await records.declared(client);
    const custom = customProperties(declared.fields, data);
    const properties: Record<string, string> = { ...records.properties(data), ...custom.properties };
    const refused = { ...custom.refused };
    const stage = textIn(data, 'stage');
    const owner = declared.pipelines.find(({ stages }) => stages.some(({ id }) => id === stage));
    if (owner !== undefined) Object.assign(properties, { [pipeline]: owner.id, [stageProperty]: stage });
    else if (stage !== undefined)
      refused.stage = 'HubSpot has no pipeline with this stage any more. Choose another stage.';
    const isExact = custom.isExact && records.texts(data).every(readsBack);
    return { declared, properties, refused, isExact };
  }

  /** A stage that is not there any more, or none at all, is the first one of the first pipeline. */
  function withStage(properties: Properties, { pipelines }: DeclaredType): Properties {
    const [first] = pipelines;
    const start = first?.stages[0];
    if (properties[stageProperty] || first === undefined || start === undefined) return properties;
    return { ...properties, [pipeline]: first.id, [stageProperty]: start.id };
  }

  const fieldsOf = (problems: Readonly<Record<string, string>>) =>
    refusedFields(problems, { ...records.fieldOf, [stageProperty]: 'stage' }, customFieldKey(''));

  return {
    async create({ client, item, key }: Writing<Full> & { key: string }): Promise<Written> {
      const { declared, properties, refused } = await wanted(client, item.data);
      const associations = newAssociations(path, peopleOf(item.data));
      const { answer, refused: problems } = await acceptedProperties(
        withoutNothing(withStage(properties, declared)),
        needed,
        (accepted) => createMarked(client, path, { key, properties: accepted, associations }),
      );
      return made(answer, { ...refused, ...fieldsOf(problems) });
    },

    async find({ client, item, key }: Writing<Full> & { key: string }): Promise<Written | undefined> {
      const found = await findMarked(client, path, key);
      return found && made(found, (await wanted(client, item.data)).refused);
    },

    async read({ client, item, id }: Writing<Full> & { id: string }): Promise<Held<Full> | undefined> {
      const found = await heldRecord(client, type, id, item.data);
      if (found === undefined) return undefined;
      readBefore.set(item, found);
      const declared = await records.declared(client);
      const values = heldCustomValues(declared.fields, found.properties, item.data);
      const data = { ...records.held(found, declared, item.data), ...values } as SomeFields<Full>;
      return { modifiedDate: new Date(found.updatedAt).toISOString(), data };
    },

    async write({
      client,
      item,
      id,
      changes,
    }: Writing<Full> & { id: string; changes: SomeFields<Full> }): Promise<Written> {
      const { properties, refused, isExact } = await wanted(client, changes);
      const held = readBefore.get(item);
      const before = (to: string) => (held?.related[to] ?? []).map((related) => related.id);
      for (const [to, ids] of Object.entries(peopleOf(changes)))
        await relate(client, [path, id], to, {
          wanted: ids,
          // DevRev knows one company; the others of a ticket or deal are left alone.
          held: to === 'companies' && ids.length > 0 ? before(to).slice(0, 1) : before(to),
        });
      if (Object.keys(properties).length === 0)
        return { id, ...(held && { modifiedDate: new Date(held.updatedAt).toISOString() }), refused };
      const { answer, refused: problems } = await acceptedProperties(properties, [], (accepted) =>
        client.updateObject(path, id, accepted),
      );
      // What follows from a stage, such as the time of closing, comes with the next forward sync.
      const isAlone = properties[stageProperty] === undefined && isExact;
      return {
        id: answer.id,
        ...(isAlone && { modifiedDate: answer.updatedAt }),
        refused: { ...refused, ...fieldsOf(problems) },
      };
    },
  };
}

/** Without the time: what HubSpot has added, such as who made it, comes with the next forward sync. */
function made({ id }: WrittenObject, refused: Record<string, string>): Written {
  return { id, refused };
}

/** Contacts and company, by the types of their records; those that the data says nothing about are not there. */
function peopleOf(data: Data): Record<string, string[]> {
  const { contacts, company } = data as { contacts?: unknown; company?: unknown };
  return {
    ...(contacts !== undefined && { contacts: Array.isArray(contacts) ? contacts.map(String) : [] }),
    ...(company !== undefined && { companies: typeof company === 'string' ? [company] : [] }),
  };
}

function textIn(data: Data, field: string): string | undefined {
  const value = (data as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : undefined;
}

/** A new record has nothing to be cleared. */
export function withoutNothing(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''));
}
