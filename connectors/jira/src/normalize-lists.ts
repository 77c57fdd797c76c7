import { type ItemOf, plainTextToRichText, toUtcTimestamp } from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type {
  Board,
  componentSchema,
  organizationSchema,
  sprintSchema,
  userSchema,
  versionSchema,
} from './api-types.js';
import {
  apps,
  boards,
  components,
  customers,
  organizationMembers,
  organizations,
  sprints,
  tags,
  users,
  versions,
} from './record-types.js';
import { unknownDate } from './unknown-date.js';

/** People, and the lists that a site, a project or a board keeps. */

const undated = { createdDate: unknownDate, modifiedDate: unknownDate } as const;

type Account = z.infer<typeof userSchema>;

export function userItem(account: Account): ItemOf<typeof users> {
  return users.item({ id: account.accountId, ...undated, data: personOf(account) });
}

export function customerItem(account: Account): ItemOf<typeof customers> {
  return customers.item({ id: account.accountId, ...undated, data: personOf(account) });
}

export function appItem({ accountId, displayName, active }: Account): ItemOf<typeof apps> {
  const data = { name: displayName || 'Unknown app', active: active ?? false };
  return apps.item({ id: accountId, ...undated, data });
}

function personOf({ displayName, emailAddress, active }: Account) {
  return { name: displayName || 'Unknown user', email: emailAddress || null, active: active ?? false };
}

export function organizationItem({
  id,
  name,
}: z.infer<typeof organizationSchema>): ItemOf<typeof organizations> {
  return organizations.item({ id, ...undated, data: { name } });
}

export interface OrganizationMember {
  organization: string;
  member: string;
}

export function organizationMemberItem(membership: OrganizationMember): ItemOf<typeof organizationMembers> {
  const { organization, member } = membership;
  return organizationMembers.item({ id: `${organization}/${member}`, ...undated, data: membership });
}

/** A label is nothing but its text. */
export function tagItem(label: string): ItemOf<typeof tags> {
  return tags.item({ id: label, ...undated, data: { name: label } });
}

export function componentItem(
  { id, name, description, lead }: z.infer<typeof componentSchema>,
  projectUrl: string,
): ItemOf<typeof components> {
  return components.item({
    id,
    ...undated,
    data: {
      name,
      description: plainTextToRichText(description ?? ''),
      lead: lead?.accountId ?? null,
      item_url_field: `${projectUrl}/components/${id}`,
    },
  });
}

export function versionItem(
  { id, name, description, released, archived, startDate, releaseDate }: z.infer<typeof versionSchema>,
  projectUrl: string,
): ItemOf<typeof versions> {
  return versions.item({
    id,
    ...undated,
    data: {
      name,
      description: description || null,
      released: released === true,
      archived: archived === true,
      start_date: startDate || null,
      release_date: releaseDate || null,
      item_url_field: `${projectUrl}/versions/${id}`,
    },
  });
}

export function sprintItem(sprint: z.infer<typeof sprintSchema>): ItemOf<typeof sprints> {
  const { id, name, state, goal, startDate, endDate, completeDate, boardId, originBoardId } = sprint;
  const board = originBoardId ?? boardId;
  return sprints.item({
    id: String(id),
    ...undated,
    data: {
      name,
      state,
      goal: goal || null,
      start_date: moment(startDate),
      end_date: moment(endDate),
      complete_date: moment(completeDate),
      board: typeof board === 'number' ? String(board) : null,
    },
  });
}

const boardKinds = ['scrum', 'kanban'] as const;

/** Boards of team-managed projects are called simple; one of a kind that Jira adds later is, too. */
export function boardItem({ id, name, type }: Board, site: string): ItemOf<typeof boards> {
  return boards.item({
    id: String(id),
    ...undated,
    data: {
      name: name || `Board ${id}`,
      kind: boardKinds.find((kind) => kind === type) ?? 'simple',
      item_url_field: `${site}/secure/RapidBoard.jspa?rapidView=${id}`,
    },
  });
}

function moment(text: string | null | undefined): string | null {
  return text ? (toUtcTimestamp(text) ?? null) : null;
}
