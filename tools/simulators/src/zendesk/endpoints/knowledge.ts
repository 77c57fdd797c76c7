import { type Call, ok } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint } from '../http/endpoint.js';
import { articleExport } from '../http/exports.js';
import { notFound } from '../http/failure.js';
import { listPage } from '../http/pages.js';
import {
  articleCommentJson,
  articleFileJson,
  articleJson,
  directoryJson,
  permissionGroupJson,
  segmentJson,
} from '../render/knowledge.js';
import { fileToken } from '../world/files.js';
import { type Article, articleFile, type HelpCenter, shownArticles } from '../world/knowledge.js';

const feature = 'help center';

/** The Help Center of the brand whose origin is asked. */
function centerOf({ world, helpCenterBrandId }: Account): HelpCenter {
  const found = world.knowledge.centers.find(({ brandId }) => brandId === helpCenterBrandId);
  if (found === undefined) throw notFound();
  return found;
}

function articleOf(call: Call, account: Account): Article {
  const found = shownArticles(centerOf(account)).find(
    ({ id }) => String(id) === call.pathValue('article_id'),
  );
  if (found === undefined) throw notFound();
  return found;
}

export const knowledgeEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/help_center/user_segments',
    feature,
    answer: (call, account) =>
      ok(listPage(call, account, 'user_segments', account.world.knowledge.segments.map(segmentJson))),
  },
  {
    template: '/api/v2/guide/permission_groups',
    feature,
    answer: (call, account) =>
      ok(
        listPage(
          call,
          account,
          'permission_groups',
          account.world.knowledge.permissionGroups.map(permissionGroupJson),
        ),
      ),
  },
  {
    template: '/api/v2/help_center/categories',
    feature,
    answer: (call, account) => {
      const { categories } = centerOf(account);
      const rows = categories.map((category) => directoryJson(category, 'categories', account));
      return ok(listPage(call, account, 'categories', rows));
    },
  },
  {
    template: '/api/v2/help_center/sections',
    feature,
    answer: (call, account) => {
      const { sections } = centerOf(account);
      const rows = sections.map((section) => ({
        ...directoryJson(section, 'sections', account),
        category_id: section.categoryId,
        parent_section_id: section.parentSectionId,
        sorting: 'manual',
      }));
      return ok(listPage(call, account, 'sections', rows));
    },
  },
  {
    template: '/api/v2/help_center/incremental/articles',
    feature,
    answer: (call, account) => {
      const withTranslations = call.url.searchParams.get('include') === 'translations';
      const rows = shownArticles(centerOf(account)).map((article) => ({
        place: { second: article.updatedAt, id: article.id },
        json: articleJson(article, account, withTranslations),
      }));
      return ok(articleExport(call, account, 'articles', rows));
    },
  },
  {
    template: '/api/v2/help_center/articles/{article_id}/attachments',
    feature,
    answer: (call, account) => {
      const { id, files } = articleOf(call, account);
      const rows = files.map((file) => articleFileJson(file, id, account));
      return ok(listPage(call, account, 'article_attachments', rows));
    },
  },
  {
    template: '/api/v2/help_center/articles/{article_id}/comments',
    feature,
    answer: (call, account) => {
      const { id, comments } = articleOf(call, account);
      const rows = comments.map((comment) => articleCommentJson(comment, id));
      return ok(listPage(call, account, 'comments', rows));
    },
  },
  {
    template: '/hc/article_attachments/{id}',
    answer: (call, account) => {
      const file = articleFile(account.world.knowledge, Number(call.pathValue('id')));
      if (file === undefined) throw notFound();
      return { status: 302, headers: { location: account.mediaUrl(fileToken(account.world, file)) } };
    },
  },
];
