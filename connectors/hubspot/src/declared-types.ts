import * as engagementTypes from './engagement-types.js';
import {
  articles,
  changes,
  companies,
  contacts,
  currencies,
  customObjects,
  deals,
  lineItems,
  owners,
  products,
  queues,
  tags,
  teamMembers,
  teams,
  tickets,
  users,
} from './record-types.js';

/** Record types that are the same in every portal. */
export const fixedRecordTypes = [
  owners,
  queues,
  users,
  teams,
  teamMembers,
  currencies,
  tags,
  products,
  lineItems,
  articles,
  changes,
  ...Object.values(engagementTypes),
];

export const families = [companies, contacts, tickets, deals, customObjects];

/** Id of the one member that most families have. */
export const anyMember = 'any';
