import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReference } from '../../../reference-material.js';
import {
  brandSchema,
  commentSchema,
  currentUserSchema,
  fieldSchema,
  groupSchema,
  organizationSchema,
  statusSchema,
  ticketSchema,
  userExportSchema,
  userSchema,
} from '../src/api-types.js';
import { articleSchema, categorySchema, sectionSchema } from '../src/api-types-knowledge.js';
import {
  formSchema,
  groupMembershipSchema,
  macroSchema,
  organizationMembershipSchema,
} from '../src/api-types-lists.js';
import { commentItem, ticketItem } from '../src/normalize.js';
import {
  brandItem,
  formItem,
  groupMemberItem,
  macroItem,
  organizationMemberItem,
} from '../src/normalize-account.js';
import { articleItem, categoryItem, sectionItem } from '../src/normalize-knowledge.js';
import { agentItem, groupItem, organizationItem } from '../src/normalize-lists.js';
import { parse } from '../src/parse.js';

const files = {
  me: 'zenpy-users-me',
  users: 'zenpy-incremental-users-cursor',
  records: 'estuary-support-records',
  tickets: 'zenpy-ticket-write',
  groups: 'nango-groups',
  groupMembers: 'zenpy-group-memberships-pages',
  macros: 'nango-macros',
  forms: 'nango-ticket-forms',
  categories: 'nango-categories',
  sections: 'nango-sections',
  sectionsOf2024: 'nango-2024-sections',
  categoriesOf2024: 'nango-2024-categories',
  articlesOf2024: 'nango-2024-articles',
  guide: 'estuary-guide-records',
} as const;
const pathOf = (file: string) => `recordings/zendesk/${file}.json`;
const present = hasReference('the recorded replies of Zendesk', Object.values(files).map(pathOf));

const exchangesSchema = z.array(z.object({ status: z.number(), body: z.unknown() }));
/** Single records by the name of their list. */
const recordsOf = (file: string) => z.parse(z.record(z.string(), z.unknown()), readReference(pathOf(file)));
/** Rows of one list over all recorded answers; some recordings note no status. */
const rowsOf = (file: string, list: string) =>
  z.parse(z.array(z.object({ body: z.unknown() })), readReference(pathOf(file))).flatMap(({ body }) => {
    const { data } = z.safeParse(z.record(z.string(), z.unknown()), body);
    return z.parse(z.array(z.unknown()), data?.[list] ?? []);
  });
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

  it.each([
    ['members of groups', files.groupMembers, 'group_memberships', groupMember],
    ['macros', files.macros, 'macros', macro],
    ['forms', files.forms, 'ticket_forms', form],
    ['categories', files.categories, 'categories', category],
    ['categories of 2024', files.categoriesOf2024, 'categories', category],
    ['sections', files.sections, 'sections', section],
    ['sections of 2024', files.sectionsOf2024, 'sections', section],
    ['articles of 2024', files.articlesOf2024, 'articles', article],
  ])('of %s become records', (_, file, list, itemOf) => {
    const rows = rowsOf(file, list);
    expect(rows.length).toBeGreaterThan(0);
    for (const raw of rows) expectRecord(itemOf(raw), raw);
  });

  it.each([
    ['a member of a group', files.records, 'group_memberships', groupMember],
    ['a member of an organization', files.records, 'organization_memberships', organizationMember],
    ['a form', files.records, 'ticket_forms', form],
    ['a brand', files.records, 'brands', (raw: unknown) => brandItem(parse(brandSchema, raw, 'brand'))],
    ['a comment', files.records, 'ticket_comments', comment],
    ['a category', files.guide, 'categories', category],
    ['an article', files.guide, 'articles', article],
  ])('of %s become a record', (_, file, name, itemOf) => {
    const raw = recordsOf(file)[name];
    expectRecord(itemOf(raw), raw);
  });

  it('of fields and statuses are read', () => {
    const { ticket_fields: field, custom_ticket_statuses: status } = recordsOf(files.records);
    expect(parse(fieldSchema, field, 'field').title).toMatch(/\S/);
    expect(parse(statusSchema, status, 'status').agent_label).toMatch(/\S/);
  });
});

const origin = 'https://acme.zendesk.com';
const account = { origin, recordTypes: {} };

function groupMember(raw: unknown) {
  return groupMemberItem(parse(groupMembershipSchema, raw, 'membership'));
}

function organizationMember(raw: unknown) {
  return organizationMemberItem(parse(organizationMembershipSchema, raw, 'membership'));
}

function macro(raw: unknown) {
  return macroItem(parse(macroSchema, raw, 'macro'));
}

function form(raw: unknown) {
  return formItem(parse(formSchema, raw, 'form'));
}

function category(raw: unknown) {
  return categoryItem(parse(categorySchema, raw, 'category'));
}

function section(raw: unknown) {
  return sectionItem(parse(sectionSchema, raw, 'section'));
}

/** In the language it was written in, which lists show as the article itself. */
function article(raw: unknown) {
  const read = parse(articleSchema, raw, 'article');
  return articleItem(read, read, { origin, hosts: new Set(), files: [] });
}

function comment(raw: unknown) {
  return commentItem({ comment: parse(commentSchema, raw, 'comment'), attachments: [] }, '1', account);
}

/** Under the id of the row, an article with its language behind, and nothing in it is absent. */
function expectRecord({ id, data }: { id: string; data: object }, raw: unknown): void {
  expect(id.split(':')[0]).toBe(String(z.parse(z.object({ id: z.number() }), raw).id));
  expect(Object.values(data)).not.toContain(undefined);
}
