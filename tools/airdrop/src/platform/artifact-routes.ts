import type { Artifact } from './artifact-store.js';
import {
  type Answer,
  type Exchange,
  ok,
  readJsonBody,
  requireBearerToken,
  requireNoAuthorization,
  runningInvocation,
} from './exchange.js';
import { isText } from './json-shape.js';
import { readUploadForm } from './multipart-form.js';
import { maxFileNameCharacters, refuse } from './protocol-rules.js';

/** `GET /internal/airdrop.artifacts.upload-url` → `{artifact_id, upload_url, form_data}`. */
export async function prepareUpload(exchange: Exchange): Promise<Answer> {
  checkArtifactCall(exchange, exchange.query.get('request_id'));
  const { query, context } = exchange;
  const fileName = query.get('file_name') ?? '';
  const fileType = query.get('file_type') ?? '';
  if (fileName === '' || fileType === '') {
    refuse(
      'prepare-fields',
      `file_name is ${JSON.stringify(fileName)}, file_type ${JSON.stringify(fileType)}.`,
    );
  }
  if (fileName.length > maxFileNameCharacters) {
    refuse('prepare-fields', `file_name has ${fileName.length} characters.`);
  }
  const fileSize = query.get('file_size');
  if (fileSize !== null && !/^[1-9]\d*$/.test(fileSize))
    refuse('prepare-size', `file_size is "${fileSize}".`);
  const artifact = context.artifacts.prepare({
    fileName,
    fileType,
    ...(fileSize === null ? {} : { declaredBytes: Number(fileSize) }),
  });
  const { uploadUrl, fields } = context.signer.uploadForm(artifact, context.url);
  return ok({ artifact_id: artifact.id, upload_url: uploadUrl, form_data: fields });
}

/** `POST /upload/:id`, standing in for S3: answers 204. */
export async function receiveUpload(exchange: Exchange): Promise<Answer> {
  const { request, query, context } = exchange;
  requireNoAuthorization(exchange);
  const artifact = artifactOfPath(exchange);
  if (request.headers['transfer-encoding'] !== undefined || request.headers['content-length'] === undefined) {
    refuse('upload-length', 'The upload declares no Content-Length.', 411);
  }
  if (artifact.confirmed) refuse('upload-once', `Artifact ${artifact.id} is already confirmed.`, 409);
  const body = request.iterator({ destroyOnReturn: false });
  await readUploadForm(request.headers['content-type'], body, async (fields, file) => {
    context.signer.checkUpload(artifact, query, fields);
    await context.artifacts.upload(artifact, file, (bytes) => checkUploadedBytes(artifact, bytes));
  });
  context.inspections.forget(artifact.id);
  return { status: 204 };
}

function checkUploadedBytes(artifact: Artifact, bytes: number): void {
  if (bytes === 0) refuse('upload-size', `The file of artifact ${artifact.id} is empty.`);
  if (artifact.declaredBytes !== undefined && artifact.declaredBytes !== bytes) {
    refuse(
      'upload-size',
      `The file of artifact ${artifact.id} has ${bytes} bytes, file_size was ${artifact.declaredBytes}.`,
    );
  }
}

/** `POST /internal/airdrop.artifacts.confirm-upload` with `{request_id, artifact_id}`. */
export async function confirmUpload(exchange: Exchange): Promise<Answer> {
  requireBearerToken(exchange);
  const { body } = await readJsonBody(exchange);
  const { phase } = checkArtifactCall(exchange, body.request_id);
  const artifact = uploadedArtifact(exchange, 'confirm-uploaded', body.artifact_id);
  if (phase === 'external-sync-units') {
    refuse('confirm-sync-units', `Artifact ${artifact.id} was confirmed in the ${phase} phase.`);
  }
  if (!artifact.confirmed) {
    exchange.context.artifacts.confirm(artifact);
    startInspection(exchange, artifact);
  }
  return ok();
}

/** Data files are read as soon as they are complete, so that the reply listing them is decided quickly. */
function startInspection({ context }: Exchange, artifact: Artifact): void {
  const itemType = /^(.+)\.jsonl\.gz$/.exec(artifact.fileName)?.[1];
  if (itemType === undefined) {
    context.receivedFile(artifact.uploaded?.bytes ?? 0);
    return;
  }
  context.inspections.inspect(artifact.id, context.artifacts.fileOf(artifact)).then(
    ({ records }) => context.uploaded(itemType, records),
    () => context.inspections.forget(artifact.id),
  );
}

/** `GET /internal/airdrop.artifacts.download-url` → `{download_url}`. */
export async function prepareDownload(exchange: Exchange): Promise<Answer> {
  checkArtifactCall(exchange, exchange.query.get('request_id'));
  const artifact = uploadedArtifact(exchange, 'download-known', exchange.query.get('artifact_id'));
  return ok({ download_url: exchange.context.signer.download(artifact, exchange.context.url).url });
}

/** `GET /download/:id` → the bytes. */
export async function sendDownload(exchange: Exchange): Promise<Answer> {
  requireNoAuthorization(exchange);
  const artifact = artifactOfPath(exchange);
  exchange.context.signer.checkDownload(artifact, exchange.query);
  return { status: 200, file: exchange.context.artifacts.fileOf(artifact) };
}

function checkArtifactCall(exchange: Exchange, requestId: unknown) {
  requireBearerToken(exchange);
  const invocation = runningInvocation(exchange);
  if (requestId !== invocation.event.payload.event_context.request_id) {
    refuse('request-id', `request_id is ${JSON.stringify(requestId)}.`);
  }
  return invocation;
}

function uploadedArtifact(
  { context }: Exchange,
  rule: 'confirm-uploaded' | 'download-known',
  id: unknown,
): Artifact {
  const artifact = isText(id) ? context.artifacts.find(id) : undefined;
  if (artifact === undefined) return refuse(rule, `The artifact ${JSON.stringify(id)} is unknown.`, 404);
  if (artifact.uploaded === undefined) return refuse(rule, `Artifact ${artifact.id} was not uploaded.`);
  return artifact;
}

function artifactOfPath({ path, context }: Exchange): Artifact {
  const artifact = context.artifacts.findByNumber(Number(path.slice(path.lastIndexOf('/') + 1)));
  return artifact ?? refuse('upload-signature', `No artifact belongs to ${path}.`, 404);
}
