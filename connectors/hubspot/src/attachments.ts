import { type AttachmentItem, type RemoteFile, UnexpectedResponseError } from '@airdrop-connectors/core';
import { fileContentPath } from './api/files.js';
import type { HubspotClient } from './client.js';
import { apiOrigin } from './connection.js';

/** Only the id in it counts: the credential goes to no address that came with data. */
export function addressOf(fileId: string): string {
  return apiOrigin + fileContentPath(fileId);
}

/**
 * Files are asked for by their id when they are fetched: addresses that HubSpot gives out are good for a while only,
 * and the phase of files can begin hours after records were read.
 */
export async function openAttachment({
  client,
  attachment,
}: {
  client: HubspotClient;
  attachment: AttachmentItem;
}): Promise<RemoteFile> {
  const [, id] = /\/files\/(\d+)\/download$/.exec(attachment.url) ?? [];
  if (id === undefined) {
    throw new UnexpectedResponseError(
      'HubSpot named a file by something that is no id, so it was not fetched. Report this with the log of the run.',
      { code: 'file_id_unknown' },
    );
  }
  return client.fileContent(id, { isWebPage: /\.html?$/i.test(attachment.fileName) });
}
