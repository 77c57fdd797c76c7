import { htmlToRichText, type ItemOf, toUtcTimestamp } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

import {
  articleSchema,
  exchangeRateSchema,
  type Owner,
  tagSchema,
  teamSchema,
  userSchema,
} from './api-types.js';
import { idsOf, opened } from './normalize.js';
import { parse } from './parse.js';
import {
  articles,
  currencies,
  lineItems,
  owners,
  products,
  queues,
  tags,
  teamMembers,
  teams,
  users,
} from './record-types.js';
import type { FoundObject } from './streams/object-page.js';
import { decimalOf, momentOrNull, present } from './values.js';

/** People, and the lists the portal keeps. */

/** What HubSpot keeps no date of. */
const undated = { createdDate: '1970-01-01T00:00:00.000Z', modifiedDate: '1970-01-01T00:00:00.000Z' };

export function ownerItem(owner: Owner): ItemOf<typeof owners> {
  return owners.item({
    ...datedOwner(owner),
    data: {
      name: nameOf(owner) ?? `Owner ${owner.id}`,
      email: present(owner.email),
      active: owner.archived !== true,
      teams: (owner.teams ?? []).map(({ id }) => id),
    },
  });
}

export function queueItem(owner: Owner): ItemOf<typeof queues> {
  return queues.item({
    ...datedOwner(owner),
    data: { name: nameOf(owner) ?? `Queue ${owner.id}`, description: ['Queue in HubSpot'] },
  });
}

function datedOwner({ id, createdAt, updatedAt }: Owner) {
  return { id, createdDate: createdAt, modifiedDate: updatedAt };
}

function nameOf(person: {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  email?: string | null | undefined;
}): string | null {
  const name = [person.firstName, person.lastName].map(present).filter(Boolean).join(' ');
  return present(name) ?? present(person.email);
}

export function userItem(raw: unknown): ItemOf<typeof users> {
  const user = parse(userSchema, raw, 'user');
  return users.item({
    id: user.id,
    ...undated,
    data: {
      name: nameOf(user) ?? `User ${user.id}`,
      email: present(user.email),
      administrator: user.superAdmin === true,
      team: user.primaryTeamId ?? null,
    },
  });
}

export function teamItem(raw: unknown): ItemOf<typeof teams> {
  const { id, name } = parse(teamSchema, raw, 'team');
  return teams.item({ id, ...undated, data: { name, description: ['Team in HubSpot'] } });
}

/** A user in a team, as the teams tell it. */
export interface Membership {
  teamId: string;
  userId: string;
  isPrimary: boolean;
}

/** None of a team that cannot be read: it is named as such. */
export function membershipsOf(raw: unknown): Membership[] {
  const { data } = z.safeParse(teamSchema, raw);
  if (data === undefined) return [];
  const first = (data.userIds ?? []).map((userId) => ({ teamId: data.id, userId, isPrimary: true }));
  const further = (data.secondaryUserIds ?? [])
    .filter((userId) => !(data.userIds ?? []).includes(userId))
    .map((userId) => ({ teamId: data.id, userId, isPrimary: false }));
  return [...first, ...further];
}

export function teamMemberItem({ teamId, userId, isPrimary }: Membership): ItemOf<typeof teamMembers> {
  return teamMembers.item({
    id: `${teamId}-${userId}`,
    ...undated,
    data: { team: teamId, member: userId, is_primary: isPrimary },
  });
}

export function currencyItem(raw: unknown): ItemOf<typeof currencies> {
  const rate = parse(exchangeRateSchema, raw, 'exchange rate');
  return currencies.item({
    id: rate.fromCurrencyCode,
    createdDate: toUtcTimestamp(rate.createdAt) ?? undated.createdDate,
    modifiedDate: toUtcTimestamp(rate.updatedAt ?? rate.createdAt) ?? undated.modifiedDate,
    data: {
      name: rate.fromCurrencyCode,
      rate: rate.conversionRate,
      company_currency: rate.toCurrencyCode,
      since: momentOrNull(rate.effectiveAt),
    },
  });
}

export function tagItem(raw: unknown): ItemOf<typeof tags> {
  const tag = parse(tagSchema, raw, 'tag');
  const createdDate = tag.createdAt ?? undated.createdDate;
  return tags.item({
    id: tag.id,
    createdDate,
    modifiedDate: tag.updatedAt ?? createdDate,
    data: { name: present(tag.label) ?? present(tag.name) ?? tag.id },
  });
}

export function productItem(found: FoundObject): ItemOf<typeof products> {
  const { object, properties, dated } = opened(found, 'product');
  return products.item({
    ...dated,
    data: {
      name: present(properties.name) ?? `Product ${object.id}`,
      price: present(properties.price),
      sku: present(properties.hs_sku),
      description: present(properties.description),
      item_url_field: object.url ?? null,
    },
  });
}

export function lineItemItem(found: FoundObject): ItemOf<typeof lineItems> {
  const { object, properties, dated } = opened(found, 'line item');
  return lineItems.item({
    ...dated,
    data: {
      name: present(properties.name) ?? `Line item ${object.id}`,
      quantity: decimalOf(properties.quantity ?? '')?.number ?? null,
      price: present(properties.price),
      amount: present(properties.amount),
      currency: present(properties.hs_line_item_currency_code),
      product: present(properties.hs_product_id),
      deal: idsOf(found, 'deals')[0] ?? null,
      item_url_field: object.url ?? null,
    },
  });
}

/** The search shows an excerpt with what was searched for set off. */
export function articleItem(raw: unknown): ItemOf<typeof articles> {
  const article = parse(articleSchema, raw, 'article');
  const published =
    article.publishedDate === null || article.publishedDate === undefined
      ? undefined
      : toUtcTimestamp(article.publishedDate);
  return articles.item({
    id: article.id,
    createdDate: published ?? undated.createdDate,
    modifiedDate: published ?? undated.modifiedDate,
    data: {
      title: present(article.title) ?? article.url,
      excerpt: htmlToRichText(article.description ?? '').richText,
      category: present(article.category),
      subcategory: present(article.subcategory),
      language: present(article.language),
      published_at: published ?? null,
      item_url_field: article.url,
    },
  });
}
