import { type Call, ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { bodyOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { portalId } from '../render/records.js';
import { associationLabels } from '../world/catalogue.js';
import { type Kind, type KindName, kindAt, kinds, machineTypeId } from '../world/kinds.js';
import type { World } from '../world/model.js';
import { propertiesOf, propertyJson } from './configuration.js';
import { scopeOf, texts } from './objects.js';

/** Types of records, and which pairs of them have labels. */
export const schemaEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/crm-object-schemas/{version}/schemas',
    scope: 'custom',
    answer: (_, { world }) => ok({ results: [machineSchema(world)] }),
  },
  {
    method: 'POST',
    template: '/crm-object-schemas/{version}/schemas/batch/read',
    answer: (call, portal) => ok({ results: describedTypes(call, portal) }),
  },
  {
    method: 'GET',
    template: '/crm/limits/{version}/associations/labels',
    answer: () => ok({ results: labelUse }),
  },
];

/** Types that the token may not see are left out. */
function describedTypes(call: Call, { world, missing }: Portal): object[] {
  return texts(bodyOf(call).inputs).flatMap((typeId): object[] => {
    const kind = kindAt(typeId);
    const scope = scopeOf(typeId);
    if (kind === undefined || (scope !== undefined && missing.has(scope))) return [];
    if (kind.name === 'machines') return [machineSchema(world)];
    return [
      {
        id: kind.typeId,
        objectTypeId: kind.typeId,
        fullyQualifiedName: kind.name.toUpperCase(),
        name: kind.name.toUpperCase(),
        labels: { singular: kind.singular, plural: kind.name },
        requiredProperties: [],
        searchableProperties: [],
        secondaryDisplayProperties: [],
        associations: [],
        archived: false,
        properties: propertiesOf(kind, world),
      },
    ];
  });
}

/** A pair of types is there once, whatever the direction. */
const labelUse = Object.entries(associationLabels).map(([pair, labels]) => {
  const [from, to] = pair.split(' ').map((name) => kinds[name as KindName]);
  const named = (kind: Kind | undefined) => ({
    objectTypeId: kind?.typeId,
    singularLabel: kind?.singular,
    pluralLabel: kind?.name,
  });
  return {
    fromObjectType: named(to),
    toObjectType: named(from),
    allLabels: labels.map(({ label }) => label),
    usage: labels.length,
    limit: 50,
    percentage: labels.length * 2,
  };
});

function machineSchema(world: World) {
  return {
    id: '3465404',
    objectTypeId: machineTypeId,
    fullyQualifiedName: `p${portalId}_machine`,
    name: 'machine',
    labels: { singular: 'Machine', plural: 'Machines' },
    primaryDisplayProperty: 'serial',
    secondaryDisplayProperties: [],
    requiredProperties: ['serial'],
    searchableProperties: ['serial'],
    archived: false,
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
    properties: (world.catalogue.properties.machines ?? []).map(propertyJson),
    associations: [
      {
        id: '81',
        fromObjectTypeId: machineTypeId,
        toObjectTypeId: kinds.tickets.typeId,
        name: 'machine_to_ticket',
      },
    ],
  };
}
