import { createHash } from 'node:crypto';
import { appendFileSync, createWriteStream, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readFileIfPresent, writeFileAtomically } from './atomic-file.js';
import { isJsonObject } from './json-shape.js';

const artifactIdPrefix = 'don:core:dvrv-us-1:devo/local:artifact/';

export interface Artifact {
  id: string;
  /** Last part of the id; also the name of its file. */
  number: number;
  fileName: string;
  fileType: string;
  /** `file_size` of the prepare call, in bytes. */
  declaredBytes?: number;
  uploaded?: { bytes: number; sha256: string };
  confirmed: boolean;
  /** Set once a reply listing it was accepted. */
  accepted?: AcceptedArtifact;
}

export interface AcceptedArtifact {
  itemType: string;
  itemCount: number;
  /** Number of the sync run in this data directory. */
  run: number;
}

export interface ArtifactStore {
  prepare(details: { fileName: string; fileType: string; declaredBytes?: number }): Artifact;
  find(id: string): Artifact | undefined;
  findByNumber(number: number): Artifact | undefined;
  /** Writes the bytes beside their final name and renames them when `check` lets the size pass. */
  upload(artifact: Artifact, content: AsyncIterable<Buffer>, check: (bytes: number) => void): Promise<void>;
  confirm(artifact: Artifact): void;
  /** Remembers that a reply carried the artifact; the first time only. */
  accept(artifact: Artifact, accepted: AcceptedArtifact): boolean;
  /** Accepted artifacts in the order their replies came. */
  accepted(): Iterable<Artifact & { accepted: AcceptedArtifact }>;
  fileOf(artifact: Artifact): string;
  /** JSON Lines of everything that happened to artifacts; `uploaded` lines carry bytes and sha256. */
  readonly indexFile: string;
}

/**
 * Files are `artifacts/<number>`. What is known about them is an append-only log: one line per event keeps a
 * killed process from damaging more than the line it was writing.
 */
export async function openArtifactStore(directory: string): Promise<ArtifactStore> {
  const folder = path.join(directory, 'artifacts');
  const indexFile = path.join(folder, 'index.jsonl');
  const artifacts = new Map<string, Artifact>();
  const acceptedInOrder: (Artifact & { accepted: AcceptedArtifact })[] = [];
  let lastNumber = 0;
  let partialFiles = 0;
  mkdirSync(folder, { recursive: true });
  await restore();

  async function restore(): Promise<void> {
    const text = (await readFileIfPresent(indexFile)) ?? '';
    const lines = text.split('\n').filter((line) => line.length > 0);
    const whole: string[] = [];
    for (const line of lines) {
      const entry = parseEntry(line);
      if (entry === undefined) continue;
      apply(entry);
      whole.push(line);
    }
    // A line cut short by a kill would make the next appended line unreadable too.
    if (whole.length < lines.length || (text.length > 0 && !text.endsWith('\n'))) {
      await writeFileAtomically(indexFile, whole.map((line) => `${line}\n`).join(''));
    } else if (text.length === 0) {
      appendFileSync(indexFile, '');
    }
  }

  function record(entry: IndexEntry): void {
    appendFileSync(indexFile, `${JSON.stringify(entry)}\n`);
    apply(entry);
  }

  function apply(entry: IndexEntry): void {
    if (entry.event === 'prepared') {
      const number = Number(entry.artifact_id.slice(artifactIdPrefix.length));
      lastNumber = Math.max(lastNumber, number);
      artifacts.set(entry.artifact_id, {
        id: entry.artifact_id,
        number,
        fileName: entry.file_name,
        fileType: entry.file_type,
        confirmed: false,
        ...(entry.file_size === undefined ? {} : { declaredBytes: entry.file_size }),
      });
      return;
    }
    const artifact = artifacts.get(entry.artifact_id);
    if (artifact === undefined) return;
    if (entry.event === 'uploaded') artifact.uploaded = { bytes: entry.bytes, sha256: entry.sha256 };
    else if (entry.event === 'confirmed') artifact.confirmed = true;
    else {
      const accepted = { itemType: entry.item_type, itemCount: entry.item_count, run: entry.run };
      acceptedInOrder.push(Object.assign(artifact, { accepted }));
    }
  }

  const fileOf = (artifact: Artifact) => path.join(folder, String(artifact.number));

  return {
    indexFile,
    fileOf,
    find: (id) => artifacts.get(id),
    findByNumber: (number) => artifacts.get(`${artifactIdPrefix}${number}`),
    prepare({ fileName, fileType, declaredBytes }) {
      const id = `${artifactIdPrefix}${lastNumber + 1}`;
      record({
        event: 'prepared',
        artifact_id: id,
        file_name: fileName,
        file_type: fileType,
        ...(declaredBytes === undefined ? {} : { file_size: declaredBytes }),
      });
      const artifact = artifacts.get(id);
      if (artifact === undefined) throw new Error(`Artifact ${id} was not recorded.`);
      return artifact;
    },
    async upload(artifact, content, check) {
      partialFiles += 1;
      const partial = `${fileOf(artifact)}.${partialFiles}.part`;
      const hash = createHash('sha256');
      let bytes = 0;
      async function* measured(): AsyncGenerator<Buffer> {
        for await (const chunk of content) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      }
      try {
        await pipeline(measured, createWriteStream(partial));
        check(bytes);
        await rename(partial, fileOf(artifact));
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      record({ event: 'uploaded', artifact_id: artifact.id, bytes, sha256: hash.digest('hex') });
    },
    confirm(artifact) {
      if (!artifact.confirmed) record({ event: 'confirmed', artifact_id: artifact.id });
    },
    accept(artifact, { itemType, itemCount, run }) {
      if (artifact.accepted !== undefined) return false;
      record({
        event: 'accepted',
        artifact_id: artifact.id,
        item_type: itemType,
        item_count: itemCount,
        run,
      });
      return true;
    },
    accepted: () => acceptedInOrder,
  };
}

type IndexEntry = { artifact_id: string } & (
  | { event: 'prepared'; file_name: string; file_type: string; file_size?: number }
  | { event: 'uploaded'; bytes: number; sha256: string }
  | { event: 'confirmed' }
  | { event: 'accepted'; item_type: string; item_count: number; run: number }
);

function parseEntry(line: string): IndexEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isJsonObject(entry) && typeof entry.artifact_id === 'string' ? (entry as IndexEntry) : undefined;
  } catch {
    return undefined;
  }
}
