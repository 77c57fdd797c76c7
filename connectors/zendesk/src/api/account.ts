import { AuthenticationError, type HttpClient } from '@airdrop-connectors/core';
import { countSchema, currentUserSchema } from '../api-types.js';
import { read } from './answers.js';

/** Who asks, and how much there is. */
export function accountApi(http: Pick<HttpClient, 'json'>) {
  return {
    /**
     * The user behind the credential. Anybody gets an answer here, a wrong credential that of a user without an id.
     * https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self
     * @throws AuthenticationError for a user without an id
     */
    currentUser: async () => {
      const endpoint = '/api/v2/users/me';
      const { user } = read(currentUserSchema, await http.json({ path: endpoint }), endpoint);
      if (typeof user.id === 'number') return { name: user.name, isAdministrator: user.role === 'admin' };
      throw new AuthenticationError(
        `Zendesk refused the credentials (GET ${endpoint} knows nobody with them). ` +
          'Check subdomain, e-mail and token of the connection, or connect Zendesk again.',
      );
    },

    /** Approximate. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#count-tickets */
    ticketCount: async () => {
      const endpoint = '/api/v2/tickets/count';
      return read(countSchema, await http.json({ path: endpoint }), endpoint).count.value;
    },
  };
}
