import { type AttachmentItem, type RemoteFile, UnexpectedResponseError } from '@airdrop-connectors/core';
import { helpCentersOf } from './brands.js';
import type { ZendeskClient } from './client.js';

/**
 * Only the path of the address is used: it may name a host of the customer's, where the credential must not go. The
 * account answers for all files of tickets; files of articles lie at the Help Center of their brand.
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
  const isWebPage = /html/i.test(`${attachment.contentType} ${attachment.fileName}`);
  if (/^\/attachments\/token\/[\w.~%-]+\/$/.test(path)) {
    const name = url?.searchParams.get('name') ?? attachment.fileName;
    return client.attachmentContent({ path, name }, { isWebPage });
  }
  if (url !== undefined && /^\/hc\/([\w-]+\/)?article_attachments\/\d+(\/[^/]*)?$/.test(path)) {
    const centers = await helpCentersOf(client, undefined);
    const { origin } = centers.find((center) => center.origin === url.origin) ?? client;
    return client.helpCenter(origin).articleFileContent(path, { isWebPage });
  }
  throw new UnexpectedResponseError(
    'Zendesk gave the file an address that is none of its own, so it was not fetched. Report this with the log of the run.',
    { code: 'file_address_unknown' },
  );
}
