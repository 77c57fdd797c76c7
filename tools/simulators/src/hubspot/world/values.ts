import { draw, pick, salt } from '../../random/draw.js';
import { associatedWith } from './associations.js';
import { objectTags, type Pipeline, type Property, removedOption, type Stage } from './catalogue.js';
import { engagementValues } from './engagements.js';
import { iso } from './iso.js';
import { kinds } from './kinds.js';
import type { Row, Values, World } from './model.js';
import { activeOwners, personName } from './people.js';
import { idOf } from './rows.js';
import { subjectText } from './texts.js';

const VALUE = salt('value');
const WORK = salt('work');
const SUBJECT = salt('subject');
const DAY_MS = 86_400_000;
const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'URGENT', null] as const;
/** More digits than any number type holds. */
export const LONG_DECIMAL = '0.40000000000000002220446049250313080847263336181640625';

/** All properties a record has, as text. */
export function valuesOf(world: World, row: Row): Values {
  const { createdProperty, modifiedProperty } = kinds[row.kind];
  const values: Values = {
    hs_object_id: String(row.id),
    [createdProperty]: iso(row.createdAt),
    [modifiedProperty]: iso(row.updatedAt),
    ...drawnValues(world, row),
    ...row.override?.values,
  };
  // Contacts have the other one too, and searches by it find nothing.
  if (row.kind === 'contacts') values.hs_lastmodifieddate = iso(row.updatedAt);
  return values;
}

/** Of a record that was made through the API, only their names. */
function drawnValues(world: World, row: Row): Values {
  const drawn = { ...customValues(world, row), ...ownValues(world, row) };
  if (row.override?.isWritten !== true) return drawn;
  return Object.fromEntries(Object.keys(drawn).map((name) => [name, null]));
}

/** Where a ticket or deal was before anybody moved it. */
export function generatedStage(world: World, row: Row): { pipeline: Pipeline; stage: Stage } {
  const drawn = draw(world.seed, WORK, row.index);
  if (row.kind === 'deals') {
    const pipeline = pick(world.catalogue.pipelines.deals, 0);
    return { pipeline, stage: pick(pipeline.stages, drawn >>> 8) };
  }
  const pipeline = pick(world.catalogue.pipelines.tickets, drawn % 9 === 0 ? 2 : drawn % 3 === 0 ? 1 : 0);
  // Stages that were added later hold nothing from before.
  return { pipeline, stage: pick(pipeline.stages.slice(0, 4), drawn >>> 8) };
}

/** What a ticket is as everybody sees it. */
export function ticketState(world: World, row: Row) {
  const drawn = draw(world.seed, WORK, row.index);
  const { pipeline, stage } = generatedStage(world, row);
  const values = row.override?.values ?? {};
  const owner = drawn % 4 === 0 ? null : pick(world.people.owners, drawn >>> 12);
  return {
    subject: values.subject ?? subjectText(draw(world.seed, SUBJECT, row.index), row.index + 1),
    pipelineId: values.hs_pipeline ?? pipeline.id,
    stageId: values.hs_pipeline_stage ?? stage.id,
    priority: pick(PRIORITIES, drawn >>> 4),
    owner,
    teamId: drawn % 5 === 0 ? null : pick(world.people.teams, drawn >>> 16).id,
    tagIds: objectTags.filter((_, position) => ((drawn >>> (20 + position)) & 3) === 3).map(({ id }) => id),
    // Somebody whose account was deleted for good.
    hasLostOwner: drawn % 29 === 7,
    drawn,
  };
}

