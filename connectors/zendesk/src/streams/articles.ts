import { attachments, NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { HelpCenterApi } from '../api/knowledge.js';
import {
  articleCommentSchema,
  articleFileSchema,
  articleSchema,
  translationSchema,
} from '../api-types-knowledge.js';
import { type HelpCenter, helpCenterHosts, helpCentersOf } from '../brands.js';
import { brandOfUnit } from '../external-sync-units.js';
import { kit } from '../kit.js';
import {
  articleCommentItem,
  articleFileItem,
  articleItem,
  labelItem,
  sourceArticleId,
} from '../normalize-knowledge.js';
import { parse } from '../parse.js';
import * as types from '../record-types-knowledge.js';
import {
  type ArticleRow,
  commentsOfArticle,
  filesOfArticle,
  labelsOf,
  translationsOf,
} from './article-page.js';
import { startOf } from './export-pages.js';
import { createMetTags } from './met-tags.js';

/** Articles completed together; each takes up to two requests. */
const chunkSize = 25;

/**
 * Articles of all Help Centers of the unit, each language for itself, with pictures, files and what was said about
 * them.
 */
export const articles = kit.stream({
  name: 'articles',
  delivers: {
    articles: types.articles,
    article_labels: types.articleLabels,
    article_comments: types.articleComments,
    attachments,
  },
  // Tickets bring files, too: records of one type come from one stream after the other, always in the same order.
  after: ['tickets', 'user-segments', 'permission-groups', 'categories', 'sections'],
  overlapSeconds: 300,

  prepare: async ({ client, options }) => ({
    hosts: options.help_center ? await helpCenterHosts(client) : new Set<string>(),
  }),

  /** `labels`: those delivered before; see `createMetTags`. */
  cursor: z.object({ brand: z.string(), since: z.number(), isLast: z.boolean(), labels: z.string() }),

  async *pages({ client, cursor, window, scope, externalSyncUnit, options }) {
    if (!options.help_center) return;
    const met = createMetTags(cursor?.labels ?? '');
    const wants = { files: scope.includes('attachments'), comments: scope.includes('article_comments') };
    for (const { brandId: brand, origin } of await helpCentersOf(client, brandOfUnit(externalSyncUnit.id))) {
      if (cursor !== undefined && (brand < cursor.brand || (brand === cursor.brand && cursor.isLast)))
        continue;
      const center = client.helpCenter(origin);
      const since = cursor?.brand === brand ? cursor.since : startOf(window).since;
      for await (const { rows, reached } of articlePages(center, since)) {
        const complete = (raw: unknown) => completed(center, { raw, origin }, wants);
        for (let start = 0; start === 0 || start < rows.length; start += chunkSize) {
          const chunk = await Promise.all(rows.slice(start, start + chunkSize).map(complete));
          yield {
            records: {
              articles: chunk.flatMap(translationsOf),
              article_labels: chunk.flatMap(labelsOf).filter(met.isNew),
              article_comments: chunk.flatMap(commentsOfArticle),
              attachments: chunk.flatMap(filesOfArticle),
            },
            // A page that is left half-way is read again from its beginning.
            ...(start + chunkSize >= rows.length && {
              cursor: { brand, ...reached, labels: met.latest() },
            }),
          };
        }
      }
    }
  },

  normalize: {
    articles: ({ row: { raw, origin, files }, translation }, { prepared }) =>
      articleItem(
        parse(articleSchema, raw, 'article'),
        parse(translationSchema, translation, 'translation'),
        {
          origin,
          hosts: prepared.hosts,
          files: files.flatMap((file) => z.safeParse(articleFileSchema, file).data ?? []),
        },
      ),
    article_labels: (label) => labelItem(label),
    article_comments: ({ row: { raw, origin }, comment }) =>
      articleCommentItem(
        parse(articleCommentSchema, comment, 'article comment'),
        sourceArticleId(parse(articleSchema, raw, 'article')),
        origin,
      ),
    attachments: ({ row: { raw }, file }) =>
      articleFileItem(
        parse(articleFileSchema, file, 'article attachment'),
        parse(articleSchema, raw, 'article'),
      ),
  },
});

interface ArticlePage {
  rows: readonly unknown[];
  reached: { since: number; isLast: boolean };
}

/**
 * The export of the Help Center does not say when it ends: its last page names no next one, or the one it is itself;
 * then the one behind it holds nothing. A page begins with the second the one before has ended with.
 */
async function* articlePages(center: HelpCenterApi, from: number): AsyncGenerator<ArticlePage, void, void> {
  let before = new Set<string>();
  for (let since = from; ; ) {
    const page = await center.articleExportPage(since);
    const fresh = page.articles.filter((raw) => !before.has(JSON.stringify(raw)));
    before = new Set(page.articles.map((raw) => JSON.stringify(raw)));
    const end = page.end_time ?? since;
    const isLast = !page.next_page || page.articles.length === 0;
    since = end > since ? end : since + 1;
    yield { rows: fresh, reached: { since, isLast } };
    if (isLast) return;
  }
}

const looseSchema = z.object({ id: z.number(), comments_disabled: z.optional(z.nullable(z.boolean())) });

/** An article with its lists; one that vanishes meanwhile has none. */
async function completed(
  center: HelpCenterApi,
  { raw, origin }: { raw: unknown; origin: HelpCenter['origin'] },
  wants: { files: boolean; comments: boolean },
): Promise<ArticleRow> {
  const { data } = z.safeParse(looseSchema, raw);
  if (data === undefined) return { raw, origin, files: [], comments: [] };
  const id = String(data.id);
  const whole = async (ask: (after: string) => Promise<{ rows: readonly unknown[]; next: string }>) => {
    const found: unknown[] = [];
    for (let after = ''; ; ) {
      const { rows, next } = await ask(after);
      found.push(...rows);
      if (next === '') return found;
      after = next;
    }
  };
  try {
    const [files, comments] = await Promise.all([
      wants.files ? whole((after) => center.articleFilePage(id, after)) : [],
      wants.comments && data.comments_disabled !== true
        ? whole((after) => center.articleCommentPage(id, after))
        : [],
    ]);
    return { raw, origin, files, comments };
  } catch (error) {
    if (error instanceof NotFoundError) return { raw, origin, files: [], comments: [] };
    throw error;
  }
}
