import type { AttachmentItem, RemoteFile } from '@airdrop-connectors/core';
import type { TodoClient } from './client.js';

/** Only the id is used, so that the credential cannot be sent to whatever address a record holds. */
export function openAttachment({
  client,
  attachment,
}: {
  client: TodoClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  return client.fileContent(attachment.id);
}
