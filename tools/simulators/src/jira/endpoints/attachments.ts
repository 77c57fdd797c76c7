import { fileReply } from '../../http/file-reply.js';
import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { attachmentJson } from '../render/children.js';
import type { Site } from '../site.js';
import { findAttachment, servedFile } from '../world/attachments.js';
import type { Attachment } from '../world/model.js';

/** Files: their description and their content. */
export const attachmentEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/api/3/attachment/content/{id}', answer: content },
  {
    method: 'GET',
    template: '/rest/api/3/attachment/{id}',
    answer: (call, site) =>
      ok({ ...attachmentJson(site, attachmentOfPath(call, site)), id: Number(call.pathValue('id')) }),
  },
];

/** 303 to a signed address on the media origin, or the bytes themselves with `redirect=false`. */
function content(call: Call, site: Site): Reply {
  const attachment = attachmentOfPath(call, site);
  if (attachment.isLost) throw notThere(attachment.id);
  if (call.url.searchParams.get('redirect') === 'false')
    return fileReply(servedFile(attachment), call.header('range'));
  return { status: 303, headers: { location: site.mediaUrl(attachment.id) } };
}

function attachmentOfPath(call: Call, site: Site): Attachment {
  const attachment = findAttachment(site.world, call.pathValue('id'));
  if (attachment === undefined) throw notThere(call.pathValue('id'));
  return attachment;
}

function notThere(id: string) {
  return failure(404, `The attachment with id '${id}' does not exist`);
}
