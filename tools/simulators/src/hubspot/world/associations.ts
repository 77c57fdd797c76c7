import { draw, salt } from '../../random/draw.js';
import { associationLabels } from './catalogue.js';
import type { KindName } from './kinds.js';
import type { Row, World } from './model.js';
import { walkRows } from './rows.js';

const PEOPLE = salt('people');
const LABEL = salt('label');

/** A record that another one is associated with. */
export interface Associated {
  index: number;
  types: readonly AssociationType[];
}

export interface AssociationType {
  category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
  typeId: number;
  label: string | null;
}

const engagementKinds: ReadonlySet<KindName> = new Set([
  'notes',
  'emails',
  'calls',
  'meetings',
  'tasks',
  'communications',
]);

/** Type of the association without a label, by the pair of types. */
const plainTypes: Readonly<Record<string, number>> = {
  'tickets contacts': 16,
  'tickets companies': 339,
  'contacts companies': 279,
  'deals companies': 341,
  'deals contacts': 3,
  'line_items deals': 20,
  'machines tickets': 81,
  'notes tickets': 228,
  'notes deals': 214,
  'notes companies': 190,
  'notes contacts': 202,
  'emails tickets': 224,
  'calls tickets': 220,
  'meetings tickets': 212,
  'tasks tickets': 230,
  'tasks deals': 216,
  'tasks companies': 192,
  'tasks contacts': 204,
  'communications tickets': 83,
};
/** Of the association that is the primary one, where there can be one. */
const primaryTypes: Readonly<Record<string, number>> = {
  'tickets companies': 26,
  'contacts companies': 1,
  'deals companies': 5,
};

/** Records of one type that a record is associated with; archiving a record ends its associations. */
export function associatedWith(world: World, row: Row, to: KindName): Associated[] {
  if (row.archivedAt !== undefined) return [];
  const pair = `${row.kind} ${to}`;
  return targetsOf(world, row, to).flatMap((index, position) => {
    const target = world.tables[to].overrides.get(index);
    if (target?.archivedAt !== undefined || target?.gone !== undefined) return [];
    const types: AssociationType[] = [
      { category: 'HUBSPOT_DEFINED', typeId: plainTypes[pair] ?? 0, label: null },
    ];
    const primary = primaryTypes[pair];
    if (primary !== undefined && position === 0)
      types.unshift({ category: 'HUBSPOT_DEFINED', typeId: primary, label: 'Primary' });
    for (const label of associationLabels[pair] ?? []) {
      const isDrawn = position === 0 && draw(world.seed, LABEL, row.index) % 3 === 0;
      const isGiven = row.override?.labels?.[`${to} ${index}`]?.includes(label.typeId) === true;
      if (isGiven || (isDrawn && row.override?.isWritten !== true))
        types.push({ category: 'USER_DEFINED', ...label });
    }
    return [{ index, types }];
  });
}

/** Ticket that an engagement hangs on; undefined for one of a deal, a company or a contact. */
export function ticketOf(world: World, { kind, index, override }: Row): number | undefined {
  if (!engagementKinds.has(kind)) return undefined;
  if (override?.parent !== undefined) return override.parent;
  if (override?.related?.tickets !== undefined || override?.isWritten) return override.related?.tickets?.[0];
  // Every thirteenth hangs on something else.
  if (index % 13 === 12 || world.size === 0) return undefined;
  return index % world.size;
}

export function plainTypeOf(from: KindName, to: KindName): number | undefined {
  return plainTypes[`${from} ${to}`];
}

export function primaryTypeOf(from: KindName, to: KindName): number | undefined {
  return primaryTypes[`${from} ${to}`];
}

/** Type of records that an association from one type of records leads to; undefined for one that nobody knows. */
export function targetOfType(from: KindName, typeId: number): KindName | undefined {
  const known = [...Object.entries(plainTypes), ...Object.entries(primaryTypes)].find(
    ([pair, id]) => id === typeId && pair.startsWith(`${from} `),
  );
  const labelled = Object.entries(associationLabels).find(
    ([pair, labels]) => pair.startsWith(`${from} `) && labels.some((label) => label.typeId === typeId),
  );
  return (known ?? labelled)?.[0].split(' ')[1] as KindName | undefined;
}

function targetsOf(world: World, row: Row, to: KindName): number[] {
  if (to === 'notes') return notesOf(world, row);
  const changed = row.override?.related?.[to];
  if (changed !== undefined || row.override?.isWritten) return changed ?? [];
  const { tables, seed } = world;
  const drawn = draw(seed, PEOPLE, row.index);
  const { size: contacts } = tables.contacts;
  const { size: companies } = tables.companies;
  const companyOf = (contact: number) => contact % companies;
  switch (`${row.kind} ${to}`) {
    case 'contacts companies':
      return row.index % 7 === 3 ? [] : [companyOf(row.index)];
    case 'tickets contacts':
      return drawn % 11 === 0 ? [] : [drawn % contacts, ...(drawn % 5 === 0 ? [(drawn + 1) % contacts] : [])];
    case 'tickets companies': {
      const [contact] = targetsOf(world, row, 'contacts');
      return contact === undefined || contact % 7 === 3 ? [] : [companyOf(contact)];
    }
    case 'deals companies':
      return [drawn % companies];
    case 'deals contacts':
      return [drawn % contacts];
    case 'line_items deals':
      return [row.index % tables.deals.size];
    case 'machines tickets':
      return world.size === 0 ? [] : [row.index % world.size];
    case 'notes deals':
      return row.index % 13 === 12 && row.override?.parent === undefined ? [drawn % tables.deals.size] : [];
    default:
      return engagementTargets(world, row, to, drawn);
  }
}

/** Notes know what they hang on; the other way round each of them is asked. */
function notesOf(world: World, row: Row): number[] {
  return [...walkRows(world, 'notes', { afterId: 0, archived: false })]
    .filter((note) => targetsOf(world, note, row.kind).includes(row.index))
    .map(({ index }) => index);
}

function engagementTargets(world: World, row: Row, to: KindName, drawn: number): number[] {
  if (!engagementKinds.has(row.kind)) return [];
  const ticket = ticketOf(world, row);
  if (to === 'tickets') return ticket === undefined ? [] : [ticket];
  if (ticket !== undefined) return [];
  if (to === 'companies' && row.kind === 'emails') return [drawn % world.tables.companies.size];
  if (to === 'contacts' && row.kind !== 'notes' && row.kind !== 'emails')
    return [drawn % world.tables.contacts.size];
  return [];
}
