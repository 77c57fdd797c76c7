import type { HttpClient } from '@airdrop-connectors/core';
import {
  labelUseListSchema,
  pipelineListSchema,
  propertyListSchema,
  schemaListSchema,
  tagListSchema,
  typeDescriptionListSchema,
} from '../api-types.js';
import { read } from './answers.js';
import { apiVersion, versionOf } from './versions.js';

/** How the portal is set up; none of these lists has pages. */
export function catalogueApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** https://developers.hubspot.com/docs/guides/api/crm/properties */
    properties: async (objectType: string) => {
      const path = `/crm/properties/${apiVersion}/${objectType}`;
      return read(propertyListSchema, await http.json({ path }), `GET ${path}`).results;
    },

    /** Without those that were archived. https://developers.hubspot.com/docs/guides/api/crm/pipelines */
    pipelines: async (objectType: 'tickets' | 'deals') => {
      const path = `/crm/pipelines/${apiVersion}/${objectType}`;
      return read(pipelineListSchema, await http.json({ path }), `GET ${path}`).results;
    },

    /** Custom objects with their properties. https://developers.hubspot.com/docs/guides/api/crm/objects/custom-objects */
    customSchemas: async () => {
      const path = `/crm-object-schemas/${apiVersion}/schemas`;
      const query = { includePropertyDefinitions: true, includeAssociationDefinitions: true };
      return read(schemaListSchema, await http.json({ path, query }), `GET ${path}`).results;
    },

    /**
     * What is declared for types, HubSpot's own among them; the list of schemas has only those the portal has made.
     * https://developers.hubspot.com/docs/api-reference/crm-schemas-v3
     */
    schemasOf: async (typeIds: readonly string[]) => {
      const path = `/crm-object-schemas/${apiVersion}/schemas/batch/read`;
      const body = await http.json({
        method: 'POST',
        path,
        body: {
          inputs: typeIds,
          includePropertyDefinitions: true,
          includeAssociationDefinitions: false,
          includeAuditMetadata: false,
        },
        safeToRepeat: true,
      });
      return read(typeDescriptionListSchema, body, `POST ${path}`).results;
    },

    /**
     * How many labels of its own the portal has made for each pair of types.
     * https://github.com/HubSpot/HubSpot-public-api-spec-collection (limits tracking)
     */
    labelUse: async () => {
      const path = `/crm/limits/${apiVersion}/associations/labels`;
      return read(labelUseListSchema, await http.json({ path }), `GET ${path}`).results;
    },

    /** Tags that tickets can have. https://github.com/HubSpot/HubSpot-public-api-spec-collection (object tags) */
    ticketTags: async () => {
      const path = `/crm/object-tags/${versionOf.tags}/0-5`;
      return read(tagListSchema, await http.json({ path }), `GET ${path}`).results;
    },
  };
}
