import { Readable } from 'node:stream';
import {
  type AirdropEvent,
  changedLink,
  fileGone,
  formFields,
  libraryVersion,
  mapperRecord,
  multipartBody,
  newLink,
  type PlatformPort,
  type PlatformRequestOptions,
  replyBody,
  stateIn,
  targetTypeOf,
} from '@airdrop-connectors/core/platform';
import type { HttpAnswer, Sdk, SdkEvent } from './sdk.js';
import { carriedOut, membersOf, overSdk, type SdkAttempt } from './sdk-attempts.js';

const maxArtifactBytes = 256 * 1024 * 1024;
const isSuccess = (status: number) => status >= 200 && status < 300;
/** Storage that sends on after it has taken a file. */
const isTaken = (status: number) => status >= 200 && status < 400;

/**
 * The platform port over `@devrev/ts-adaas`: addresses for uploads, confirmations, links, the mapping and the reply go
 * through its modules, state and bytes through its HTTP client, which its own state and repos have for themselves.
 */
export function createTsAdaasPlatform(
  event: AirdropEvent,
  options: PlatformRequestOptions,
  sdk: Sdk,
): PlatformPort {
  const { context, serviceAccountToken: token } = event;
  const sdkEvent = eventForSdk(event, context);
  const uploader = new sdk.Uploader({ event: sdkEvent });
  const mappers = new sdk.Mappers({ event: sdkEvent });
  const syncUnit = context.sync_unit ?? '';
  const call = <Answer>(attempt: SdkAttempt<Answer>) => overSdk(attempt, options);
  const request = sdk.axiosClient.request.bind(sdk.axiosClient);

  const stateCall = (operation: 'get' | 'update') => ({
    url: `${context.worker_data_url ?? ''}.${operation}`,
    headers: { Authorization: token },
    params: {
      sync_unit: context.sync_unit_id ?? '',
      request_id: context.request_id_adaas ?? context.uuid ?? '',
    },
  });

  function prepareUpload(fileName: string, fileType: string, bytes: number) {
    return call({
      purpose: `asking where to upload ${fileName}`,
      call: () => answered(uploader.getArtifactUploadUrl(fileName, fileType, bytes)),
      read(answer) {
        const { artifact_id: artifactId, upload_url: uploadUrl, form_data: form } = membersOf(answer) ?? {};
        if (typeof artifactId !== 'string' || typeof uploadUrl !== 'string') return undefined;
        return { artifactId, uploadUrl, fields: formFields(form) };
      },
    });
  }

  function confirmUpload(artifactId: string, fileName: string) {
    return call({
      purpose: `confirming the upload of ${fileName}`,
      call: () => uploader.confirmArtifactUpload(artifactId).then(unpacked),
      read: carriedOut,
    });
  }

  return {
    stateForm: 'flat',

    readState: () =>
      call({
        purpose: 'reading the sync state',
        call: () =>
          request({
            ...stateCall('get'),
            method: 'GET',
            validateStatus: (status) => isSuccess(status) || status === 404,
          }),
        read(answer) {
          if (answer.status === 404) return { state: undefined, objects: undefined };
          const body = membersOf(answer);
          return body && stateIn(body);
        },
      }),

    async writeState(state) {
      await call({
        purpose: 'saving the sync state',
        call: () => request({ ...stateCall('update'), method: 'POST', data: { state } }),
        read: carriedOut,
      });
    },

    async uploadArtifact({ fileName, body, confirm }) {
      const { artifactId, uploadUrl, fields } = await prepareUpload(
        fileName,
        'application/x-gzip',
        body.length,
      );
      const form = multipartBody(fields, {
        content: body,
        bytes: body.length,
        contentType: 'application/octet-stream',
      });
      await call({
        purpose: `uploading ${fileName}`,
        call: () => request({ ...uploadOf(uploadUrl, form), validateStatus: isSuccess }),
        read: carriedOut,
      });
      if (confirm) await confirmUpload(artifactId, fileName);
      return artifactId;
    },

    async uploadFile({ fileName, contentType, bytes, open }) {
      const { artifactId, uploadUrl, fields } = await prepareUpload(fileName, contentType, bytes);
      await call({
        purpose: `uploading ${fileName}`,
        maxAttempts: 3,
        async call() {
          const content = await open();
          const form = multipartBody(fields, { content, bytes, contentType });
          try {
            return await request({ ...uploadOf(uploadUrl, form), validateStatus: isTaken });
          } finally {
            content.destroy();
          }
        },
        read: carriedOut,
      });
      await confirmUpload(artifactId, fileName);
      return artifactId;
    },

    async downloadArtifact(artifactId) {
      const url = await call({
        purpose: 'asking where to download an artifact',
        call: () =>
          request({
            method: 'GET',
            url: `${event.devrevEndpoint}/internal/airdrop.artifacts.download-url`,
            headers: { Authorization: `Bearer ${token}` },
            params: { request_id: context.request_id ?? '', artifact_id: artifactId },
          }),
        read(answer) {
          const address = membersOf(answer)?.download_url;
          return typeof address === 'string' ? address : undefined;
        },
      });
      const bytes = await call({
        purpose: 'downloading an artifact',
        call: () =>
          request({
            method: 'GET',
            url,
            responseType: 'arraybuffer',
            decompress: false,
            maxContentLength: maxArtifactBytes,
          }),
        read: ({ data }) => (Buffer.isBuffer(data) ? data : undefined),
      });
      return Readable.from([bytes]);
    },

    async openFile(url) {
      const { status, file } = await call({
        purpose: 'downloading a file',
        call: () =>
          request({
            method: 'GET',
            url,
            responseType: 'stream',
            validateStatus: (code) => isSuccess(code) || code === 404 || code === 410,
          }),
        read: ({ status: code, data }) =>
          data instanceof Readable ? { status: code, file: data } : undefined,
      });
      if (isSuccess(status)) return file;
      file.destroy();
      throw fileGone();
    },

    async findLink(devrevId) {
      const { record } = await call({
        purpose: 'looking up what an object is linked with',
        call: () => mappers.getByTargetId({ sync_unit: syncUnit, target: devrevId }).catch(notFound),
        read(answer) {
          const body = membersOf(answer);
          return body && { record: answer.status === 404 ? undefined : mapperRecord(body) };
        },
      });
      return record;
    },

    isLinked: (externalId, like) =>
      call({
        purpose: 'looking up whether an external object is linked',
        call: () =>
          mappers
            .getByExternalId({
              sync_unit: syncUnit,
              external_id: externalId,
              target_type: targetTypeOf(like),
            })
            .catch(notFound),
        read(answer) {
          const body = membersOf(answer);
          return body && answer.status !== 404 && mapperRecord(body) !== undefined;
        },
      }),

    async createLink(link) {
      await call({
        purpose: 'linking an object that was created',
        call: () => mappers.create(newLink(syncUnit, link)),
        read: carriedOut,
      });
    },

    async updateLink(record, link) {
      await call({
        purpose: 'noting what was written to a linked object',
        call: () => mappers.update(changedLink(syncUnit, record, link)),
        read: carriedOut,
      });
    },

    async installMapping(mapping) {
      await call({
        purpose: 'installing the initial domain mapping',
        call: async () => {
          await sdk.installInitialDomainMapping(sdkEvent, mapping);
          return { status: 200, headers: {}, data: '' };
        },
        read: carriedOut,
      });
    },

    async reply(reply) {
      const body = replyBody(context, reply, libraryVersion) as {
        event_type: string;
        event_context: AirdropEvent['context'];
        event_data: object;
        worker_metadata: object;
      };
      await call({
        purpose: 'reporting the result',
        call: () =>
          sdk.emit({
            event: eventForSdk(event, body.event_context),
            eventType: body.event_type,
            data: body.event_data,
            worker_metadata: body.worker_metadata,
          }),
        read: carriedOut,
      });
    },
  };
}

