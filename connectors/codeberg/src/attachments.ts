import type { AttachmentItem, RemoteFile } from '@airdrop-connectors/core';
import type { CodebergClient } from './client.js';

/** Only the id is used, so that the credential cannot be sent to whatever address a record holds. */
export function openAttachment({
  client,
  attachment,
}: {
  client: CodebergClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  return client.fileContent(attachment.id);
}
