import { PermissionError } from '@airdrop-connectors/core';
import { createDoctor, type DiagnosisFinding } from '@airdrop-connectors/core/diagnosis';
import type { HubspotClient } from './client.js';
import { portalUnit } from './external-sync-units.js';
import { hubspot } from './kit.js';

/** Calls that do not grow with the portal: who asks, configuration, people, short lists. */
const fixedCalls = 30;
const rowsPerPage = 100;
const ticketsPerPage = 50;
/** Engagements that a ticket has on average, and tickets that have a conversation. */
const engagementsPerTicket = 4;
const conversationShare = 0.5;
/** What the tier Professional allows, but for what is left to others. */
const callsPerSecond = 15;

/** What the credential of a connection can see, and what a first import would cost. */
export const diagnose = createDoctor(hubspot, async ({ client }) => {
  const { portalId, uiDomain } = await client.account();
  const findings = await Promise.all(probes.map((probe) => examine(client, probe)));
  const count = (objectType: string) => client.count(objectType).catch(none);
  const [tickets, contacts, companies] = await Promise.all(['tickets', 'contacts', 'companies'].map(count));
  const calls = Math.ceil(
    fixedCalls +
      (tickets ?? 0) / ticketsPerPage +
      ((tickets ?? 0) * engagementsPerTicket) / rowsPerPage +
      (tickets ?? 0) * conversationShare +
      ((contacts ?? 0) + (companies ?? 0)) / rowsPerPage,
  );
  return {
    account: `portal ${portalId} at ${uiDomain ?? 'app.hubspot.com'}`,
    findings,
    units: [
      {
        id: portalUnit,
        name: `HubSpot ${portalId}`,
        rootObjects: tickets ?? 0,
        calls,
        seconds: Math.round(calls / callsPerSecond),
        findings: [],
      },
    ],
  };
});

interface Probe {
  what: string;
  isNeeded?: true;
  ask: (client: HubspotClient) => Promise<unknown>;
  /** What is absent without it. */
  without: string;
}

const probes: readonly Probe[] = [
  {
    what: 'tickets',
    isNeeded: true,
    ask: (client) => client.count('tickets'),
    without: 'Nothing can be synced. Add the scope tickets.',
  },
  {
    what: 'contacts and engagements',
    isNeeded: true,
    ask: (client) => client.count('contacts'),
    without: 'Nothing can be synced. Add the scope crm.objects.contacts.read.',
  },
  {
    what: 'companies',
    ask: (client) => client.count('companies'),
    without: 'Companies are missing. Add the scope crm.objects.companies.read.',
  },
  {
    what: 'deals',
    ask: (client) => client.count('deals'),
    without: 'Deals are missing. Add the scope crm.objects.deals.read.',
  },
  {
    what: 'owners',
    ask: (client) => client.ownerPage('', { archived: false }),
    without: 'Nobody is known as the owner of records. Add the scope crm.objects.owners.read.',
  },
  {
    what: 'users and teams',
    ask: (client) => client.userPage(''),
    without:
      'Authors of messages are unknown. Add the scopes settings.users.read and settings.users.teams.read.',
  },
  {
    what: 'currencies',
    ask: (client) => client.exchangeRates(),
    without: 'Exchange rates are missing. Add the scope settings.currencies.read.',
  },
  {
    what: 'conversations',
    ask: (client) => client.threadPage('', undefined),
    without: 'Most of what was said about tickets is missing. Add the scope conversations.read.',
  },
  {
    what: 'files',
    ask: (client) => client.files(['1']),
    without: 'Attachments are missing. Add the scopes files and files.ui_hidden.read.',
  },
  {
    what: 'custom objects',
    ask: (client) => client.customSchemas(),
    without:
      'Custom objects are missing, if the portal has any. Add the scopes crm.schemas.custom.read and crm.objects.custom.read.',
  },
  {
    what: 'knowledge base',
    ask: (client) => client.articlePage(0),
    without: 'Articles are missing. Add the scope content.',
  },
];

async function examine(
  client: HubspotClient,
  { what, isNeeded, ask, without }: Probe,
): Promise<DiagnosisFinding> {
  const isAllowed = await ask(client).then(
    () => true,
    (error: unknown) => {
      if (error instanceof PermissionError) return false;
      throw error;
    },
  );
  if (isAllowed) return { status: 'ok', what, consequence: 'complete' };
  return { status: isNeeded ? 'missing' : 'limited', what, consequence: without };
}

function none(error: unknown): number {
  if (error instanceof PermissionError) return 0;
  throw error;
}
