import { NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { accessRuleItem, rulesOf } from '../access-rules.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { accessRules as accessRuleType } from '../record-types-on-request.js';

/** Grants of the permission scheme and members of security levels, as rules. In one page: a snapshot. */
export const accessRules = kit.stream({
  name: 'access-rules',
  delivers: { rules: accessRuleType([]) },
  cursor: z.object({ complete: z.boolean() }),

  async *pages({ client, cursor, options, metadata, externalSyncUnit }) {
    if (options.access !== 'rules' || cursor?.complete) return;
    const workTypes = Object.entries(metadata.record_types).flatMap(([name, { category }]) =>
      category === undefined ? [] : [name],
    );
    const [{ permissions }, levels] = await Promise.all([
      client.permissionScheme(externalSyncUnit.id),
      securityLevels(client, externalSyncUnit.id),
    ]);
    yield { records: { rules: rulesOf(permissions, levels, workTypes) }, cursor: { complete: true } };
  },

  normalize: { rules: (rule) => accessRuleItem(rule) },
});

/** Levels with whoever they are for; a project without a scheme has none. */
async function securityLevels(client: JiraClient, projectId: string) {
  const scheme = await client.securityScheme(projectId).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
  if (scheme === undefined) return [];
  const members: Awaited<ReturnType<JiraClient['securityMemberPage']>>['values'] = [];
  for (;;) {
    const { values, isLast } = await client.securityMemberPage(scheme.id, members.length);
    members.push(...values);
    if (isLast === true || values.length === 0) break;
  }
  return scheme.levels.map(({ id, name }) => ({
    name,
    holders: members.flatMap(({ issueSecurityLevelId, holder }) =>
      String(issueSecurityLevelId) === id ? [holder] : [],
    ),
  }));
}
