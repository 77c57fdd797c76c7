import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import {
  checkMapping,
  checkMetadata,
  createDataChecks,
  type Finding,
} from '@airdrop-connectors/core/validation';
import { openArtifactStore } from '../platform/artifact-store.js';
import { readJsonIfPresent } from '../platform/atomic-file.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';

export interface ValidationResult {
  /** Errors first. */
  findings: Finding[];
  recordTypes: number;
  records: number;
}

/**
 * Checks what the runs in a data directory delivered: the metadata of every run, the installed mappings, and all
 * records against the metadata of their own run. Reads the artifacts themselves, one record at a time.
 */
export async function validateDataDirectory(directory: string): Promise<ValidationResult> {
  const runs = await acceptedByRun(directory);
  const found = new Map<string, Finding>();
  const add = (findings: readonly Finding[]) => {
    for (const finding of findings) found.set(`${finding.code} ${finding.path} ${finding.problem}`, finding);
  };
  let records = 0;
  let recordTypes = 0;
  let previousMetadata: Buffer | undefined;
  const earlier = new Map<string, number>();
  for (const { metadata, data } of runs.values()) {
    const bytes = metadata && (await fileBytes(metadata));
    if (!bytes) continue;
    const { findings, document } = checkMetadata(parsed(bytes));
    add(findings);
    if (previousMetadata && hasSameContent(previousMetadata, bytes) && !previousMetadata.equals(bytes)) {
      add([unstable]);
    }
    previousMetadata = bytes;
    if (!document) continue;
    recordTypes = Object.keys(document.record_types).length;
    for (const mapping of await installedMappings(directory)) add(checkMapping(mapping, document));
    const checks = createDataChecks(document);
    const isFirst = earlier.size === 0;
    const delivered = new Map<string, number>();
    for (const { file, itemType } of data) {
      for await (const record of recordsIn(file)) {
        checks.add(itemType, record);
        records += 1;
        delivered.set(itemType, (delivered.get(itemType) ?? 0) + 1);
      }
    }
    add(checks.findings({ complete: isFirst, ...(!isFirst && { earlier }) }));
    // Of the run that delivered a type last: a snapshot may shrink by what was deleted, not by what was left out.
    for (const [itemType, count] of delivered) earlier.set(itemType, count);
  }
  const severity = ({ severity: level }: Finding) => (level === 'error' ? 0 : 1);
  return {
    findings: [...found.values()].sort((a, b) => severity(a) - severity(b)),
    recordTypes,
    records,
  };
}

const unstable: Finding = {
  code: 'M19',
  severity: 'warning',
  path: '(document)',
  problem: 'has the same content in another order than in the run before',
  fix: 'Sort what the external system lists in no order of its own; the order of enum values is what users see.',
};

interface RunArtifacts {
  metadata?: string;
  data: { file: string; itemType: string }[];
}

async function acceptedByRun(directory: string): Promise<Map<number, RunArtifacts>> {
  const store = await openArtifactStore(directory);
  const runs = new Map<number, RunArtifacts>();
  for (const artifact of store.accepted()) {
    const { run, itemType } = artifact.accepted;
    const artifacts = runs.get(run) ?? { data: [] };
    runs.set(run, artifacts);
    const file = store.fileOf(artifact);
    if (itemType === 'external_domain_metadata') artifacts.metadata = file;
    else if (itemType !== 'external_sync_units') artifacts.data.push({ file, itemType });
  }
  return runs;
}

/** Keys the installer adds around the mapping. */
const installerKeys = new Set([
  'external_system_type',
  'import_slug',
  'snap_in_slug',
  'starting_recipe_blueprint',
]);

async function installedMappings(directory: string): Promise<JsonObject[]> {
  const held = await readJsonIfPresent(path.join(directory, 'mapping.json'));
  const installations = isJsonObject(held) && Array.isArray(held.installations) ? held.installations : [];
  return installations.flatMap((installation) => {
    if (!isJsonObject(installation) || !isJsonObject(installation.mapping)) return [];
    const own = Object.entries(installation.mapping).filter(([key]) => !installerKeys.has(key));
    return [{ additional_mappings: Object.fromEntries(own) }];
  });
}

async function fileBytes(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file).pipe(createGunzip())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Equal when every list is put into one order. */
function hasSameContent(a: Buffer, b: Buffer): boolean {
  return JSON.stringify(ordered(parsed(a))) === JSON.stringify(ordered(parsed(b)));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(ordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, ordered(member)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function* recordsIn(file: string): AsyncGenerator<unknown> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) if (line !== '') yield parsed(Buffer.from(line));
}
