import { openAttachment } from './attachments.js';
import { externalSyncUnits } from './external-sync-units.js';
import { kit } from './kit.js';
import { customObjectLoader } from './loaders/custom-objects.js';
import { dealLoader } from './loaders/deals.js';
import { fileLoader } from './loaders/files.js';
import { associationLoader } from './loaders/labelled-associations.js';
import { noteLoader } from './loaders/notes.js';
import { taskLoader } from './loaders/tasks.js';
import { ticketLoader } from './loaders/tickets.js';
import { initialDomainMapping } from './mapping.js';
import { metadata } from './metadata.js';
import { archive } from './streams/archive.js';
import { articles } from './streams/articles.js';
import { calls } from './streams/calls.js';
import { census } from './streams/census.js';
import { communications } from './streams/communications.js';
import { companies } from './streams/companies.js';
import { contacts } from './streams/contacts.js';
import { currencies } from './streams/currencies.js';
import { customObjects } from './streams/custom-objects.js';
import { deals } from './streams/deals.js';
import { emails } from './streams/emails.js';
import { formerOwners } from './streams/former-owners.js';
import { lineItems } from './streams/line-items.js';
import { meetings } from './streams/meetings.js';
import { notes } from './streams/notes.js';
import { owners } from './streams/owners.js';
import { products } from './streams/products.js';
import { tags } from './streams/tags.js';
import { tasks } from './streams/tasks.js';
import { threads } from './streams/threads.js';
import { tickets } from './streams/tickets.js';
import { users } from './streams/users.js';

export const connector = kit.connector({
  externalSyncUnits,
  metadata,
  // Conversations take longest: everything else is read beside them.
  streams: [
    owners,
    threads,
    tickets,
    contacts,
    notes,
    emails,
    companies,
    deals,
    calls,
    meetings,
    tasks,
    communications,
    lineItems,
    products,
    customObjects,
    users,
    formerOwners,
    currencies,
    tags,
    articles,
    archive,
    census,
  ],
  openAttachment,
  // Tickets and deals before what hangs on them.
  loaders: [ticketLoader, dealLoader, customObjectLoader, taskLoader, noteLoader, associationLoader],
  fileLoader,
  initialDomainMapping,
});
