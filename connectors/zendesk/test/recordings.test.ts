import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import {
  currentUserSchema,
  groupSchema,
  organizationSchema,
  ticketSchema,
  userExportSchema,
  userSchema,
} from '../src/api-types.js';
import { ticketItem } from '../src/normalize.js';
import { agentItem, groupItem, organizationItem } from '../src/normalize-lists.js';
import { parse } from '../src/parse.js';

const files = {
  me: 'zenpy-users-me',
  users: 'zenpy-incremental-users-cursor',
  records: 'estuary-support-records',
  tickets: 'zenpy-ticket-write',
  groups: 'nango-groups',
} as const;
const pathOf = (file: string) => `recordings/zendesk/${file}.json`;
const present = hasReference('the recorded replies of Zendesk', Object.values(files).map(pathOf));

const exchangesSchema = z.array(z.object({ status: z.number(), body: z.unknown() }));
const bodiesOf = (file: string) =>
  z
    .parse(exchangesSchema, readReference(pathOf(file)))
    .filter(({ status }) => status < 300)
    .map(({ body }) => body);

describe.skipIf(!present)('recorded replies', () => {
  it('of the user who asks and of the export of users are read', () => {
    for (const body of bodiesOf(files.me)) expect(z.safeParse(currentUserSchema, body).success).toBe(true);
    const pages = bodiesOf(files.users).map((body) => z.parse(userExportSchema, body));
    const users = pages.flatMap((page) => page.users);
    expect(users.length).toBeGreaterThan(0);
    for (const raw of users) expect(agentItem(parse(userSchema, raw, 'user')).data.name).toMatch(/\S/);
  });

  it('of groups and organizations become records', () => {
    const groups = bodiesOf(files.groups).flatMap(
      (body) => z.parse(z.object({ groups: z.array(z.unknown()) }), body).groups,
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const raw of groups) expect(groupItem(parse(groupSchema, raw, 'group')).id).toMatch(/^\d+$/);
    const records = z.parse(z.record(z.string(), z.unknown()), readReference(pathOf(files.records)));
    const organization = parse(organizationSchema, records.organizations, 'organization');
    expect(organizationItem(organization).data.name).toMatch(/\S/);
  });

  it('of tickets become records', () => {
    const tickets = bodiesOf(files.tickets).flatMap((body) => {
      const { data } = z.safeParse(z.object({ ticket: z.unknown() }), body);
      return data?.ticket === undefined ? [] : [data.ticket];
    });
    expect(tickets.length).toBeGreaterThan(0);
    for (const raw of tickets) {
      const { data } = ticketItem(parse(ticketSchema, raw, 'ticket'), undefined, {
        origin: 'https://acme.zendesk.com',
        recordTypes: {},
      });
      expect(data.subject).toMatch(/\S/);
      expect(data.status).toMatch(/\S/);
    }
  });
});
