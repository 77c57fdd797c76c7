import { NotFoundError, PermissionError } from '@airdrop-connectors/core';
import { createDoctor, type DiagnosisFinding } from '@airdrop-connectors/core/diagnosis';
import { helpCentersOf } from './brands.js';
import type { ZendeskClient } from './client.js';
import { accountName, accountUnit } from './external-sync-units.js';
import { zendesk } from './kit.js';

/** Calls that do not grow with the account: who asks, configuration, people, lists. */
const fixedCalls = 25;
const ticketsPerPage = 1_000;
/** What the plan Professional allows, but for what is left to others. */
const callsPerMinute = 320;
/** Nobody has said anything in a side conversation since then: asking costs one short answer. */
const longAfter = 4_000_000_000;

/** What the credential of a connection can see, and what a first import would cost. */
export const diagnose = createDoctor(zendesk, async ({ client, options }) => {
  const { name, isAdministrator } = await client.currentUser();
  const exports = isAdministrator ? await exportFinding(client) : notAdministrator;
  // Whatever else is asked would be refused for the same reason.
  if (exports === notGranted) return { account: name, findings: [notGranted], units: [] };
  const tickets = await client.ticketCount();
  const calls = fixedCalls + Math.ceil(tickets / ticketsPerPage) + tickets;
  const unit = { id: accountUnit, name: accountName(client), rootObjects: tickets, findings: [] };
  return {
    account: name,
    findings: [
      exports,
      await finding('ticket forms', () => client.formPage('')),
      await finding('service level agreements', () => client.policyPage('')),
      await finding('side conversations', () => client.sideEventPage(longAfter)),
      ...(options.help_center ? [await helpCenter(client)] : []),
    ],
    units: [{ ...unit, calls, seconds: Math.round((calls / callsPerMinute) * 60) }],
  };
});

const complete = (what: string): DiagnosisFinding => ({ status: 'ok', what, consequence: 'complete' });

const notAdministrator: DiagnosisFinding = {
  status: 'missing',
  what: 'exports',
  consequence:
    'Zendesk lets only administrators export users, organizations and tickets. Connect with the account of one.',
};

/** What was granted may cover single resources, and exports are none of them. */
const notGranted: DiagnosisFinding = {
  status: 'missing',
  what: 'exports',
  consequence:
    'Zendesk refused an export although the user is an administrator: what was granted does not cover it. ' +
    'Connect Zendesk again with the scope read.',
};

async function exportFinding(client: ZendeskClient): Promise<DiagnosisFinding> {
  try {
    await client.organizationExportPage(0);
    return complete('exports');
  } catch (error) {
    if (error instanceof PermissionError) return notGranted;
    throw error;
  }
}

/** Limited when Zendesk refuses the request, for lack of a plan or of a right. */
async function finding(what: string, ask: () => Promise<unknown>): Promise<DiagnosisFinding> {
  try {
    await ask();
    return complete(what);
  } catch (error) {
    if (!(error instanceof PermissionError || error instanceof NotFoundError)) throw error;
    return { status: 'limited', what, consequence: `${error.message} A sync goes on without them.` };
  }
}

async function helpCenter(client: ZendeskClient): Promise<DiagnosisFinding> {
  const centers = await helpCentersOf(client, undefined);
  const [first] = centers;
  if (first === undefined) {
    const consequence = 'No brand in use has a Help Center, so there are no articles.';
    return { status: 'ok', what: 'Help Centers', consequence };
  }
  return finding('Help Centers', () => client.helpCenter(first.origin).sectionPage(''));
}
