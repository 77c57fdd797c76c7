import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A platform that takes everything and keeps next to nothing, so that measuring it costs nothing. */
export interface PlatformSink {
  url: string;
  /** Resolves with the time (`performance.now()`) of the first request after this call. */
  nextRequest(): Promise<number>;
  received(): ReceivedData;
  close(): Promise<void>;
}

export interface ReceivedData {
  /** Records that replies have listed. */
  records: number;
  /** Links of files to their records, of the same. */
  linkedFiles: number;
  artifacts: number;
  /** Bytes as uploaded, without the form around them. */
  packedBytes: number;
  /** Whole uploads kept to be compared: the first ones. */
  samples: Buffer[];
  /** Names of replies in the order they came. */
  replies: string[];
}

const keptSamples = 8;
/** Largest that is kept of any body; uploads of the bench are smaller. */
const maxKeptBytes = 16 * 1024 * 1024;

export async function openPlatformSink(): Promise<PlatformSink> {
  const data: ReceivedData = {
    records: 0,
    linkedFiles: 0,
    artifacts: 0,
    packedBytes: 0,
    samples: [],
    replies: [],
  };
  let onRequest: ((time: number) => void) | undefined;
  let state = '';
  let nextArtifact = 1;
  const server = http.createServer(async (incoming, response) => {
    onRequest?.(performance.now());
    onRequest = undefined;
    const path = new URL(incoming.url ?? '/', 'http://sink').pathname;
    const isUpload = path === '/upload';
    const keep = !isUpload || data.samples.length < keptSamples;
    let body: Buffer;
    let bytes: number;
    try {
      ({ body, bytes } = await readRequest(incoming, keep));
    } catch {
      return; // The sender is gone; what it wanted does not count.
    }
    const answer = (status: number, content: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    };
    if (isUpload) {
      const envelopeBytes = formEnvelopeBytes(incoming.headers['content-type'] ?? '');
      data.artifacts += 1;
      data.packedBytes += bytes - envelopeBytes;
      if (keep) data.samples.push(packedPart(body));
      response.writeHead(204).end();
    } else if (path.endsWith('.upload-url')) {
      answer(200, {
        artifact_id: `artifact-${nextArtifact++}`,
        upload_url: `${url}/upload`,
        form_data: {},
      });
    } else if (path.endsWith('.download-url')) {
      answer(200, { download_url: `${url}/download` });
    } else if (path === '/download') {
      // Only lists of files are ever read back, and the first upload is one.
      response.writeHead(200).end(data.samples[0]);
    } else if (path.endsWith('external-worker.get')) {
      if (state === '') answer(404, {});
      else answer(200, { state });
    } else if (path.endsWith('external-worker.update')) {
      state = readText(body, 'state');
      answer(200, {});
    } else if (path.endsWith('snap-ins.get')) {
      answer(200, { snap_in: { imports: [{ name: 'bench' }], snap_in_version: { slug: 'airdrop-bench' } } });
    } else {
      if (path === '/callback') noteReply(body, data);
      answer(200, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    nextRequest: () =>
      new Promise((resolve) => {
        onRequest = resolve;
      }),
    received: () => data,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readRequest(incoming: http.IncomingMessage, keep: boolean) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (keep && bytes <= maxKeptBytes) chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks), bytes };
}

/** What a form with one part and nothing else adds around the file, as core writes it; a few bytes for others. */
function formEnvelopeBytes(contentType: string): number {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  return boundary.length * 2 + 120;
}

/** The gzip file inside a form: from its magic number to the closing boundary. */
function packedPart(body: Buffer): Buffer {
  const start = body.indexOf(Buffer.from([0x1f, 0x8b, 0x08]));
  const end = body.lastIndexOf('\r\n--');
  return start < 0 ? Buffer.alloc(0) : Buffer.from(body.subarray(start, end > start ? end : undefined));
}

function noteReply(body: Buffer, data: ReceivedData): void {
  const reply: unknown = JSON.parse(body.toString('utf8'));
  if (typeof reply !== 'object' || reply === null) return;
  const eventData = 'event_data' in reply ? reply.event_data : undefined;
  if ('event_type' in reply) data.replies.push(`${reply.event_type} ${reasonIn(eventData)}`.trim());
  const artifacts =
    typeof eventData === 'object' && eventData !== null && 'artifacts' in eventData
      ? eventData.artifacts
      : undefined;
  if (!Array.isArray(artifacts)) return;
  for (const { item_type, item_count } of artifacts) {
    if (item_type === 'ssor_attachment') data.linkedFiles += Number(item_count ?? 0);
    else data.records += Number(item_count ?? 0);
  }
}

function reasonIn(eventData: unknown): string {
  const hasError = typeof eventData === 'object' && eventData !== null && 'error' in eventData;
  return hasError ? JSON.stringify(eventData.error) : '';
}

function readText(body: Buffer, name: string): string {
  const parsed: unknown = JSON.parse(body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) return '';
  const value = Object.entries(parsed).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : '';
}