function ownValues(world: World, row: Row): Values {
  const { seed, people, tables } = world;
  const drawn = draw(seed, WORK, row.index);
  const owner = String(pick(activeOwners(people), drawn >>> 3).id);
  switch (row.kind) {
    case 'contacts': {
      const { first, last } = personName(seed, row.index);
      const [company] = associatedWith(world, row, 'companies');
      return {
        email: row.index % 9 === 4 ? null : `customer-${row.index}@client.example`,
        hs_additional_emails: row.index % 50 === 0 ? `second-${row.index}@client.example;` : null,
        firstname: first,
        lastname: last === '' ? null : last,
        phone: row.index % 3 === 0 ? `+386 1 ${row.index} ext. 5` : null,
        lifecyclestage: 'customer',
        hubspot_owner_id: row.index % 2 === 0 ? owner : null,
        associatedcompanyid: company === undefined ? null : idOf(world, 'companies', company.index),
        hs_merged_object_ids: null,
      };
    }
    case 'companies':
      return {
        name: row.index % 40 === 39 ? null : `Client ${row.index} & Co`,
        domain: `client-${row.index}.example`,
        hs_additional_domains: null,
        hubspot_owner_id: row.index % 3 === 0 ? null : owner,
        hs_merged_object_ids: null,
      };
    case 'tickets': {
      const state = ticketState(world, row);
      return {
        subject: state.subject,
        content: row.index % 8 === 5 ? null : 'It is <b>broken</b> & loud.\nPlease help.',
        hs_pipeline: state.pipelineId,
        hs_pipeline_stage: state.stageId,
        hs_ticket_priority: state.priority,
        hs_ticket_category: row.index % 3 === 0 ? 'PRODUCT_ISSUE;BILLING_ISSUE' : null,
        hubspot_owner_id: state.hasLostOwner ? '70000001' : state.owner && String(state.owner.id),
        hubspot_team_id: state.teamId === null ? null : String(state.teamId),
        hs_tag_ids: state.tagIds.length === 0 ? null : state.tagIds.join(';'),
        closed_date: row.index % 5 === 0 ? iso(row.createdAt + DAY_MS) : null,
        source_type: pick(['CHAT', 'EMAIL', 'FORM', 'PHONE', null], drawn >>> 2),
        hs_created_by_user_id: String(pick(activeOwners(people), drawn >>> 5).userId),
        hs_merged_object_ids: null,
      };
    }
    case 'deals': {
      const { pipeline, stage } = generatedStage(world, row);
      return {
        dealname: `Deal ${row.index} for naïve customers`,
        amount: row.index % 20 === 7 ? LONG_DECIMAL : `${drawn % 90_000}.5`,
        deal_currency_code: row.index % 2 === 0 ? 'EUR' : null,
        amount_in_home_currency: `${drawn % 99_000}`,
        closedate: row.index % 3 === 0 ? null : iso(row.createdAt + DAY_MS),
        pipeline: pipeline.id,
        dealstage: stage.id,
        hs_forecast_category: null,
        hubspot_owner_id: owner,
        hs_merged_object_ids: null,
      };
    }
    case 'products':
      return {
        name: `Product ${row.index}`,
        price: `${row.index * 3}.99`,
        hs_sku: `P-${row.index}`,
        description: null,
      };
    case 'line_items':
      return {
        name: `Line ${row.index}`,
        quantity: String(1 + (drawn % 9)),
        price: `${drawn % 900}.10`,
        amount: `${drawn % 9_000}.90`,
        hs_line_item_currency_code: row.index % 2 === 0 ? 'EUR' : null,
        hs_product_id: idOf(world, 'products', row.index % tables.products.size),
      };
    case 'machines':
      return { serial: `M-${row.index}`, power: String(drawn % 5_000), built_on: '2024-02-29' };
    default:
      return engagementValues(world, row);
  }
}

/** Values of the properties that administrators have made. */
function customValues(world: World, row: Row): Values {
  const values: Values = {};
  for (const property of world.catalogue.properties[row.kind] ?? []) {
    const drawn = draw(world.seed, VALUE, row.index, salt(property.name));
    values[property.name] = property.isAdded || drawn % 3 === 0 ? null : customValue(world, property, drawn);
  }
  return values;
}

function customValue(world: World, property: Property, drawn: number): string {
  switch (property.type) {
    case 'number':
      return property.isCalculated
        ? LONG_DECIMAL
        : String((drawn % 10_000) / (property.numberDisplayHint ? 10 : 1));
    case 'bool':
      return pick(['true', 'false', ''], drawn >>> 4);
    case 'date':
      return `2025-0${1 + (drawn % 9)}-28`;
    case 'datetime': {
      const text = iso(Date.UTC(2025, drawn % 12, 3, 4, 5, 6));
      return pick([text, text.replace('.000Z', 'Z'), String(Date.parse(text))], drawn >>> 6);
    }
    case 'enumeration': {
      if (property.hasExternalOptions) return String(pick(activeOwners(world.people), drawn >>> 4).id);
      const options = property.options ?? [];
      if (property.fieldType === 'checkbox')
        return options
          .filter((_, position) => ((drawn >>> (4 + position)) & 1) === 1)
          .map(({ value }) => value)
          .join(';');
      return drawn % 10 === 1 ? removedOption : pick(options, drawn >>> 4).value;
    }
    default:
      return property.fieldType === 'html'
        ? `<p>In <em>short</em>: ${drawn % 100}</p>`
        : `value ${drawn % 1_000}`;
  }
}
