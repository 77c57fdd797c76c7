import type { HttpClient, RemoteFile } from '@airdrop-connectors/core';
import { fileListSchema } from '../api-types.js';
import { read } from './answers.js';
import { apiVersion, versionOf } from './versions.js';

/** Files whose description can be read together. */
export const fileInputs = 100;

export function fileContentPath(id: string): string {
  return `/files/${versionOf.fileContents}/files/${encodeURIComponent(id)}/download`;
}

/** https://developers.hubspot.com/docs/guides/api/library/files */
export function fileApi(http: Pick<HttpClient, 'json' | 'file'>) {
  return {
    /** At most a hundred; those that are gone, or hidden from this connection, are left out. */
    files: async (ids: readonly string[]) => {
      const path = `/files/${apiVersion}/files/search`;
      const body = await http.json({ path, query: { limit: fileInputs, ids } });
      return read(fileListSchema, body, `GET ${path}`).results;
    },

    /** Leads to a signed address elsewhere, where the credential must not go; core drops it. */
    fileContent: (id: string, { isWebPage }: { isWebPage: boolean }): Promise<RemoteFile> =>
      http.file({
        path: fileContentPath(id),
        endpoint: `/files/${versionOf.fileContents}/files/{fileId}/download`,
        refuseWebPage: !isWebPage,
      }),
  };
}
