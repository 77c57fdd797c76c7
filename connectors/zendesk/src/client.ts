import type { ClientContext, RemoteFile } from '@airdrop-connectors/core';
import { accountApi } from './api/account.js';
import { fileContentEndpoint } from './api/budgets.js';
import { catalogueApi } from './api/catalogues.js';
import { exportApi } from './api/exports.js';
import { helpCenterApi } from './api/knowledge.js';
import { listApi } from './api/lists.js';
import { ticketApi } from './api/tickets.js';
import { createTransport } from './api/transport.js';
import { writingApi } from './api/writing.js';
import type { ZendeskConnection } from './connection.js';

export type ZendeskClient = ReturnType<typeof createZendeskClient>;

/** One method per endpoint, no loops, no state. */
export function createZendeskClient(context: ClientContext<ZendeskConnection>) {
  const { http, origin, at } = createTransport(context);
  return {
    /** Origin that agents see in their browser. */
    origin,
    ...accountApi(http),
    ...catalogueApi(http),
    ...exportApi(http),
    ...ticketApi(http),
    ...listApi(http),
    ...writingApi(http),

    /**
     * https://developer.zendesk.com/api-reference/help_center/help-center-api/introduction/
     * @param helpCenterOrigin of a brand; see `helpCenterOrigin`
     */
    helpCenter: (helpCenterOrigin: string) =>
      helpCenterApi(helpCenterOrigin === origin ? http : at(helpCenterOrigin)),

    /**
     * Zendesk sends whoever asks on to a signed address elsewhere, where the credential must not go; core drops it.
     * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/
     * @param path below `/attachments/token/`, always asked of the account itself
     */
    attachmentContent: (
      { path, name }: { path: string; name: string },
      { isWebPage }: { isWebPage: boolean },
    ): Promise<RemoteFile> =>
      http.file({ path, endpoint: fileContentEndpoint, query: { name }, refuseWebPage: !isWebPage }),
  };
}
