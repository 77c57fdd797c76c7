import type { HttpClient } from '@airdrop-connectors/core';
import { repositoriesSchema, rowsSchema, userSchema } from '../api-types.js';
import { read } from './answers.js';

/** What there is, and who. Lists have a page of at most fifty. */
export function repositoryApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Whose token it is. https://codeberg.org/api/swagger#/user/userGetCurrent */
    user: async () => read(userSchema, await http.json({ path: '/api/v1/user' }), '/api/v1/user'),

    /**
     * Repositories of the account, and those it works in.
     * https://codeberg.org/api/swagger#/user/userCurrentListRepos
     * @param page from 1
     */
    repositoryPage: async (page: number) => {
      const path = '/api/v1/user/repos';
      return read(
        repositoriesSchema,
        await http.json({ path, query: { page, limit: 50, order_by: 'id' } }),
        path,
      );
    },

    /** Who can be assigned, all at once. https://codeberg.org/api/swagger#/repository/repoGetAssignees */
    assignees: async (repository: string) => {
      const endpoint = '/api/v1/repos/{owner}/{repo}/assignees';
      return read(
        rowsSchema,
        await http.json({ path: `${pathOf(repository)}/assignees`, endpoint }),
        endpoint,
      );
    },
  };
}

/** @param repository as people write it: `owner/name` */
export function pathOf(repository: string): string {
  return `/api/v1/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
}
