import type { AttachmentItem, RemoteFile } from '@airdrop-connectors/core';
import type { JiraClient } from './client.js';

export async function openAttachment({
  client,
  attachment,
}: {
  client: JiraClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  const isWebPage = /html/i.test(`${attachment.contentType} ${attachment.fileName}`);
  return client.attachmentContent(attachment.id, { isWebPage });
}
