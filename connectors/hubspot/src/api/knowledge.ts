import type { HttpClient } from '@airdrop-connectors/core';
import { articlePageSchema } from '../api-types.js';
import { read } from './answers.js';
import { apiVersion } from './versions.js';

export const articlesPerPage = 100;

/**
 * The search of the public site: there is no other way to the articles.
 * https://github.com/HubSpot/HubSpot-public-api-spec-collection (site search)
 */
export function knowledgeApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Published articles; what they say is in them as an excerpt. */
    articlePage: async (offset: number) => {
      const path = `/cms/site-search/${apiVersion}/search`;
      const query = { type: 'KNOWLEDGE_ARTICLE', length: 'LONG', limit: articlesPerPage, offset };
      return read(articlePageSchema, await http.json({ path, query }), `GET ${path}`);
    },
  };
}
