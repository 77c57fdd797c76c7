import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Artifact } from './artifact-store.js';
import { refuse } from './protocol-rules.js';

/** Longer than any invocation, short enough that a URL kept in state for the next run is useless. */
const validForSeconds = 15 * 60;

/** An address that can be read until `expiresMs`, milliseconds since the epoch. */
export interface Download {
  url: string;
  expiresMs: number;
}

export interface UploadSigner {
  /** Where and with which fields a prepared artifact is uploaded. */
  uploadForm(artifact: Artifact, baseUrl: string): { uploadUrl: string; fields: Record<string, string> };
  checkUpload(artifact: Artifact, query: URLSearchParams, fields: ReadonlyMap<string, string>): void;
  download(artifact: Artifact, baseUrl: string): Download;
  checkDownload(artifact: Artifact, query: URLSearchParams): void;
}

/** Signed, expiring addresses in the manner of S3: the URL carries expiry and signature, the form a policy. */
export function createUploadSigner(secret: Buffer, now: () => number): UploadSigner {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
  const expiry = () => String(Math.floor(now() / 1000) + validForSeconds);

  function checkUrl(kind: string, artifact: Artifact, query: URLSearchParams): string {
    const expires = query.get('expires') ?? '';
    const expected = sign(`${kind}/${artifact.number}/${expires}`);
    if (!sameText(expected, query.get('signature') ?? '')) {
      refuse('upload-signature', `The ${kind} URL of artifact ${artifact.id} has a wrong signature.`, 403);
    }
    if (Number(expires) * 1000 <= now()) {
      refuse('upload-signature', `The ${kind} URL of artifact ${artifact.id} has expired.`, 403);
    }
    return expires;
  }

  function signedUrl(kind: string, artifact: Artifact, baseUrl: string, expires: string): string {
    const signature = sign(`${kind}/${artifact.number}/${expires}`);
    return `${baseUrl}/${kind}/${artifact.number}?expires=${expires}&signature=${signature}`;
  }

  function formFields(artifact: Artifact, expires: string): Record<string, string> {
    const policy = Buffer.from(
      JSON.stringify({
        expiration: new Date(Number(expires) * 1000).toISOString(),
        conditions: [{ key: `artifacts/${artifact.number}` }],
      }),
    ).toString('base64');
    return {
      key: `artifacts/${artifact.number}`,
      'Content-Type': artifact.fileType,
      policy,
      'x-amz-signature': sign(policy),
    };
  }

  return {
    uploadForm(artifact, baseUrl) {
      const expires = expiry();
      return {
        uploadUrl: signedUrl('upload', artifact, baseUrl, expires),
        fields: formFields(artifact, expires),
      };
    },
    checkUpload(artifact, query, fields) {
      const expected = formFields(artifact, checkUrl('upload', artifact, query));
      for (const [name, value] of Object.entries(expected)) {
        if (fields.get(name) !== value) {
          refuse('upload-form', `The form_data field "${name}" is missing or changed.`, 403);
        }
      }
    },
    download(artifact, baseUrl) {
      const expires = expiry();
      return {
        url: signedUrl('download', artifact, baseUrl, expires),
        expiresMs: Number(expires) * 1000,
      };
    },
    checkDownload: (artifact, query) => void checkUrl('download', artifact, query),
  };
}

function sameText(expected: string, received: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(received)];
  return left.length === right.length && timingSafeEqual(left, right);
}
