/** Types of CRM records the simulated portal has, by the name in paths. */
export interface Kind {
  readonly name: KindName;
  /** Id of the type, which paths take in place of the name. */
  readonly typeId: string;
  readonly createdProperty: 'createdate' | 'hs_createdate';
  /** The property that searches by time have to use; contacts are the exception. */
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  /** First id; ids of a kind never reach those of the next. */
  readonly firstId: number;
  /** What of the name `note_to_ticket` stands for a record of it. */
  readonly singular: string;
}

export const machineTypeId = '2-3465404';

const rows = [
  ['contacts', '0-1', 'createdate', 'lastmodifieddate', 'contact'],
  ['companies', '0-2', 'createdate', 'hs_lastmodifieddate', 'company'],
  ['deals', '0-3', 'createdate', 'hs_lastmodifieddate', 'deal'],
  ['tickets', '0-5', 'createdate', 'hs_lastmodifieddate', 'ticket'],
  ['products', '0-7', 'createdate', 'hs_lastmodifieddate', 'product'],
  ['line_items', '0-8', 'createdate', 'hs_lastmodifieddate', 'line_item'],
  ['communications', '0-18', 'hs_createdate', 'hs_lastmodifieddate', 'communication'],
  ['tasks', '0-27', 'hs_createdate', 'hs_lastmodifieddate', 'task'],
  ['notes', '0-46', 'hs_createdate', 'hs_lastmodifieddate', 'note'],
  ['meetings', '0-47', 'hs_createdate', 'hs_lastmodifieddate', 'meeting_event'],
  ['calls', '0-48', 'hs_createdate', 'hs_lastmodifieddate', 'call'],
  ['emails', '0-49', 'hs_createdate', 'hs_lastmodifieddate', 'email'],
  ['machines', machineTypeId, 'hs_createdate', 'hs_lastmodifieddate', 'machine'],
] as const;

export type KindName = (typeof rows)[number][0];

const FIRST_ID = 300_000_000_000;
const ROOM = 20_000_000_000;

export const kinds: Readonly<Record<KindName, Kind>> = Object.fromEntries(
  rows.map(([name, typeId, createdProperty, modifiedProperty, singular], position) => [
    name,
    { name, typeId, createdProperty, modifiedProperty, singular, firstId: FIRST_ID + position * ROOM },
  ]),
) as Record<KindName, Kind>;
export const kindNames = rows.map(([name]) => name);

/** By name or by id of the type, as paths have them. Custom objects have no bare name. */
export function kindAt(pathPart: string): Kind | undefined {
  return Object.values(kinds).find(
    ({ name, typeId }) => typeId === pathPart || (name === pathPart && name !== 'machines'),
  );
}
