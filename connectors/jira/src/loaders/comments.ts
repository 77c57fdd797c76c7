import {
  adfToRichText,
  isSameText,
  RecordError,
  type RichTextInput,
  toUtcTimestamp,
  type Written,
} from '@airdrop-connectors/core';
import { type MarkedComment, markedCommentSchema } from '../api-types-writing.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { createMediaResolver, mediaNamesIn } from '../media.js';
import { commentItem } from '../normalize.js';
import { parse } from '../parse.js';
import { usersTarget } from '../record-names.js';
import { comments } from '../record-types.js';
import { documentInPlaceOf, documentOf, saysTheSame } from './documents.js';
import { isMark, markOf, markProperty, toleranceMs } from './marks.js';
import { projectOf } from './project.js';
import type { Refused } from './refused.js';

/** Property that keeps a comment of a service desk from customers. */
const internalProperty = { key: 'sd.public.comment', value: { internal: true } };

const noCustomers =
  'Only a service desk shows comments to customers: in this project everybody who sees the issue sees it.';

/**
 * Comments of people in DevRev. Jira sets properties in the call that makes the comment, and lists comments as they are
 * at once, not as an index has them: a comment that was made can be found by its mark without waiting.
 */
export const commentLoader = kit.loader({
  loads: comments,
  inOrderOf: ({ data }) => data.issue ?? '',

  async create({ client, item, key, externalSyncUnit }) {
    const { body, visibility } = item.data;
    const issue = issueOf(item.data);
    if (visibility === 'restricted') {
      throw new RecordError(
        'Jira keeps a comment for a role or a group, and DevRev does not say for which. It stays in DevRev.',
        { code: 'comment_restricted', isLimitation: true },
      );
    }
    const isDesk = await isServiceDesk(client, externalSyncUnit.id);
    // Never wider: what does not say that customers may see it is internal.
    const isInternal = isDesk && visibility !== 'public';
    const made = await client.addComment(issue, {
      body: documentOf(body),
      properties: [markOf(key), ...(isInternal ? [internalProperty] : [])],
    });
    const refused: Refused = visibility === 'public' && !isDesk ? { visibility: noCustomers } : {};
    return { ...written(made, body), refused };
  },

  async find({ client, item, key, since }) {
    const issue = issueOf(item.data);
    for (let startAt = 0; ; ) {
      const page = await client.newestComments(issue, startAt);
      const found = page.comments.map((raw) => parse(markedCommentSchema, raw, 'comment'));
      const marked = found.find(({ properties }) =>
        properties?.some((property) => property.key === markProperty && isMark(property.value, key)),
      );
      if (marked) return written(marked, item.data.body);
      startAt += found.length;
      const oldest = found.at(-1);
      const isPast = oldest !== undefined && Date.parse(oldest.created) < Date.parse(since) - toleranceMs;
      if (oldest === undefined || startAt >= page.total || isPast) return undefined;
    }
  },

  update: {
    async read({ client, item, id, externalSyncUnit }) {
      const issue = issueOf(item.data);
      const comment = await client.comment(issue, id);
      if (comment === undefined) return undefined;
      const hasMedia = mediaNamesIn(comment.body).length > 0;
      const context = {
        id: issue,
        media: createMediaResolver(hasMedia ? await client.files(issue) : []),
        isServiceDesk: await isServiceDesk(client, externalSyncUnit.id),
      };
      const { body = null, visibility } = commentItem(comment, context).data;
      return {
        modifiedDate: changedAt(comment),
        data: { body: saysTheSame(item.data.body, body) ? item.data.body : body, visibility },
      };
    },

    async write({ client, item, id, changes }) {
      const issue = issueOf(item.data);
      const before = await client.comment(issue, id);
      if (before === undefined) throw gone(id);
      const refused: Refused =
        changes.visibility === undefined
          ? {}
          : {
              visibility:
                'Jira keeps who may see a comment as it was written. Write another one, or change it in Jira.',
            };
      if (changes.body === undefined) return { id, modifiedDate: changedAt(before), refused };
      const hasMedia = mediaNamesIn(before.body).length > 0;
      const body = documentInPlaceOf(before.body, changes.body, hasMedia ? await client.files(issue) : []);
      if (body === undefined) {
        refused.body =
          'It shows files that could not be told apart after an edit from outside. Edit it in Jira.';
        return { id, modifiedDate: changedAt(before), refused };
      }
      const { type, value, identifier } = before.visibility ?? {};
      const after = await client.replaceComment(issue, id, {
        body,
        ...((type === 'role' || type === 'group') && {
          visibility: { type, value: value ?? '', identifier: identifier ?? value ?? '' },
        }),
      });
      return { ...written(after, changes.body), refused };
    },
  },
});

/** @throws RecordError for a comment on something that is not in Jira */
function issueOf({ issue }: { issue?: string | null | undefined }): string {
  if (issue) return issue;
  throw new RecordError('The comment is on an object that is not in Jira. It is written with that object.', {
    code: 'parent_not_loaded',
    isLimitation: true,
  });
}

function gone(id: string): RecordError {
  return new RecordError(`Comment ${id} was deleted in Jira while it was written. Write another one.`, {
    code: 'changed_meanwhile',
    isLimitation: true,
  });
}

async function isServiceDesk(client: JiraClient, projectId: string): Promise<boolean> {
  const { projectTypeKey } = await projectOf(client, projectId);
  return projectTypeKey === 'service_desk';
}

/** Our own version only when it reads back as it is in DevRev: otherwise the next forward sync brings it in Jira's form. */
function written(comment: MarkedComment, body: RichTextInput | null): Written {
  const { richText } = adfToRichText(comment.body ?? null, { userRecordType: usersTarget.key });
  return { id: comment.id, ...(isSameText(body, richText) && { modifiedDate: changedAt(comment) }) };
}

function changedAt({ created, updated }: MarkedComment): string {
  const changed = updated ?? created;
  return toUtcTimestamp(changed) ?? changed;
}
