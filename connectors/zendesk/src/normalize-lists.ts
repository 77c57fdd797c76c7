import { type ItemOf, plainTextToRichText } from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { groupSchema, organizationSchema, ZendeskUser } from './api-types.js';
import { agents, endUsers, groups, organizations, tags } from './record-types.js';

/** People, and the lists the account keeps. Empty text and nothing are the same in Zendesk. */

export function agentItem(user: ZendeskUser): ItemOf<typeof agents> {
  return agents.item({ ...dated(user), data: { ...personOf(user), role: user.role } });
}

export function endUserItem(user: ZendeskUser): ItemOf<typeof endUsers> {
  return endUsers.item({
    ...dated(user),
    data: {
      ...personOf(user),
      external_id: user.external_id || null,
      organization: user.organization_id ?? null,
    },
  });
}

function personOf({ name, email, phone, active, suspended, user_fields: fields }: ZendeskUser) {
  return {
    name,
    own_fields: ownFieldsOf(fields),
    email: email || null,
    phone: phone || null,
    active: active === true,
    suspended: suspended === true,
  };
}

/** Values of fields the account has made up, by their key. */
function ownFieldsOf(fields: Readonly<Record<string, unknown>> | null | undefined): string[] {
  return Object.entries(fields ?? {}).flatMap(([key, value]) =>
    value === null || value === '' || value === undefined
      ? []
      : [`${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`],
  );
}

export function organizationItem(
  organization: z.infer<typeof organizationSchema>,
): ItemOf<typeof organizations> {
  const { name, domain_names: domains, details, notes, external_id, deleted_at: deletedAt } = organization;
  return organizations.item({
    ...dated(organization),
    data: {
      name,
      domains: domains ?? [],
      details: details || null,
      notes: notes || null,
      external_id: external_id || null,
      own_fields: ownFieldsOf(organization.organization_fields),
      deleted: Boolean(deletedAt),
    },
  });
}

export function groupItem(group: z.infer<typeof groupSchema>): ItemOf<typeof groups> {
  return groups.item({
    ...dated(group),
    data: {
      name: group.name,
      description: plainTextToRichText(group.description ?? ''),
      is_public: group.is_public !== false,
      deleted: group.deleted === true,
    },
  });
}

/** A tag is nothing but its text, and has no date. */
export function tagItem(tag: string): ItemOf<typeof tags> {
  const unknownDate = '1970-01-01T00:00:00.000Z';
  return tags.item({ id: tag, createdDate: unknownDate, modifiedDate: unknownDate, data: { name: tag } });
}

function dated({ id, created_at, updated_at }: { id: string; created_at: string; updated_at: string }) {
  return { id, createdDate: created_at, modifiedDate: updated_at };
}
