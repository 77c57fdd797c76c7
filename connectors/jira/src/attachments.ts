import { type AttachmentItem, AuthenticationError, type RemoteFile } from '@airdrop-connectors/core';
import type { JiraClient } from './client.js';

export async function openAttachment({
  client,
  attachment,
}: {
  client: JiraClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  const file = await client.attachmentContent(attachment.id);
  const isHtml = file.contentType?.includes('text/html') === true;
  if (isHtml && !/html/.test(`${attachment.contentType} ${attachment.fileName}`)) {
    file.body.destroy();
    throw new AuthenticationError(
      `Jira answered with a web page instead of the file "${attachment.fileName}", as a login page would. ` +
        'Make a new API token at id.atlassian.com and update the connection.',
    );
  }
  return file;
}
