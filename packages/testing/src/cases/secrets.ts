import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Phase, PlatformRequest } from '@airdrop-connectors/airdrop';
import type { FaultProxyOptions, SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { openEventPost } from '../single-events.js';
import { inWorld, type World } from '../world.js';

const group = 'secrets';

const phases: readonly [Phase, string][] = [
  ['external-sync-units', 'START_EXTRACTING_EXTERNAL_SYNC_UNITS'],
  ['metadata', 'START_EXTRACTING_METADATA'],
  ['data', 'START_EXTRACTING_DATA'],
  ['attachments', 'START_EXTRACTING_ATTACHMENTS'],
];

/** The credentials of the simulator are random texts: wherever one turns up, it has leaked. */
export const secretCases: readonly ContractCase[] = [
  {
    id: 'secrets-good-run',
    group,
    title: 'no credential in output, replies, state or artifacts of a good run (A39)',
    run: async (subject) => {
      const played = await play(subject, {});
      expect(played.replies.at(-1)).toBe('ATTACHMENT_EXTRACTION_DONE');
      expect(played.leaks).toEqual([]);
    },
  },
  {
    id: 'secrets-platform-echo',
    group,
    title: 'no credential leaves when the platform fails and quotes them (A39)',
    run: async (subject) => {
      for (const endpoint of ['POST /upload/:id', 'POST /internal/airdrop.external-worker.update']) {
        const played = await play(subject, { failingEndpoint: endpoint });
        expect(played.replies.at(-1)).toMatch(/_ERROR$/);
        expect(played.leaks).toEqual([]);
      }
    },
  },
  {
    id: 'secrets-source-echo',
    group,
    title:
      'no credential leaves when the external system fails and quotes them, whatever was asked for (A39)',
    timeoutMs: 180_000,
    run: async (subject) => {
      const { requests } = await play(subject, {});
      // First request, middle of the run, last one: what can be synced, records, files.
      for (const number of new Set([1, 2, Math.ceil(requests / 2), requests])) {
        const played = await play(subject, { echoAtRequest: number });
        expect(played.echoes, `no echo at request ${number} of ${requests}`).toBe(1);
        expect(played.leaks).toEqual([]);
      }
    },
  },
];

interface Played {
  replies: string[];
  /** Where a credential was found. */
  leaks: string[];
  /** Requests the external system got. */
  requests: number;
  echoes: number;
}

async function play(
  subject: ContractSubject,
  { failingEndpoint, echoAtRequest }: { failingEndpoint?: string; echoAtRequest?: number },
): Promise<Played> {
  const played: Played = { replies: [], leaks: [], requests: 0, echoes: 0 };
  let credentials: string[] = [];
  const source: FaultProxyOptions = {
    fault: ({ number }: SourceRequest): SourceFault | undefined => {
      played.requests = number;
      if (number !== echoAtRequest) return undefined;
      played.echoes += 1;
      return { status: 400, body: quoting(credentials) };
    },
  };
  await inWorld({ ...subject, size: 12, source }, async (world) => {
    const { connection } = world.simulator;
    credentials = secretTexts(connection);
    const faults = ({ endpoint }: PlatformRequest) =>
      endpoint === failingEndpoint ? { status: 400, body: JSON.parse(quoting(credentials)) } : undefined;
    const post = await openEventPost(world, subject, { faults });
    try {
      const { token } = post.platform;
      credentials = [...credentials, token, Buffer.from(token).toString('base64')];
      const outputs: [string, string][] = [];
      for (const [phase, eventType] of phases) {
        const { reply, output } = await post.send(phase, eventType);
        outputs.push(
          [`output of ${eventType}`, output],
          [`reply to ${eventType}`, JSON.stringify(reply ?? '')],
        );
        played.replies.push(reply?.eventType ?? 'none');
        if (reply === undefined) throw new Error(`${eventType} ended without a reply. ${output}`);
        if (reply.kind !== 'done') break;
      }
      played.leaks = findLeaks([...outputs, ...(await filesOf(world))], credentials);
    } finally {
      await post.close();
    }
  });
  return played;
}

/** The secret fields in every form a connector sends them in; neither addresses nor user names. */
function secretTexts(connection: Readonly<Record<string, string>>): string[] {
  const fields = Object.entries(connection).filter(([, value]) => !URL.canParse(value));
  const isSecret = (name: string) => /token|secret|password|key/i.test(name);
  const users = fields.filter(([name]) => !isSecret(name)).map(([, value]) => value);
  return fields
    .filter(([name]) => isSecret(name))
    .flatMap(([, secret]) => [
      secret,
      Buffer.from(secret).toString('base64'),
      ...users.map((user) => Buffer.from(`${user}:${secret}`).toString('base64')),
    ]);
}

/** An error body in the shapes external systems use; what it quotes is likely to become part of a message. */
function quoting(credentials: readonly string[]): string {
  const text = `The credential ${credentials.join(' or ')} was refused, header Authorization: Basic ${credentials.at(-1)}`;
  return JSON.stringify({
    message: text,
    error: text,
    description: text,
    errorMessages: [text],
    errors: [{ message: text, detail: text }],
  });
}

async function filesOf(world: World): Promise<[string, string][]> {
  const entries = await readdir(world.dataDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  return Promise.all(
    files.map(async ({ parentPath, name }): Promise<[string, string]> => {
      const content = await readFile(path.join(parentPath, name));
      const isCompressed = content[0] === 0x1f && content[1] === 0x8b;
      return [`file ${name}`, (isCompressed ? gunzipSync(content) : content).toString('utf8')];
    }),
  );
}

function findLeaks(texts: readonly [string, string][], credentials: readonly string[]): string[] {
  expect(credentials.length).toBeGreaterThan(2);
  return texts.flatMap(([where, text]) => {
    const secret = credentials.find((credential) => text.includes(credential));
    if (secret === undefined) return [];
    const position = text.indexOf(secret);
    return [`${where}: ${text.slice(Math.max(0, position - 80), position)}<credential>`];
  });
}
