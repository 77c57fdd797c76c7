import { type AttachmentItem, PermissionError, RecordError } from '@airdrop-connectors/core';
import { fileInputs } from '../api/files.js';
import type { PortalFile } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { idsOf } from '../normalize.js';
import { fileItem } from '../normalize-messages.js';
import { listOf } from '../values.js';
import { chunks } from './chunks.js';
import type { FoundObject } from './object-page.js';

/** A file together with the engagement it came with. */
export interface FileOf {
  /** A file can hang on several. */
  id: string;
  fileId: string;
  /** Undefined for one that is gone, or hidden from this connection. */
  file: PortalFile | undefined;
  parentId: string;
  ticketId: string | undefined;
  date: string;
}

/** Files of engagements, with what they are called, which only the file manager knows. */
export async function filesOf(client: HubspotClient, engagements: readonly FoundObject[]): Promise<FileOf[]> {
  const wanted = engagements.flatMap((found) =>
    listOf(found.properties.hs_attachment_ids).map((fileId) => ({ found, fileId })),
  );
  const known = await describedFiles(
    client,
    wanted.map(({ fileId }) => fileId),
  );
  return wanted.map(({ found, fileId }) => ({
    id: attachmentId(found.id, fileId),
    fileId,
    file: known.get(fileId),
    parentId: found.id,
    ticketId: idsOf(found, 'tickets')[0],
    date: new Date(found.updatedAt || 0).toISOString(),
  }));
}

/** By id; those that are gone, or hidden from this connection, are not there. */
export async function describedFiles(
  client: Pick<HubspotClient, 'files'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PortalFile>> {
  const pages = await Promise.all(
    chunks([...new Set(ids)], fileInputs).map((some) => client.files(some).catch(noneWhenForbidden)),
  );
  return new Map(pages.flat().map((file) => [file.id, file]));
}

/** What files hang on arrives without them: each is named then. */
function noneWhenForbidden(error: unknown): [] {
  if (error instanceof PermissionError) return [];
  throw error;
}

export function attachmentId(parentId: string, fileId: string): string {
  return `${parentId}-${fileId}`;
}

/** @throws RecordError for one that is gone, or hidden from this connection */
export function attachmentItem({ id, fileId, file, parentId, ticketId, date }: FileOf): AttachmentItem {
  if (file === undefined) {
    throw new RecordError(
      `HubSpot does not show the file ${fileId}: it was deleted, or is hidden from a connection without the scope files.ui_hidden.read.`,
      { code: 'file_hidden', isLimitation: true },
    );
  }
  const parent = { id: parentId, date, ...(ticketId !== undefined && { ticketId }) };
  return { ...fileItem(file, parent), id };
}
