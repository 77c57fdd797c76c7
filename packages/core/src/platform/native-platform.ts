import { Readable } from 'node:stream';
import { PlatformError, RecordError } from '../errors.js';
import { multipartBody } from '../http/multipart.js';
import { isJsonObject } from '../json-value.js';
import type { AirdropEvent } from '../protocol/event.js';
import { limits } from '../protocol/limits.js';
import { replyBody } from '../protocol/reply.js';
import { libraryVersion } from '../version.js';
import { mapperRequests } from './mapper-requests.js';
import { installMapping } from './mapping-installation.js';
import type { PlatformPort, StreamedFile } from './platform-port.js';
import {
  jsonBody,
  type PlatformRequestOptions,
  platformBytes,
  platformJson,
  platformRequest,
  platformSend,
} from './platform-request.js';

/**
 * The platform port over the wire protocol itself.
 * Source of routes, parameters and header forms: devrev/adaas-sdk v1.20 `src/state/state.ts`,
 * `src/uploader/uploader.ts`, `src/common/control-protocol.ts`.
 */
export function createNativePlatform(event: AirdropEvent, options: PlatformRequestOptions): PlatformPort {
  const { context, serviceAccountToken: token } = event;
  /** State, callback and mapping take the bare token; only artifact routes want `Bearer`. */
  const rawAuthorization = { authorization: token };
  const bearerAuthorization = { authorization: `Bearer ${token}` };

  const stateUrl = (operation: 'get' | 'update') => {
    const query = new URLSearchParams({
      sync_unit: context.sync_unit_id ?? '',
      request_id: context.request_id_adaas ?? context.uuid ?? '',
    });
    return `${context.worker_data_url ?? ''}.${operation}?${query}`;
  };
  const artifactUrl = (route: string, parameters: Readonly<Record<string, string>>) =>
    `${event.devrevEndpoint}/internal/airdrop.artifacts.${route}?${new URLSearchParams({ request_id: context.request_id ?? '', ...parameters })}`;

  async function prepareUpload(fileName: string, fileType: string, fileSize: number) {
    const { body } = await platformJson(
      {
        method: 'GET',
        url: artifactUrl('upload-url', {
          file_type: fileType,
          file_name: shortenFileName(fileName),
          file_size: String(fileSize),
        }),
        headers: bearerAuthorization,
        purpose: `asking where to upload ${fileName}`,
      },
      options,
    );
    const { artifact_id: artifactId, upload_url: uploadUrl } = body;
    if (typeof artifactId !== 'string' || typeof uploadUrl !== 'string') {
      throw new PlatformError(
        `The DevRev platform gave no upload address for ${fileName}. Start the sync again later.`,
      );
    }
    return { artifactId, uploadUrl, fields: formFields(body.form_data) };
  }

  async function confirmUpload(artifactId: string, fileName: string): Promise<void> {
    await platformSend(
      {
        method: 'POST',
        url: `${event.devrevEndpoint}/internal/airdrop.artifacts.confirm-upload`,
        headers: bearerAuthorization,
        purpose: `confirming the upload of ${fileName}`,
        body: jsonBody({ request_id: context.request_id ?? '', artifact_id: artifactId }),
      },
      options,
    );
  }

  async function streamOnce(file: StreamedFile, target: { uploadUrl: string; fields: [string, string][] }) {
    await platformSend(
      {
        method: 'POST',
        url: target.uploadUrl,
        purpose: `uploading ${file.fileName}`,
        body: async () => {
          const content = await file.open();
          const part = multipartBody(target.fields, {
            content,
            bytes: file.bytes,
            contentType: file.contentType,
          });
          return { body: part.body, bytes: part.bytes, contentType: part.contentType };
        },
        accept: [301, 302, 303, 304, 307, 308],
        maxAttempts: 3,
      },
      options,
    );
  }

  return {
    stateForm: 'envelope',

    async readState() {
      const { status, body } = await platformJson(
        {
          method: 'GET',
          url: stateUrl('get'),
          headers: rawAuthorization,
          purpose: 'reading the sync state',
          accept: [404],
        },
        options,
      );
      return status === 404 ? { state: undefined, objects: undefined } : stateIn(body);
    },

    async writeState(state) {
      await platformSend(
        {
          method: 'POST',
          url: stateUrl('update'),
          headers: rawAuthorization,
          purpose: 'saving the sync state',
          body: jsonBody({ state }),
        },
        options,
      );
    },

    async uploadArtifact({ fileName, body, confirm }) {
      const fileType = 'application/x-gzip';
      const { artifactId, uploadUrl, fields } = await prepareUpload(fileName, fileType, body.length);
      await platformSend(
        {
          method: 'POST',
          url: uploadUrl,
          purpose: `uploading ${fileName}`,
          body: async () =>
            multipartBody(fields, {
              content: body,
              bytes: body.length,
              contentType: 'application/octet-stream',
            }),
        },
        options,
      );
      if (confirm) await confirmUpload(artifactId, fileName);
      return artifactId;
    },

    async uploadFile(file) {
      const target = await prepareUpload(file.fileName, file.contentType, file.bytes);
      await streamOnce(file, target);
      await confirmUpload(target.artifactId, file.fileName);
      return target.artifactId;
    },

    async downloadArtifact(artifactId): Promise<Readable> {
      const { body } = await platformJson(
        {
          method: 'GET',
          url: artifactUrl('download-url', { artifact_id: artifactId }),
          headers: bearerAuthorization,
          purpose: 'asking where to download an artifact',
        },
        options,
      );
      if (typeof body.download_url !== 'string') {
        throw new PlatformError(
          'The DevRev platform gave no download address for an artifact. Start the sync again later.',
        );
      }
      const request = { method: 'GET', url: body.download_url, purpose: 'downloading an artifact' } as const;
      return Readable.from([await platformBytes(request, options)]);
    },

    async openFile(url) {
      const purpose = 'downloading a file';
      const { status, body } = await platformRequest(
        { method: 'GET', url, purpose, accept: [404, 410] },
        options,
      );
      if (status < 300) return body;
      body.destroy();
      throw fileGone();
    },

    ...mapperRequests(event, rawAuthorization, options),

    installMapping: (mapping) => installMapping(mapping, event, rawAuthorization, options),

    async reply(reply) {
      const headers = {
        ...rawAuthorization,
        'x-devrev-client-platform': context.snap_in_slug ?? '',
        'x-devrev-client-id': context.snap_in_version_id ?? '',
        'x-devrev-client-version': libraryVersion,
      };
      await platformSend(
        {
          method: 'POST',
          url: context.callback_url,
          headers,
          purpose: 'reporting the result',
          body: jsonBody(replyBody(context, reply, libraryVersion)),
        },
        options,
      );
    },
  };
}

