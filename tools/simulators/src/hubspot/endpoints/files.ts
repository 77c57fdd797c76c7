import { readFileParts, readTextParts } from '../../http/multipart.js';
import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, notFound } from '../http/failure.js';
import { limitOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { fileAt, type PortalFile, takeFile } from '../world/files.js';
import { iso } from '../world/iso.js';

export const fileEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/files/{version}/files/search',
    scope: 'files',
    answer: (call, portal) => {
      const limit = Math.max(limitOf(call, { ...portal, pageSize: 100 }, 100), 1);
      const ids = call.url.searchParams.getAll('ids');
      if (ids.length > limit) throw failure(400, 'More ids than the page has entries');
      const files = ids.flatMap((id) => visibleFile(portal, id) ?? []);
      return ok({ results: files.map(fileJson) });
    },
  },
  {
    method: 'GET',
    template: '/files/{version}/files/{fileId}/download',
    scope: 'files',
    answer: (call, portal) => ({
      status: 302,
      headers: { location: portal.mediaUrl(fileOf(call, portal).id) },
    }),
  },
  {
    method: 'POST',
    template: '/files/{version}/files',
    scope: 'files',
    takesFile: true,
    answer: takeSentFile,
  },
];

/** https://developers.hubspot.com/docs/guides/api/library/files: a file, where it goes, and how, which is JSON in a part. */
function takeSentFile(call: Call, { world }: Portal): Reply {
  const body = call.body instanceof Uint8Array ? call.body : new Uint8Array();
  const type = call.header('content-type') ?? '';
  const file = readFileParts(body, type).find(({ name }) => name === 'file');
  const { fileName = file?.filename, folderPath, folderId, options } = readTextParts(body, type);
  if (file === undefined || fileName === undefined) throw failure(400, 'A file is required');
  if ((folderPath === undefined) === (folderId === undefined))
    throw failure(400, 'Either folderPath or folderId is required');
  if (options === undefined || !/"access"\s*:\s*"[A-Z_]+"/.test(options))
    throw failure(400, 'options.access is required');
  const folder = folderPath ?? folderId ?? '';
  const { contentType, content } = file;
  const id = takeFile(world, { fileName, folder, contentType, content: Uint8Array.from(content) });
  const kept = fileAt(world, id);
  if (kept === undefined) throw notFound('file');
  return { status: 201, json: { ...fileJson(kept), access: 'PRIVATE', path: `${folder}/${fileName}` } };
}

/** Files of engagements and messages are hidden ones. https://developers.hubspot.com/docs/guides/api/files/files */
function visibleFile({ world, missing }: Portal, id: string): PortalFile | undefined {
  const isHidden = missing.has('files.ui_hidden') && !world.sentFiles.has(Number(id));
  return isHidden ? undefined : fileAt(world, Number(id));
}

function fileOf(call: Call, portal: Portal): PortalFile {
  const file = visibleFile(portal, call.pathValue('fileId'));
  if (file === undefined) throw notFound('file');
  return file;
}

/** Its kind is a category and no MIME type, its name has no extension. */
function fileJson({ id, name, extension, type, bytes, uploadedAt }: PortalFile) {
  return {
    id: String(id),
    name,
    ...(extension !== '' && { extension }),
    type,
    size: bytes,
    access: 'HIDDEN_PRIVATE',
    url: `https://portal.example/hubfs/${id}`,
    path: `/hidden/${id}`,
    archived: false,
    createdAt: iso(uploadedAt),
    updatedAt: iso(uploadedAt),
  };
}
