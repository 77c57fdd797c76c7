import type { HttpClient, RemoteFile } from '@airdrop-connectors/core';
import { articleExportSchema } from '../api-types-knowledge.js';
import { read } from './answers.js';
import { articleFileEndpoint } from './budgets.js';
import { pageByCursor, whereOffered } from './lists.js';

export type HelpCenterApi = ReturnType<typeof helpCenterApi>;

const base = '/api/v2/help_center';

/** The Help Center of one brand, which answers under the name of the brand. */
export function helpCenterApi(http: HttpClient) {
  const listOf = (path: string, key: string, after: string, endpoint = path) =>
    whereOffered('a Help Center', pageByCursor(http, path, key, after, { endpoint }));
  const ofArticle = (id: string, what: string) =>
    [`${base}/articles/${encodeURIComponent(id)}/${what}`, `${base}/articles/{id}/${what}`] as const;
  return {
    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/user_segments/ */
    segmentPage: (after: string) => listOf(`${base}/user_segments`, 'user_segments', after),

    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/permission_groups/ */
    permissionGroupPage: (after: string) =>
      listOf('/api/v2/guide/permission_groups', 'permission_groups', after),

    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/categories/ */
    categoryPage: (after: string) => listOf(`${base}/categories`, 'categories', after),

    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/sections/ */
    sectionPage: (after: string) => listOf(`${base}/sections`, 'sections', after),

    /**
     * Oldest change first, with all translations.
     * https://developer.zendesk.com/api-reference/help_center/help-center-api/articles/#list-articles
     * @param since inclusive, seconds since the epoch
     */
    articleExportPage: async (since: number) => {
      const endpoint = `${base}/incremental/articles`;
      const query = { start_time: since, include: 'translations' };
      const body = await whereOffered('a Help Center', http.json({ path: endpoint, query }));
      return read(articleExportSchema, body, endpoint);
    },

    /** Pictures of the text and files below it. https://developer.zendesk.com/api-reference/help_center/help-center-api/article_attachments/ */
    articleFilePage: (id: string, after: string) => {
      const [path, endpoint] = ofArticle(id, 'attachments');
      return pageByCursor(http, path, 'article_attachments', after, { endpoint });
    },

    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/article_comments/ */
    articleCommentPage: (id: string, after: string) => {
      const [path, endpoint] = ofArticle(id, 'comments');
      return pageByCursor(http, path, 'comments', after, { endpoint });
    },

    /** https://developer.zendesk.com/api-reference/help_center/help-center-api/article_attachments/ */
    articleFileContent: (path: string, { isWebPage }: { isWebPage: boolean }): Promise<RemoteFile> =>
      http.file({ path, endpoint: articleFileEndpoint, refuseWebPage: !isWebPage }),
  };
}
