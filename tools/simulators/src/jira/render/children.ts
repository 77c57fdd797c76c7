import type { Site } from '../site.js';
import { commentBody } from '../world/comments.js';
import type { Attachment, Comment, History, Issue, Worklog } from '../world/model.js';
import { worklogComment } from '../world/worklogs.js';
import { userReference } from './people.js';

export function commentJson(site: Site, issue: Issue, comment: Comment): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/issue/${issue.id}/comment/${comment.id}`,
    id: comment.id,
    ...(comment.author === undefined ? {} : { author: userReference(site, comment.author) }),
    body: commentBody(site.world, issue, comment),
    ...(comment.updateAuthor === undefined
      ? {}
      : { updateAuthor: userReference(site, comment.updateAuthor) }),
    created: site.zone.format(comment.createdAt),
    updated: site.zone.format(comment.updatedAt),
    ...(comment.visibility === undefined ? {} : { visibility: comment.visibility }),
    jsdPublic: comment.public,
  };
}

export function attachmentJson(site: Site, attachment: Attachment): Record<string, unknown> {
  const image = attachment.mimeType.startsWith('image/');
  return {
    self: `${site.url}/rest/api/3/attachment/${attachment.id}`,
    id: attachment.id,
    filename: attachment.filename,
    ...(attachment.author === undefined ? {} : { author: userReference(site, attachment.author) }),
    created: site.zone.format(attachment.createdAt),
    size: attachment.toldBytes ?? attachment.bytes,
    mimeType: attachment.mimeType,
    content: `${site.url}/rest/api/3/attachment/content/${attachment.id}`,
    ...(image ? { thumbnail: `${site.url}/rest/api/3/attachment/thumbnail/${attachment.id}` } : {}),
  };
}

export function historyJson(site: Site, history: History): Record<string, unknown> {
  return {
    id: history.id,
    ...(history.author === undefined ? {} : { author: userReference(site, history.author) }),
    created: site.zone.format(history.at),
    items: history.items,
  };
}

export function worklogJson(site: Site, issue: Issue, worklog: Worklog): Record<string, unknown> {
  const comment = worklogComment(site.world, issue, worklog);
  const author = worklog.author === undefined ? undefined : userReference(site, worklog.author);
  return {
    self: `${site.url}/rest/api/3/issue/${issue.id}/worklog/${worklog.id}`,
    ...(author === undefined ? {} : { author, updateAuthor: author }),
    ...(comment === undefined ? {} : { comment }),
    created: site.zone.format(worklog.createdAt),
    updated: site.zone.format(worklog.updatedAt),
    started: site.zone.format(worklog.startedAt),
    timeSpent: timeText(worklog.seconds),
    timeSpentSeconds: worklog.seconds,
    id: worklog.id,
    issueId: worklog.issueId,
  };
}

/** `2h 30m`, as people type it. */
export function timeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    Math.floor(minutes / 60) > 0 && `${Math.floor(minutes / 60)}h`,
    minutes % 60 > 0 && `${minutes % 60}m`,
  ];
  return parts.filter(Boolean).join(' ');
}
