import {
  bool,
  dynamicEnum,
  enumOf,
  float,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import {
  companiesTarget,
  contactsTarget,
  dealsTarget,
  ownersTarget,
  productsTarget,
  tagsTarget,
  teamsTarget,
  ticketsTarget,
  usersTarget,
} from './record-names.js';

/** Whom records can belong to; not the same ids as those of users. */
export const owners = recordType(ownersTarget.key, 'Owner', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  active: bool('Active'),
  teams: reference('Teams', teamsTarget).list(),
});

/** Owners that are no people: work waits there for somebody to take it. */
export const queues = recordType('queues', 'Queue', {
  name: text('Name'),
  description: richText('Description'),
});

export const users = recordType(usersTarget.key, 'User', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  administrator: bool('Administrator'),
  team: reference('Team', teamsTarget).optional(),
});

export const teams = recordType(teamsTarget.key, 'Team', {
  name: text('Name'),
  description: richText('Description'),
});

export const tags = recordType(tagsTarget.key, 'Tag', { name: text('Name') });

/** What records whose properties the portal adds to have beside them. */
const common = {
  archived: bool('Archived').readOnly(),
  merged_ids: text('Ids of records merged into it').list().readOnly(),
  other_values: text('Other values')
    .list()
    .described('Values that are not among those HubSpot offers any more, or of an unexpected form.')
    .readOnly(),
  item_url_field: text('Link to HubSpot').optional().readOnly(),
} as const;

export const companies = recordTypeFamily(companiesTarget.key, 'Company', 'company_', {
  name: text('Name'),
  domain: text('Domain').optional(),
  other_domains: text('Other domains').list(),
  owner: reference('Owner', ownersTarget).optional(),
  merged_into: reference('Merged into', companiesTarget).optional().readOnly(),
  ...common,
});

export const contacts = recordTypeFamily(contactsTarget.key, 'Contact', 'contact_', {
  name: text('Name'),
  email: text('E-mail').optional(),
  other_emails: text('Other e-mails').list(),
  phone: text('Phone').optional(),
  company: reference('Company', companiesTarget).optional(),
  owner: reference('Owner', ownersTarget).optional(),
  lifecycle_stage: text('Lifecycle stage').optional(),
  merged_into: reference('Merged into', contactsTarget).optional().readOnly(),
  ...common,
});

export const tickets = recordTypeFamily(ticketsTarget.key, 'Ticket', 'ticket_', {
  subject: text('Subject'),
  description: richText('Description').optional(),
  pipeline: text('Pipeline').described('Follows from the stage.').optional().readOnly(),
  stage: dynamicEnum('Stage', []),
  priority: enumOf('Priority', { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' }).optional(),
  categories: text('Categories').list(),
  owner: reference('Owner', ownersTarget).optional(),
  team: reference('Team', teamsTarget).optional(),
  contacts: reference('Contacts', contactsTarget).list(),
  company: reference('Company', companiesTarget).optional(),
  tags: reference('Tags', tagsTarget).list(),
  source: text('Source').optional().readOnly(),
  closed_at: timestamp('Closed').optional(),
  created_by: reference('Created by', usersTarget).optional().readOnly(),
  merged_into: reference('Merged into', ticketsTarget).optional().readOnly(),
  ...common,
});

export const deals = recordTypeFamily(dealsTarget.key, 'Deal', 'deal_', {
  name: text('Name'),
  pipeline: text('Pipeline').described('Follows from the stage.').optional().readOnly(),
  stage: dynamicEnum('Stage', []),
  amount: text('Amount').described('Exactly as HubSpot keeps it, in the currency of the deal.').optional(),
  currency: text('Currency').optional(),
  amount_in_company_currency: text('Amount in the currency of the company').optional().readOnly(),
  close_date: timestamp('Close date').optional(),
  forecast: enumOf('Forecast category', {
    OMIT: 'Not forecasted',
    PIPELINE: 'Pipeline',
    BEST_CASE: 'Best case',
    COMMIT: 'Commit',
    CLOSED: 'Closed won',
  }).optional(),
  owner: reference('Owner', ownersTarget).optional(),
  company: reference('Company', companiesTarget).optional(),
  contacts: reference('Contacts', contactsTarget).list(),
  merged_into: reference('Merged into', dealsTarget).optional().readOnly(),
  ...common,
});

/** Other currencies than that of the company, as they stand now. */
export const currencies = recordType('currencies', 'Currency', {
  name: text('Currency'),
  rate: float('Worth in the currency of the company'),
  company_currency: text('Currency of the company'),
  since: timestamp('Since').optional(),
});

export const teamMembers = recordType('team_members', 'Team member', {
  team: reference('Team', teamsTarget, { parent: true }),
  member: reference('Member', usersTarget),
  is_primary: bool('First team of the member'),
});

export const products = recordType(productsTarget.key, 'Product', {
  name: text('Name'),
  price: text('Price').optional(),
  sku: text('SKU').optional(),
  description: text('Description').optional(),
  item_url_field: common.item_url_field,
});

export const lineItems = recordType('line_items', 'Line item', {
  name: text('Name'),
  quantity: float('Quantity').optional(),
  price: text('Price').optional(),
  amount: text('Amount').optional(),
  currency: text('Currency').optional(),
  product: reference('Product', productsTarget).optional(),
  deal: reference('Deal', dealsTarget).optional(),
  item_url_field: common.item_url_field,
});

/** One record type for each type of custom objects. */
export const customObjects = recordTypeFamily('custom_objects', 'Custom object', 'custom_', {
  name: text('Name'),
  owner: reference('Owner', ownersTarget).optional(),
  tickets: reference('Tickets', ticketsTarget).list(),
  deals: reference('Deals', dealsTarget).list(),
  companies: reference('Companies', companiesTarget).list(),
  contacts: reference('Contacts', contactsTarget).list(),
  ...common,
});

/** Records that administrators have given a name to how they hang together. */
export const associations = recordType('associations', 'Labelled association', {
  kind: dynamicEnum('Label', []),
  source: reference('From', [ticketsTarget, dealsTarget, contactsTarget], { parent: true }),
  target: reference('To', [contactsTarget, companiesTarget]),
});

/** A value that the stage or the owner of a ticket or deal had from a time on. */
export const changes = recordType('changes', 'Change', {
  title: text('Title'),
  record: reference('Record', [ticketsTarget, dealsTarget], { parent: true }),
  property: text('Property'),
  value: text('Value').optional(),
  at: timestamp('Since'),
  user: reference('User', usersTarget).optional(),
});

export const articles = recordType('articles', 'Knowledge article', {
  title: text('Title'),
  excerpt: richText('Excerpt').optional(),
  category: text('Category').optional(),
  subcategory: text('Subcategory').optional(),
  language: text('Language').optional(),
  published_at: timestamp('Published').optional(),
  item_url_field: text('Link to the article').readOnly(),
});