/**
 * The state in an answer of the platform.
 * @throws PlatformError for an answer without a state; whoever has none yet is answered 404.
 */
export function stateIn({ state, objects }: Readonly<Record<string, unknown>>): {
  state: string;
  objects: string | undefined;
} {
  if (typeof state === 'string' && state !== '')
    return { state, objects: typeof objects === 'string' ? objects : undefined };
  throw new PlatformError(
    'Failed to init state: the DevRev platform answered without a sync state. Nothing was extracted; start the sync again.',
    { code: 'state_missing' },
  );
}

/** The address of a file to load is good for a while only, and so is the file. */
export function fileGone(): RecordError {
  return new RecordError('DevRev has this file no more, so it was not written. Nothing is left to do.', {
    code: 'file_gone',
    isLimitation: true,
  });
}

/** The platform sends a flat map; a list of `{key, value}` is what the official types describe. Both are read. */
export function formFields(raw: unknown): [string, string][] {
  if (Array.isArray(raw)) {
    return raw.filter(isJsonObject).map(({ key, value }) => [String(key), String(value)]);
  }
  return isJsonObject(raw) ? Object.entries(raw).map(([key, value]) => [key, String(value)]) : [];
}

/** As the official uploader: the first 233 characters, `...`, and the last 20, which hold the extension. */
function shortenFileName(name: string): string {
  return name.length <= limits.fileNameMaxCharacters ? name : `${name.slice(0, 233)}...${name.slice(-20)}`;
}
