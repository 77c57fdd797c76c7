import {
  htmlToRichText,
  type ItemOf,
  type MetadataDocument,
  plainTextToRichText,
} from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { Brand } from './api-types.js';
import type * as api from './api-types-lists.js';
import { customValues } from './custom-values.js';
import { externalIdOf } from './loaders/marks.js';
import * as types from './record-types-lists.js';

/** What hangs on people and tickets, and what the account has set up. */

/** Some lists tell no dates, and the same record must always have the same. */
const unknownDate = '1970-01-01T00:00:00.000Z';

export function dated(row: {
  created_at?: string | null | undefined;
  updated_at?: string | null | undefined;
}) {
  const created = row.created_at || row.updated_at || unknownDate;
  return { createdDate: created, modifiedDate: row.updated_at || created };
}

export function brandItem(brand: Brand): ItemOf<typeof types.brands> {
  const { id, name, subdomain, active, is_deleted: isDeleted } = brand;
  return types.brands.item({
    id,
    ...dated(brand),
    data: { name, subdomain: subdomain || null, active: active !== false, deleted: isDeleted === true },
  });
}

export function groupMemberItem(
  row: z.infer<typeof api.groupMembershipSchema>,
): ItemOf<typeof types.groupMembers> {
  return types.groupMembers.item({
    id: row.id,
    ...dated(row),
    data: { group: row.group_id, member: row.user_id },
  });
}

export function organizationMemberItem(
  row: z.infer<typeof api.organizationMembershipSchema>,
): ItemOf<typeof types.organizationMembers> {
  return types.organizationMembers.item({
    id: row.id,
    ...dated(row),
    data: { organization: row.organization_id, member: row.user_id, is_default: row.default === true },
  });
}

export function identityItem(row: z.infer<typeof api.identitySchema>): ItemOf<typeof types.userIdentities> {
  const { id, user_id: user, type, value, primary, verified } = row;
  return types.userIdentities.item({
    id,
    ...dated(row),
    data: { user, type, value: value || null, primary: primary === true, verified: verified === true },
  });
}

export function formItem(row: z.infer<typeof api.formSchema>): ItemOf<typeof types.ticketForms> {
  const { id, name, active, end_user_visible: isVisible } = row;
  return types.ticketForms.item({
    id,
    ...dated(row),
    data: { name, active: active === true, end_user_visible: isVisible === true },
  });
}

/** `status: pending`; what it writes comes with the way it is sent. */
export function macroItem(row: z.infer<typeof api.macroSchema>): ItemOf<typeof types.macros> {
  const { id, title, description, active, actions } = row;
  return types.macros.item({
    id,
    ...dated(row),
    data: {
      title,
      description: description || null,
      active: active === true,
      actions: (actions ?? []).map(({ field, value }) => `${field}: ${asText(value)}`),
    },
  });
}

export function policyItem(row: z.infer<typeof api.policySchema>): ItemOf<typeof types.slaPolicies> {
  const { id, title, description, policy_metrics: metrics } = row;
  return types.slaPolicies.item({
    id,
    ...dated(row),
    data: {
      title,
      description: description || null,
      targets: (metrics ?? []).map(
        ({ metric, priority, target }) => `${metric}, ${priority}: ${target ?? 'unknown'} minutes`,
      ),
    },
  });
}

export function externalLinkItem(
  row: z.infer<typeof api.externalLinkSchema>,
): ItemOf<typeof types.externalLinks> {
  const { id, ticket_id: ticket, issue_key, issue_id } = row;
  return types.externalLinks.item({ id, ...dated(row), data: { ticket, issue_key, issue_id } });
}

/** A link between two tickets, by what it says, so that it is the same link in every run. */
export function ticketLinkItem({ kind, source, target, created, updated }: TicketLink) {
  return types.ticketLinks.item({
    id: `${kind}:${source}:${target}`,
    ...dated({ created_at: created, updated_at: updated }),
    data: { kind, source, target },
  });
}

export interface TicketLink {
  kind: 'problem' | 'follow_up' | 'merge' | 'side_conversation';
  source: string;
  target: string;
  created: string | undefined;
  updated: string | undefined;
}

export function sideConversationItem(
  row: z.infer<typeof api.sideConversationSchema>,
): ItemOf<typeof types.sideConversations> {
  const { id, ticket_id: ticket, subject, state, participants } = row;
  return types.sideConversations.item({
    id,
    ...dated(row),
    data: {
      subject: subject || `Side conversation of ticket #${ticket}`,
      ticket,
      state: state || null,
      participants: (participants ?? []).map(nameOf),
    },
  });
}

export function sideMessageItem(
  row: z.infer<typeof api.sideEventSchema>,
  origin: string,
): ItemOf<typeof types.sideMessages> {
  const { id, side_conversation_id: conversation, message } = row;
  const html = message?.html_body;
  return types.sideMessages.item({
    id,
    ...dated(row),
    data: {
      body: html
        ? htmlToRichText(html, { baseUrl: origin }).richText
        : plainTextToRichText(message?.body ?? ''),
      conversation,
      author: message?.from?.user_id ?? null,
      sender: message?.from ? nameOf(message.from) : null,
      recipients: (message?.to ?? []).map(nameOf),
    },
  });
}

type Participant = NonNullable<NonNullable<z.infer<typeof api.sideEventSchema>['message']>['from']>;

function nameOf({ name, email, user_id: id }: Participant): string {
  if (name && email) return `${name} <${email}>`;
  return name || email || (id ? `user ${id}` : 'unknown');
}

export function objectRecordItem(
  row: z.infer<typeof api.objectRecordSchema>,
  recordTypes: MetadataDocument['record_types'],
): ItemOf<typeof types.customObjects> {
  const itemType = types.customObjects.itemType(row.custom_object_key);
  const fields = Object.entries(row.custom_object_fields ?? {}).map(([id, value]) => ({ id, value }));
  const { values, others } = customValues(recordTypes[itemType]?.fields ?? {}, fields);
  return types.customObjects.item({
    itemType,
    id: row.id,
    ...dated(row),
    data: {
      name: row.name || row.id,
      external_id: externalIdOf(row.external_id),
      created_by: row.created_by_user_id || null,
      other_values: others,
    },
    dynamicData: values,
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
