import type { ClientContext, RemoteFile } from '@airdrop-connectors/core';
import { errorMessage } from './api/answers.js';
import { issueApi } from './api/issues.js';
import { apiOrigin } from './api/origin.js';
import { repositoryApi } from './api/repositories.js';
import { authorization, type CodebergConnection } from './connection.js';

export type CodebergClient = ReturnType<typeof createCodebergClient>;

/** One method per endpoint, no loops, no state. Codeberg names no limits in numbers: what it asks for is obeyed. */
export function createCodebergClient({ connection, createHttpClient }: ClientContext<CodebergConnection>) {
  const http = createHttpClient({
    baseUrl: connection.base_url ?? apiOrigin,
    headers: { authorization: authorization(connection) },
    system: {
      name: 'Codeberg',
      authenticationAdvice:
        'Make a new access token in the settings of the account and update the connection.',
      permissionAdvice:
        'Give the token the scopes read:repository, read:issue and read:user, then sync again.',
      errorMessage,
    },
  });
  return {
    ...repositoryApi(http),
    ...issueApi(http),

    /** Tokens are good for files as well. https://forgejo.org/docs/latest/user/api-usage/ */
    fileContent: (uuid: string): Promise<RemoteFile> =>
      http.file({ path: `/attachments/${encodeURIComponent(uuid)}`, endpoint: '/attachments/{uuid}' }),
  };
}