/** The SDK reads an event as it was sent; core has it read already. */
function eventForSdk(event: AirdropEvent, context: AirdropEvent['context']): SdkEvent {
  return {
    context: {
      secrets: { service_account_token: event.serviceAccountToken },
      snap_in_id: event.snapInId,
      snap_in_version_id: event.snapInVersionId,
    },
    execution_metadata: { devrev_endpoint: event.devrevEndpoint },
    payload: { event_type: event.type ?? event.sentType, event_context: context },
  };
}

function uploadOf(url: string, { body, bytes, contentType }: ReturnType<typeof multipartBody>) {
  return {
    method: 'POST',
    url,
    data: body,
    headers: { 'content-type': contentType, 'content-length': String(bytes) },
    // A body that is a stream could not be sent on.
    maxRedirects: 0,
  } as const;
}

/** What the uploader returns instead of throwing. */
function unpacked({ response, error }: { response?: HttpAnswer; error?: unknown }): HttpAnswer {
  if (response !== undefined) return response;
  throw error;
}

async function answered(result: Promise<{ response?: unknown; error?: unknown }>): Promise<HttpAnswer> {
  const { response, error } = await result;
  if (error !== undefined) throw error;
  return { status: 200, headers: {}, data: response };
}

/** An object without a link is an answer. */
function notFound(error: { response?: HttpAnswer }): HttpAnswer {
  if (error.response?.status === 404) return { ...error.response, data: {} };
  throw error;
}
