import { createDoctor, type DiagnosisFinding } from '@airdrop-connectors/core/diagnosis';
import { accountName, accountUnit } from './external-sync-units.js';
import { zendesk } from './kit.js';

/** Calls that do not grow with the account: who asks, configuration, people, lists. */
const fixedCalls = 10;
const ticketsPerPage = 1_000;
/** What the plan Professional allows, but for what is left to others. */
const callsPerMinute = 320;

/** What the credential of a connection can see, and what a first import would cost. */
export const diagnose = createDoctor(zendesk, async ({ client }) => {
  const { name, isAdministrator } = await client.currentUser();
  const tickets = await client.ticketCount();
  const calls = fixedCalls + Math.ceil(tickets / ticketsPerPage) + tickets;
  return {
    account: name,
    findings: [isAdministrator ? complete : notAdministrator],
    units: [
      {
        id: accountUnit,
        name: accountName(client),
        rootObjects: tickets,
        calls,
        seconds: Math.round((calls / callsPerMinute) * 60),
        findings: [],
      },
    ],
  };
});

const complete: DiagnosisFinding = { status: 'ok', what: 'exports', consequence: 'complete' };

const notAdministrator: DiagnosisFinding = {
  status: 'missing',
  what: 'exports',
  consequence:
    'Zendesk lets only administrators export users, organizations and tickets. Connect with the account of one.',
};
