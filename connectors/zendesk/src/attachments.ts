import { type AttachmentItem, type RemoteFile, UnexpectedResponseError } from '@airdrop-connectors/core';
import type { ZendeskClient } from './client.js';

/**
 * Only the path of the address is used: it may name a host of the customer's, where the credential must not go, and
 * the account answers for all of them.
 */
export async function openAttachment({
  client,
  attachment,
}: {
  client: ZendeskClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  const url = URL.canParse(attachment.url) ? new URL(attachment.url) : undefined;
  const path = url?.pathname ?? '';
  if (!/^\/attachments\/token\/[\w.~%-]+\/$/.test(path)) {
    throw new UnexpectedResponseError(
      'Zendesk gave the file an address that is none of its own, so it was not fetched. Report this with the log of the run.',
      { code: 'file_address_unknown' },
    );
  }
  const isWebPage = /html/i.test(`${attachment.contentType} ${attachment.fileName}`);
  const name = url?.searchParams.get('name') ?? attachment.fileName;
  return client.attachmentContent({ path, name }, { isWebPage });
}
