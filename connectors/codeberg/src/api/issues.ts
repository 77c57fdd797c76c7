import type { HttpClient } from '@airdrop-connectors/core';
import { rowsSchema } from '../api-types.js';
import { read } from './answers.js';
import { pathOf } from './repositories.js';

export interface Wanted {
  /** From 1. */
  page: number;
  /** What changed before is left out. */
  since: string | undefined;
}

/** Lists of a repository, a page of at most fifty. */
export function issueApi(http: Pick<HttpClient, 'json'>) {
  const page = async (
    repository: string,
    list: string,
    query: Record<string, string | number | undefined>,
  ) => {
    const endpoint = `/api/v1/repos/{owner}/{repo}/${list}`;
    const path = `${pathOf(repository)}/${list}`;
    return read(rowsSchema, await http.json({ path, endpoint, query: { limit: 50, ...query } }), endpoint);
  };
  return {
    /**
     * Issues without pull requests, in the order they were made, so that an edit moves none of them.
     * https://codeberg.org/api/swagger#/issue/issueListIssues
     */
    issuePage: (repository: string, wanted: Wanted) =>
      page(repository, 'issues', { type: 'issues', state: 'all', sort: 'oldest', ...wanted }),

    /**
     * Comments on issues and on pull requests, in the order they were made.
     * https://codeberg.org/api/swagger#/issue/issueGetRepoComments
     */
    commentPage: (repository: string, wanted: Wanted) => page(repository, 'issues/comments', { ...wanted }),

    /** https://codeberg.org/api/swagger#/issue/issueGetMilestonesList */
    milestonePage: (repository: string, number: number) =>
      page(repository, 'milestones', { state: 'all', page: number }),
  };
}
