import { type ExtractionScope, PermissionError } from '@airdrop-connectors/core';
import type { HubspotClient } from '../client.js';
import { messages } from '../engagement-types.js';
import type { FoundObject } from './object-page.js';

/**
 * Who has written an e-mail down. Inboxes and the help desk do so with every message that comes or goes by e-mail, which
 * then is there twice: in the CRM and in a conversation. Values of `hs_engagement_source`:
 * https://github.com/HubSpot/HubSpot-public-api-spec-collection
 */
const inboxes: ReadonlySet<string> = new Set(['CONVERSATIONS', 'HELP_DESK']);

/**
 * E-mails that do not arrive as messages anyway: all of them while conversations are switched off or hidden from this
 * connection. The message is the better of the two: it knows who wrote it and for whom it is.
 */
export function createInboxEmails(client: Pick<HubspotClient, 'threadPage'>, scope: ExtractionScope) {
  let areConversationsSeen: Promise<boolean> | undefined;
  return {
    async without(emails: readonly FoundObject[]): Promise<FoundObject[]> {
      const others = emails.filter(({ properties }) => !inboxes.has(properties.hs_engagement_source ?? ''));
      if (others.length === emails.length || !scope.includes(messages.key)) return [...emails];
      areConversationsSeen ??= canSeeConversations(client);
      return (await areConversationsSeen) ? others : [...emails];
    },
  };
}

function canSeeConversations(client: Pick<HubspotClient, 'threadPage'>): Promise<boolean> {
  return client.threadPage('', undefined).then(
    () => true,
    (error: unknown) => {
      if (error instanceof PermissionError) return false;
      throw error;
    },
  );
}
