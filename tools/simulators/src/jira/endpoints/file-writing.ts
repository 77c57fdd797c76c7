import { readFileParts } from '../../http/multipart.js';
import type { Call, Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { attachmentJson } from '../render/children.js';
import type { Site } from '../site.js';
import { findAttachment } from '../world/attachments.js';
import { addSentFile } from '../world/issue-writing.js';
import { issueOfPath } from './issues.js';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-issue-issueidorkey-attachments-post */
export const fileWritingEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    template: '/rest/api/3/issue/{issueIdOrKey}/attachments',
    takesFile: true,
    answer: addFiles,
  },
];

function addFiles(call: Call, site: Site): Reply {
  if (call.header('x-atlassian-token') !== 'no-check')
    return {
      status: 403,
      headers: { 'content-type': 'text/plain' },
      bytes: [Buffer.from('XSRF check failed')],
    };
  const issue = issueOfPath(call, site);
  const body = call.body instanceof Uint8Array ? call.body : new Uint8Array();
  const files = readFileParts(body, call.header('content-type') ?? '').filter(({ name }) => name === 'file');
  if (files.length === 0) throw failure(400, 'No file was sent. Send it as the part "file".');
  const { maxAttachmentBytes } = site.world;
  if (files.some(({ content }) => content.length > maxAttachmentBytes))
    throw failure(413, `The file is larger than the limit of ${maxAttachmentBytes} bytes.`);
  const ids = files.map(({ filename, contentType, content }) =>
    addSentFile(site.world, issue, { filename, mimeType: contentType, content }),
  );
  const added = ids.flatMap((id) => findAttachment(site.world, id) ?? []);
  return { status: 200, json: added.map((file) => attachmentJson(site, file)) };
}
