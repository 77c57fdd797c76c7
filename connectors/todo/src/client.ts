import type { ClientContext, RemoteFile } from '@airdrop-connectors/core';
import { accountApi } from './api/account.js';
import { errorMessage } from './api/answers.js';
import { budgets } from './api/budgets.js';
import { apiOrigin } from './api/origin.js';
import { writeRefusal } from './api/refusals.js';
import { taskApi } from './api/tasks.js';
import { writingApi } from './api/writing.js';
import { authorization, type TodoConnection } from './connection.js';

export type TodoClient = ReturnType<typeof createTodoClient>;

/** One method per endpoint, no loops, no state. */
export function createTodoClient({ connection, createHttpClient }: ClientContext<TodoConnection>) {
  const http = createHttpClient({
    baseUrl: connection.base_url ?? apiOrigin,
    headers: { authorization: authorization(connection) },
    system: {
      name: 'To-do',
      authenticationAdvice: 'Make a new credential and update the connection.',
      permissionAdvice: 'Ask the owner of the account for access, then sync again.',
      errorMessage,
    },
    budgets,
    classify: writeRefusal,
  });
  return {
    ...accountApi(http),
    ...taskApi(http),
    ...writingApi(http),

    /** https://api.todo.example/docs/files#content */
    fileContent: (id: string): Promise<RemoteFile> =>
      http.file({ path: `/v1/files/${encodeURIComponent(id)}`, endpoint: '/v1/files/{id}' }),
  };
}
