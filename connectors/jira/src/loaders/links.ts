import { RecordError } from '@airdrop-connectors/core';
import { issueLinkSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { parse } from '../parse.js';
import { links, parentLinkType } from '../record-types.js';

/** A link is what it links, and of what kind: Jira makes no second one, so that it needs no mark. */
export const linkLoader = kit.loader({
  loads: links,
  // Links change the issues at both ends; those of one are made one after the other.
  inOrderOf: ({ data }) => data.source ?? '',

  async create({ client, item }) {
    const { type, source, target } = endsOf(item.data);
    if (type === parentLinkType) {
      await client.editIssue(source, { fields: { parent: { id: target } } });
      return { id: `${source}-parent` };
    }
    await client.createLink(type, source, target);
    const id = await linkId(client, { type, source, target });
    if (id !== undefined) return { id };
    throw new RecordError(
      'Jira took the link and does not show it: the account of the connection may not see both ends. Check it in Jira.',
      { code: 'link_not_shown', isLimitation: true },
    );
  },

  async find({ client, item }) {
    const ends = endsOf(item.data);
    if (ends.type === parentLinkType) {
      const parent = (await client.issue(ends.source))?.fields.parent?.id;
      return parent === ends.target ? { id: `${ends.source}-parent` } : undefined;
    }
    const id = await linkId(client, ends);
    return id === undefined ? undefined : { id };
  },
});

interface Ends {
  type: string;
  source: string;
  target: string;
}

/** @throws RecordError for a link of something that is not in Jira */
function endsOf({ type, source, target }: { type?: unknown; source?: unknown; target?: unknown }): Ends {
  const isWhole = [type, source, target].every((value) => typeof value === 'string' && value !== '');
  if (isWhole) return { type: String(type), source: String(source), target: String(target) };
  throw new RecordError(
    'The link has an end that is not in Jira, or is of a kind that Jira does not have. It is made with that issue.',
    { code: 'parent_not_loaded', isLimitation: true },
  );
}

/** Its source shows a link as one to the outside. */
async function linkId(client: JiraClient, { type, source, target }: Ends): Promise<string | undefined> {
  const found = (await client.issueLinks(source)).map((raw) => parse(issueLinkSchema, raw, 'issue link'));
  return found.find((link) => link.type.id === type && link.outwardIssue?.id === target)?.id;
}
