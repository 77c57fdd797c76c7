import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, notFound } from '../http/failure.js';
import { bodyOf } from '../http/parameters.js';
import { offsetMinutes } from '../limits/account-day.js';
import type { Portal } from '../portal.js';
import { portalId } from '../render/records.js';
import {
  companyCurrency,
  exchangeRates,
  objectTags,
  type Pipeline,
  type Property,
} from '../world/catalogue.js';
import type { Kind } from '../world/kinds.js';
import type { World } from '../world/model.js';
import { kindOf, scopeOf } from './objects.js';

/** What default pipelines and properties say of their age. */
const EPOCH = '1970-01-01T00:00:00Z';

export const configurationEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/account-info/{version}/details',
    answer: (_, portal) => ok(accountJson(portal)),
  },
  {
    method: 'GET',
    template: '/crm/properties/{version}/{objectType}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, { world }) => ok({ results: propertiesOf(kindOf(call), world) }),
  },
  {
    method: 'POST',
    template: '/crm/properties/{version}/{objectType}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: createProperty,
  },
  {
    method: 'GET',
    template: '/crm/properties/{version}/{objectType}/{propertyName}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, { world }) => {
      const name = call.pathValue('propertyName');
      const found = propertiesOf(kindOf(call), world).find((property) => property.name === name);
      if (found === undefined) throw notFound('property');
      return ok(found);
    },
  },
  {
    method: 'GET',
    template: '/crm/pipelines/{version}/{objectType}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, { world }) => {
      const all =
        kindOf(call).name === 'deals' ? world.catalogue.pipelines.deals : world.catalogue.pipelines.tickets;
      return ok({ results: all.filter(({ isArchived }) => !isArchived).map(pipelineJson) });
    },
  },
  {
    method: 'GET',
    template: '/settings/currencies/{version}/exchange-rates/current',
    scope: 'currencies',
    answer: () =>
      ok({
        results: exchangeRates.map(({ code, rate }, position) => ({
          id: String(position + 1),
          fromCurrencyCode: code,
          toCurrencyCode: companyCurrency,
          conversionRate: rate,
          visibleInUI: true,
          effectiveAt: '2024-02-01T00:00:00Z',
          createdAt: '2024-01-01T00:00:00Z',
          updatedAt: '2024-02-01T00:00:00Z',
        })),
      }),
  },
  {
    method: 'GET',
    template: '/crm/object-tags/{version}/{objectType}',
    scope: 'tags',
    answer: () =>
      ok({
        results: objectTags.map(({ id, label, color }) => ({
          id: String(id),
          label,
          color,
          objectTypeId: '0-5',
          createdAt: '2024-01-01T00:00:00Z',
          updatedAt: '2024-01-02T00:00:00Z',
        })),
      }),
  },
];

/** A text property; the others have values that would have to be drawn. */
function createProperty(call: Call, { world }: Portal): Reply {
  const kind = kindOf(call).name;
  const { name, label, type, hasUniqueValue } = bodyOf(call);
  if (typeof name !== 'string' || !/^[a-z][a-z0-9_]*$/.test(name) || type !== 'string')
    throw failure(400, 'A property needs a name in lower case and the type string');
  const before = world.catalogue.properties[kind] ?? [];
  if (before.some((property) => property.name === name))
    throw failure(409, `A property with the name ${name} already exists`, 'CONFLICT');
  const made: Property = {
    name,
    label: String(label ?? name),
    type: 'string',
    fieldType: 'text',
    isAdded: true,
    ...(hasUniqueValue === true && { isUnique: true }),
  };
  world.catalogue = {
    ...world.catalogue,
    properties: { ...world.catalogue.properties, [kind]: [...before, made] },
  };
  return { status: 201, json: propertyJson(made) };
}

function accountJson({ world, timeZone }: Portal) {
  const offset = offsetMinutes(timeZone, world.now());
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return {
    portalId,
    accountType: 'STANDARD',
    timeZone,
    companyCurrency,
    additionalCurrencies: exchangeRates.map(({ code }) => code),
    utcOffset: `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
    utcOffsetMilliseconds: offset * 60_000,
    uiDomain: 'app-eu1.hubspot.com',
    dataHostingLocation: 'eu1',
  };
}

export function propertiesOf(
  { name: kind, createdProperty, modifiedProperty }: Kind,
  world: World,
): ReturnType<typeof propertyJson>[] {
  const standard: Property[] = [
    { name: createdProperty, label: 'Create date', type: 'datetime', fieldType: 'date', isStandard: true },
    {
      name: modifiedProperty,
      label: 'Last modified date',
      type: 'datetime',
      fieldType: 'date',
      isStandard: true,
    },
    { name: 'hs_object_id', label: 'Record ID', type: 'number', fieldType: 'number', isStandard: true },
  ];
  if (kind === 'tickets')
    standard.push(stageProperty('hs_pipeline_stage', 'Ticket status', world.catalogue.pipelines.tickets));
  if (kind === 'deals')
    standard.push(stageProperty('dealstage', 'Deal Stage', world.catalogue.pipelines.deals));
  return [...standard, ...(world.catalogue.properties[kind] ?? [])].map(propertyJson);
}

/** Its options are the stages of all pipelines, those that were archived hidden. */
function stageProperty(name: string, label: string, pipelines: readonly Pipeline[]): Property {
  return {
    name,
    label,
    type: 'enumeration',
    fieldType: 'radio',
    isStandard: true,
    options: pipelines.flatMap(({ stages, isArchived }) =>
      stages.map((stage) => ({
        value: stage.id,
        label: stage.label,
        ...(isArchived && { isHidden: true as const }),
      })),
    ),
  };
}

export function propertyJson(property: Property) {
  return {
    name: property.name,
    label: property.label,
    type: property.type,
    fieldType: property.fieldType,
    description: '',
    groupName: 'information',
    options: (property.options ?? []).map(({ value, label, isHidden }, displayOrder) => ({
      value,
      label,
      displayOrder,
      hidden: isHidden === true,
    })),
    calculated: property.isCalculated === true,
    externalOptions: property.hasExternalOptions === true,
    ...(property.hasExternalOptions && { referencedObjectType: 'OWNER' }),
    ...(property.numberDisplayHint && { numberDisplayHint: property.numberDisplayHint }),
    ...(property.currencyPropertyName && { currencyPropertyName: property.currencyPropertyName }),
    ...(property.isStandard && { hubspotDefined: true }),
    hasUniqueValue: property.isUnique === true,
    hidden: false,
    formField: true,
    displayOrder: -1,
    archived: false,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    modificationMetadata: {
      archivable: property.isStandard !== true,
      readOnlyDefinition: property.isStandard === true,
      readOnlyValue: property.isCalculated === true,
    },
  };
}

function pipelineJson({ id, label, stages }: Pipeline, displayOrder: number) {
  return {
    id,
    label,
    displayOrder,
    archived: false,
    createdAt: EPOCH,
    updatedAt: EPOCH,
    stages: stages.map((stage, order) => ({
      id: stage.id,
      label: stage.label,
      displayOrder: order,
      archived: false,
      createdAt: EPOCH,
      updatedAt: EPOCH,
      writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
      metadata:
        stage.probability === undefined
          ? { ticketState: stage.isClosed ? 'CLOSED' : 'OPEN', isClosed: String(stage.isClosed) }
          : { isClosed: String(stage.isClosed), probability: stage.probability },
    })),
  };
}
