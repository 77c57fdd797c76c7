import { createDrawStream, draw, pick, salt } from '../../random/draw.js';
import type { People } from './people.js';

/** Lists of the account that hold as much whatever the number of tickets. Times are seconds since the epoch. */
export interface Lists {
  readonly groupMemberships: readonly Membership[];
  readonly organizationMemberships: readonly Membership[];
  readonly forms: readonly Form[];
  readonly macros: readonly Macro[];
  readonly policies: readonly Policy[];
  readonly customObjects: readonly CustomObject[];
  readonly externalLinks: readonly ExternalLink[];
}

export interface Membership {
  id: number;
  userId: number;
  /** Group or organization. */
  ofId: number;
  isDefault: boolean;
}

export interface Form {
  id: number;
  name: string;
  isActive: boolean;
}

export interface Macro {
  id: number;
  title: string;
  isActive: boolean;
  actions: readonly { field: string; value: unknown }[];
  updatedAt: number;
}

export interface Policy {
  id: number;
  title: string;
  metrics: readonly { priority: string; metric: string; target: number; business_hours: boolean }[];
}

export interface CustomObject {
  key: string;
  title: string;
  fields: readonly ObjectField[];
  records: ObjectRecord[];
}

export interface ObjectField {
  id: number;
  key: string;
  type: string;
  title: string;
  target?: string;
  options?: readonly { id: number; name: string; value: string }[];
}

export interface ObjectRecord {
  /** 26 characters. */
  id: string;
  name: string;
  externalId: string | null;
  creatorId: number;
  values: Readonly<Record<string, unknown>>;
  createdAt: number;
  updatedAt: number;
}

/** An issue of Jira that agents have tied to a ticket. */
export interface ExternalLink {
  id: number;
  ticketId: number;
  issueId: string;
  issueKey: string;
}

export const CONFIGURED = Date.UTC(2022, 0, 3) / 1000;
const OBJECTS = salt('custom objects');
const FIRST_ID = 46_407_000_000_000;
const idOf = (kind: number, position: number) => FIRST_ID + kind * 1_000_000 + position * 16;
const RECORDS = 24;

export function createLists(seed: number, people: People, tickets: number): Lists {
  const users = people.endUsers.filter(({ organizationId }) => organizationId !== null);
  return {
    groupMemberships: people.groups.flatMap(({ id, memberIds }, group) =>
      memberIds.map((userId, member) => ({
        id: idOf(1, group * 100 + member),
        userId,
        ofId: id,
        isDefault: member === 0,
      })),
    ),
    organizationMemberships: users.flatMap(({ id, organizationId }, index) => {
      const other = people.organizations[index % people.organizations.length]?.id ?? null;
      const organizations =
        index % 4 === 0 && other !== organizationId ? [organizationId, other] : [organizationId];
      return organizations.map((ofId, position) => ({
        id: idOf(2, index * 4 + position),
        userId: id,
        ofId: ofId ?? 0,
        isDefault: position === 0,
      }));
    }),
    forms: ['Default Ticket Form', 'Returns & refunds', 'Form of long ago'].map((name, position) => ({
      id: formId(position),
      name,
      isActive: position < 2,
    })),
    macros: [
      { field: 'status', value: 'pending' },
      { field: 'comment_value_html', value: ['channel:all', '<p>Hello {{ticket.requester.name}}</p>'] },
      { field: 'priority', value: 'low' },
    ].map((action, position) => ({
      id: idOf(4, position),
      title: `Macro ${position + 1}: größe`,
      isActive: position !== 2,
      actions: [action],
      updatedAt: CONFIGURED + position * 60,
    })),
    policies: [
      {
        id: idOf(5, 0),
        title: 'First reply',
        metrics: [{ priority: 'urgent', metric: 'first_reply_time', target: 15, business_hours: false }],
      },
    ],
    customObjects: [vehicles(seed, people, tickets)],
    externalLinks: tickets === 0 ? [] : [{ id: 501, ticketId: 1, issueId: '10001', issueKey: 'ACME-1' }],
  };
}

export const formId = (position: number): number => idOf(3, position);

function vehicles(seed: number, people: People, tickets: number): CustomObject {
  const colours = ['Red', 'Blue'].map((name, position) => ({
    id: idOf(6, 50 + position),
    name,
    value: `colour_${name.toLowerCase()}`,
  }));
  const fields: ObjectField[] = [
    { id: idOf(6, 0), key: 'plate', type: 'text', title: 'Plate' },
    { id: idOf(6, 1), key: 'wheels', type: 'integer', title: 'Wheels' },
    { id: idOf(6, 2), key: 'colour', type: 'dropdown', title: 'Colour', options: colours },
    { id: idOf(6, 3), key: 'driver', type: 'lookup', title: 'Driver', target: 'zen:user' },
    { id: idOf(6, 4), key: 'last_ticket', type: 'lookup', title: 'Last ticket', target: 'zen:ticket' },
    { id: idOf(6, 5), key: 'spare', type: 'lookup', title: 'Spare', target: 'zen:custom_object:vehicle' },
    // Made of nothing but digits: no place in a list.
    { id: idOf(6, 6), key: '2024', type: 'checkbox', title: 'Checked in 2024' },
  ];
  const records = Array.from({ length: RECORDS }, (_, index): ObjectRecord => {
    const stream = createDrawStream(seed, OBJECTS, index);
    const updatedAt = CONFIGURED + 86_400 * 300 + index * 3_600;
    return {
      id: recordId(seed, index),
      name: `Vehicle ${index + 1} 🚚`,
      externalId: index % 3 === 0 ? `fleet-${index}` : null,
      creatorId: people.admin.id,
      values: {
        plate: `LJ ${stream.below(900) + 100}`,
        wheels: index % 2 === 0 ? '4' : 6,
        colour: index % 7 === 6 ? 'colour_gone' : stream.pick(colours).value,
        driver: index % 5 === 0 ? null : String(stream.pick(people.endUsers).id),
        // No ticket that is deleted, whatever the number of tickets.
        last_ticket: tickets === 0 || index % 2 === 1 ? null : '1',
        spare: index === 0 ? null : recordId(seed, index - 1),
        2024: index % 2 === 0,
      },
      createdAt: CONFIGURED + 86_400 * 200 + index * 60,
      updatedAt,
    };
  });
  return { key: 'vehicle', title: 'Vehicle', fields, records };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function recordId(seed: number, index: number): string {
  const letters = Array.from({ length: 18 }, (_, position) =>
    pick([...CROCKFORD], draw(seed, OBJECTS, index, position)),
  );
  return `01GCSJ${String(index).padStart(2, '0')}${letters.join('')}`;
}

/** Of one that was made over the API, 26 characters as well. */
export function newRecordId(seed: number, position: number): string {
  const letters = Array.from({ length: 15 }, (_, at) =>
    pick([...CROCKFORD], draw(seed, OBJECTS, position, at)),
  );
  return `01HDSW${String(position).padStart(5, '0')}${letters.join('')}`;
}
