import {
  chosenRecord,
  chosenRecords,
  domainMapping,
  firstOf,
  fixedEnum,
  from,
  mapTo,
  mapToCustomObject,
  structOf,
} from '@airdrop-connectors/core';
import { engagementMappings } from './mapping-engagements.js';
import * as recordTypes from './record-types.js';

const owner = from(recordTypes.owners);
const queue = from(recordTypes.queues);
const user = from(recordTypes.users);
const team = from(recordTypes.teams);
const teamMember = from(recordTypes.teamMembers);
const currency = from(recordTypes.currencies);
const tag = from(recordTypes.tags);
const company = from(recordTypes.companies);
const contact = from(recordTypes.contacts);
const ticket = from(recordTypes.tickets);
const deal = from(recordTypes.deals);
const product = from(recordTypes.products);
const lineItem = from(recordTypes.lineItems);
const customObject = from(recordTypes.customObjects);
const association = from(recordTypes.associations);
const change = from(recordTypes.changes);
const article = from(recordTypes.articles);

/** Owners and users are the same people under other ids; DevRev finds both by their e-mail. */
const ownerToDevUser = mapTo(owner, 'devu', {
  display_name: owner.directly('name', { fallback: 'Unknown owner' }),
  full_name: owner.directly('name'),
  email: owner.directly('email'),
});

const userToDevUser = mapTo(user, 'devu', {
  display_name: user.directly('name', { fallback: 'Unknown user' }),
  full_name: user.directly('name'),
  email: user.directly('email'),
});

const toGroup = mapTo(team, 'group', {
  name: team.directly('name', { fallback: 'Unnamed team' }),
  description: team.richText('description', { fallback: '(no description)' }),
});

const queueToGroup = mapTo(queue, 'group', {
  name: queue.directly('name', { fallback: 'Unnamed queue' }),
  description: queue.richText('description', { fallback: '(no description)' }),
});

const toTag = mapTo(tag, 'tag', { name: tag.directly('name', { fallback: 'untitled' }) });

const toAccount = mapTo(company, 'account', {
  display_name: company.directly('name', { fallback: 'Unnamed company' }),
  owned_by: firstOf(company.asList('owner'), chosenRecords('devu')),
  websites: company.asList('domain'),
  state: fixedEnum('ACTIVE'),
  item_url_field: company.directly('item_url_field'),
});

const toRevUser = mapTo(contact, 'revu', {
  display_name: contact.directly('name', { fallback: 'Unknown contact' }),
  full_name: contact.directly('name'),
  email: contact.directly('email'),
  phone_numbers: contact.asList('phone'),
  rev_org: contact.directly('company'),
  item_url_field: contact.directly('item_url_field'),
});

const toTicket = mapTo(ticket, 'ticket', {
  title: ticket.directly('subject', { fallback: 'Untitled ticket', reverse: true }),
  body: ticket.richText('description', { reverse: true }),
  // A ticket of nobody, or of a queue, belongs to whom the user chooses when the sync is set up: DevRev demands an owner.
  owned_by_ids: firstOf(ticket.asList('owner', { reverse: true }), chosenRecords('devu')),
  reported_by_ids: ticket.directly('contacts', { reverse: true }),
  created_by_id: ticket.directly('created_by'),
  rev_oid: ticket.directly('company', { reverse: true }),
  group: ticket.directly('team'),
  tags: ticket.directly('tags'),
  applies_to_part_id: chosenRecord('product'),
  severity: ticket.enumValue(
    'priority',
    { URGENT: 'blocker', HIGH: 'high', MEDIUM: 'medium', LOW: 'low' },
    { fallback: 'medium', reverse: { blocker: 'URGENT', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' } },
  ),
  // Stages are the portal's own: they come from the stage diagram in the run's metadata.
  stage: ticket.customStages('stage', { reverse: true }),
  actual_close_date: ticket.directly('closed_at'),
  item_url_field: ticket.directly('item_url_field'),
});

const toOpportunity = mapTo(deal, 'opportunity', {
  title: deal.directly('name', { fallback: 'Untitled deal', reverse: true }),
  owned_by_ids: firstOf(deal.asList('owner', { reverse: true }), chosenRecords('devu')),
  account_id: deal.directly('company', { reverse: true }),
  contact_ids: deal.directly('contacts', { reverse: true }),
  stage: deal.customStages('stage', { reverse: true }),
  forecast_category: deal.enumValue(
    'forecast',
    { OMIT: 'omitted', PIPELINE: 'pipeline', BEST_CASE: 'upside', COMMIT: 'commit', CLOSED: 'won' },
    {
      fallback: 'pipeline',
      reverse: {
        omitted: 'OMIT',
        pipeline: 'PIPELINE',
        upside: 'BEST_CASE',
        strong_upside: 'BEST_CASE',
        commit: 'COMMIT',
        won: 'CLOSED',
      },
    },
  ),
  priority: fixedEnum('P2'),
  value: structOf({ amount: deal.directly('amount'), currency: deal.directly('currency') }),
  target_close_date: deal.directly('close_date', { reverse: true }),
  item_url_field: deal.directly('item_url_field'),
});

const toTeamMember = mapTo(teamMember, 'object_member', {
  object_id: teamMember.directly('team'),
  member_id: teamMember.directly('member'),
  target_object_type: fixedEnum('group'),
});

const toCurrency = mapToCustomObject(currency, { title: currency.directly('name', { fallback: '?' }) });

const toProduct = mapToCustomObject(product, {
  title: product.directly('name', { fallback: 'Unnamed product' }),
  item_url_field: product.directly('item_url_field'),
});

const toLineItem = mapToCustomObject(lineItem, {
  title: lineItem.directly('name', { fallback: 'Unnamed line item' }),
  item_url_field: lineItem.directly('item_url_field'),
});

const toCustomObject = mapToCustomObject(customObject, {
  title: customObject.directly('name', { fallback: 'Unnamed record', reverse: true }),
  item_url_field: customObject.directly('item_url_field'),
});

const toChange = mapToCustomObject(change, {
  title: change.directly('title', { fallback: 'Change' }),
  created_by_id: change.directly('user'),
});

/** Labels are the portal's own and found at run time. */
const toLink = mapTo(association, 'custom_link', {
  link_type_id: association.customLinks('kind', {}, { reverse: true }),
  source_id: association.directly('source', { reverse: true }),
  target_id: association.directly('target', { reverse: true }),
});

/** HubSpot shows whoever searches an excerpt and where the whole is. */
const toArticle = mapTo(article, 'article', {
  title: article.directly('title', { fallback: 'Untitled article' }),
  description: article.richText('excerpt'),
  owned_by_ids: chosenRecords('devu'),
  language: article.directly('language'),
  published_date: article.directly('published_at'),
  status: fixedEnum('published'),
  item_url_field: article.directly('item_url_field'),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([
  ownerToDevUser,
  userToDevUser,
  toGroup,
  queueToGroup,
  toTeamMember,
  toCurrency,
  toTag,
  toAccount,
  toRevUser,
  toTicket,
  toOpportunity,
  toProduct,
  toLineItem,
  toCustomObject,
  toChange,
  toLink,
  toArticle,
  ...engagementMappings,
]);
