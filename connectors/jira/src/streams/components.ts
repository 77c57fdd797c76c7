import * as z from 'zod/mini';
import { componentSchema, versionSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { componentItem, versionItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { components as componentType, versions } from '../record-types.js';

/** Components and versions of the project, which Jira gives in one answer; changes of them are no change of issues. */
export const components = kit.stream({
  name: 'components',
  delivers: { components: componentType, versions },

  prepare: async ({ client, externalSyncUnit }) => {
    const {
      id,
      key,
      components: rawComponents,
      versions: rawVersions,
    } = await client.project(externalSyncUnit.id);
    const site = await client.site();
    return {
      projectUrl: `${site}/projects/${key || id}`,
      components: rawComponents ?? [],
      versions: rawVersions ?? [],
    };
  },

  cursor: z.object({ complete: z.boolean() }),

  async *pages({ prepared, cursor }) {
    if (cursor?.complete) return;
    yield {
      records: { components: prepared.components, versions: prepared.versions },
      cursor: { complete: true },
    };
  },

  normalize: {
    components: (raw, { prepared }) =>
      componentItem(parse(componentSchema, raw, 'component'), prepared.projectUrl),
    versions: (raw, { prepared }) => versionItem(parse(versionSchema, raw, 'version'), prepared.projectUrl),
  },
});
