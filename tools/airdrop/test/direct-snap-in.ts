import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type EventDetails, type ExternalSyncUnit, snapInVersionId } from '../src/platform/event-factory.js';
import type { Invocation } from '../src/platform/invocation-desk.js';
import { type Platform, type PlatformOptions, startPlatform } from '../src/platform/platform.js';
import { type Phase, phaseProtocols } from '../src/platform/protocol-names.js';

export const unit: ExternalSyncUnit = { id: 'PROJ', name: 'Project' };
export const credential = 'canary-credential-0001';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A platform and a snap-in that talks to it request by request, so that a test can get one thing wrong. */
export interface DirectSnapIn {
  platform: Platform;
  directory: string;
  invocation: Invocation;
  open(phase: Phase, eventType?: string): Invocation;
  /** Sends a request as it is; `authorization` is raw unless a test says otherwise. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  stateUrl(action: 'get' | 'update', changes?: Record<string, string>): string;
  prepareUrl(changes?: Record<string, string | undefined>): string;
  prepare(changes?: Record<string, string | undefined>): Promise<Prepared>;
  upload(prepared: Prepared, content: Uint8Array, change?: (form: FormData) => void): Promise<Answer>;
  confirm(id: string): Promise<Answer>;
  /** Prepares, uploads and confirms JSON Lines; returns the descriptor of a reply. */
  deliver(
    itemType: string,
    records: readonly unknown[],
    options?: { confirm?: boolean },
  ): Promise<Descriptor>;
  reply(eventType: string, data?: object, change?: (body: ReplyBody) => void): Promise<Answer>;
  clientHeaders(): Record<string, string>;
  close(): Promise<void>;
}

export interface Prepared {
  artifact_id: string;
  upload_url: string;
  form_data: Record<string, string>;
}

export interface Descriptor {
  id: string;
  item_type: string;
  item_count: number;
  [name: string]: unknown;
}

export interface ReplyBody {
  event_type: string;
  event_context: Record<string, unknown>;
  event_data: Record<string, unknown>;
  worker_metadata: Record<string, unknown>;
}

export async function startDirectSnapIn(
  phase: Phase,
  options: Partial<PlatformOptions> = {},
): Promise<DirectSnapIn> {
  const directory = await mkdtemp(path.join(tmpdir(), 'airdrop-platform-'));
  const platform = await startPlatform({
    dataDirectory: directory,
    connector: 'notebook',
    connection: { key: JSON.stringify({ token: credential }), orgId: 'local', orgName: 'Local' },
    mode: 'INITIAL',
    secrets: [credential],
    ...options,
  });
  const raw = { authorization: platform.token };
  const bearer = { authorization: `Bearer ${platform.token}` };
  const open = (next: Phase, eventType = phaseProtocols[next].start) => {
    const details: EventDetails = { phase: next, eventType };
    if (next !== 'external-sync-units') details.unit = unit;
    return platform.openInvocation(details);
  };

  const snapIn: DirectSnapIn = {
    platform,
    directory,
    invocation: open(phase),
    open(next, eventType) {
      platform.closeInvocation(snapIn.invocation);
      snapIn.invocation = open(next, eventType);
      return snapIn.invocation;
    },
    get: (url, headers = raw) => send(platform, url, { headers }),
    post: (url, body, headers = {}) =>
      send(platform, url, {
        method: 'POST',
        headers: { ...raw, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    stateUrl(action, changes = {}) {
      const { sync_unit_id, request_id_adaas } = context(snapIn);
      const query = new URLSearchParams({
        sync_unit: sync_unit_id,
        request_id: request_id_adaas,
        ...changes,
      });
      return `/internal/airdrop.external-worker.${action}?${query}`;
    },
    prepareUrl(changes = {}) {
      const query = new URLSearchParams();
      const fields = {
        request_id: context(snapIn).request_id,
        file_name: 'notes.jsonl.gz',
        file_type: 'application/x-gzip',
        ...changes,
      };
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
      return `/internal/airdrop.artifacts.upload-url?${query}`;
    },
    async prepare(changes) {
      const answer = await snapIn.get(snapIn.prepareUrl(changes), bearer);
      if (answer.status !== 200) throw new Error(`The prepare call answered ${JSON.stringify(answer)}.`);
      return answer.body as unknown as Prepared;
    },
    upload(prepared, content, change) {
      const form = new FormData();
      for (const [name, value] of Object.entries(prepared.form_data)) form.append(name, value);
      form.append('file', new Blob([content as Uint8Array<ArrayBuffer>]));
      change?.(form);
      return send(platform, prepared.upload_url, { method: 'POST', body: form });
    },
    confirm: (id) =>
      snapIn.post(
        '/internal/airdrop.artifacts.confirm-upload',
        { request_id: context(snapIn).request_id, artifact_id: id },
        bearer,
      ),
    async deliver(itemType, records, { confirm = true } = {}) {
      const prepared = await snapIn.prepare({ file_name: `${itemType}.jsonl.gz` });
      const lines = records.map((record) => JSON.stringify(record)).join('\n');
      await snapIn.upload(prepared, gzipSync(lines));
      if (confirm) await snapIn.confirm(prepared.artifact_id);
      return { id: prepared.artifact_id, item_type: itemType, item_count: records.length };
    },
    clientHeaders: () => ({
      'x-devrev-client-platform': context(snapIn).snap_in_slug,
      'x-devrev-client-id': snapInVersionId,
      'x-devrev-client-version': '1.0.0',
    }),
    reply(eventType, data = {}, change) {
      const body: ReplyBody = {
        event_type: eventType,
        event_context: { ...context(snapIn) },
        event_data: { artifacts: [], ...data },
        worker_metadata: { adaas_library_version: '1.0.0' },
      };
      change?.(body);
      return snapIn.post(context(snapIn).callback_url, body, snapIn.clientHeaders());
    },
    async close() {
      await platform.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return snapIn;
}

function context(snapIn: DirectSnapIn) {
  return snapIn.invocation.event.payload.event_context;
}

async function send(platform: Platform, target: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(new URL(target, platform.url), init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

export const bearerOf = (platform: Platform) => ({ authorization: `Bearer ${platform.token}` });

const date = '2024-05-06T07:08:09.000Z';

export const note = (id: string, changes: object = {}) => ({
  id,
  created_date: date,
  modified_date: date,
  data: { title: `Note ${id}` },
  ...changes,
});

/** Brings a snap-in through the metadata phase, so that `notes` is a declared record type. */
export async function declareNotes(snapIn: DirectSnapIn): Promise<void> {
  snapIn.open('metadata');
  const document = { schema_version: 'v0.2.0', record_types: { notes: { fields: {} } } };
  const artifact = await snapIn.deliver('external_domain_metadata', [document]);
  const answer = await snapIn.reply('METADATA_EXTRACTION_DONE', { artifacts: [artifact] });
  if (answer.status !== 200) throw new Error(`The metadata reply answered ${JSON.stringify(answer)}.`);
}
