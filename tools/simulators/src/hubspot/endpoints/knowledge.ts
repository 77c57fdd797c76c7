import { ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { limitOf } from '../http/parameters.js';
import { knowledgeArticles } from '../world/catalogue.js';

/** The search of the public site, which is all that the API shows of the knowledge base. */
export const knowledgeEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/cms/site-search/{version}/search',
    scope: 'content',
    answer: (call, portal) => {
      const offset = Number(call.url.searchParams.get('offset') ?? 0);
      const limit = limitOf(call, portal, 100);
      return ok({
        total: knowledgeArticles.length,
        offset,
        limit,
        page: Math.floor(offset / limit),
        results: knowledgeArticles.slice(offset, offset + limit).map(({ id, title, category, language }) => ({
          id,
          type: 'KNOWLEDGE_ARTICLE',
          title,
          description: `About <span class="hs-search-highlight">${title}</span>&hellip;`,
          url: `https://help.acme.example/${id}`,
          language,
          category,
          subcategory: 'General',
          tags: ['help'],
          publishedDate: 1_714_557_600_000,
          score: 0.5,
        })),
      });
    },
  },
];
