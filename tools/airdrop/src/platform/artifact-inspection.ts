import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { isDateTime, isJsonObject, isText, type JsonObject } from './json-shape.js';
import { type RecordShape, recordProblem, recordShapes } from './record-shape.js';

/** Longest line an inspected file may hold, in bytes; a longer one is no record. */
const maxLineBytes = 64 * 1024 * 1024;

/** Milliseconds since the epoch of the oldest and newest value. */
export interface DateBounds {
  oldest: number;
  newest: number;
}

/** What one data file holds, found by reading it once, before its item type is known. */
export interface ArtifactInspection {
  records: number;
  /** Why the file is not gzip-compressed JSON Lines. */
  unreadable?: string;
  /** First record that does not fit a shape, as a sentence; a shape without entry fits all records. */
  misfits: Partial<Record<RecordShape, string>>;
  created?: DateBounds;
  modified?: DateBounds;
  /** DevRev artifact ids named by `ssor_attachment` records. */
  namedArtifacts: string[];
  /** The record itself when it is the only one and carries a schema version. */
  metadataDocument?: JsonObject;
}

/** Reads a whole data file in constant memory. Never throws: what cannot be read is part of the answer. */
export async function inspectArtifact(file: string): Promise<ArtifactInspection> {
  const inspection: ArtifactInspection = { records: 0, misfits: {}, namedArtifacts: [] };
  try {
    for await (const line of linesOf(file)) {
      if (line.trim().length > 0) inspectLine(inspection, line);
    }
  } catch (error) {
    inspection.unreadable = error instanceof Error ? error.message : String(error);
  }
  return inspection;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const content = source.pipe(createGunzip());
  source.on('error', (error) => content.destroy(error));
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  try {
    for await (const chunk of content) {
      const bytes: Buffer = chunk;
      let from = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
        pending.push(bytes.subarray(from, end));
        yield decode(pending);
        pending = [];
        pendingBytes = 0;
        from = end + 1;
      }
      pending.push(bytes.subarray(from));
      pendingBytes += bytes.length - from;
      if (pendingBytes > maxLineBytes) throw new Error(`a line is longer than ${maxLineBytes} bytes`);
    }
    if (pendingBytes > 0) yield decode(pending);
  } finally {
    source.destroy();
    content.destroy();
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(parts: readonly Buffer[]): string {
  const [only] = parts;
  return utf8.decode(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
}

function inspectLine(inspection: ArtifactInspection, line: string): void {
  inspection.records += 1;
  const record = parseRecord(line, inspection.records);
  for (const shape of recordShapes) {
    if (inspection.misfits[shape] !== undefined) continue;
    const problem = recordProblem(shape, record);
    if (problem === undefined) continue;
    const id = isText(record.id) ? ` (id ${JSON.stringify(record.id)})` : '';
    inspection.misfits[shape] = `Record ${inspection.records}${id} does not fit: ${problem}.`;
  }
  widen(inspection, 'created', record.created_date);
  widen(inspection, 'modified', record.modified_date);
  const id = record.id;
  if (isJsonObject(id) && isText(id.devrev)) inspection.namedArtifacts.push(id.devrev);
  if (inspection.records === 1 && 'schema_version' in record) inspection.metadataDocument = record;
  else if (inspection.records === 2) delete inspection.metadataDocument;
}

function parseRecord(line: string, lineNumber: number): JsonObject {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    throw new Error(`line ${lineNumber} is not JSON`);
  }
  if (!isJsonObject(record)) throw new Error(`line ${lineNumber} is not a JSON object`);
  return record;
}

function widen(inspection: ArtifactInspection, bound: 'created' | 'modified', value: unknown): void {
  if (!isDateTime(value)) return;
  const time = Date.parse(value);
  const bounds = inspection[bound];
  if (bounds === undefined) {
    inspection[bound] = { oldest: time, newest: time };
    return;
  }
  if (time < bounds.oldest) bounds.oldest = time;
  if (time > bounds.newest) bounds.newest = time;
}
