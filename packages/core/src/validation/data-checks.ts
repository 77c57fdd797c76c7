import { isJsonObject } from '../json-value.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import { createRecordChecks } from '../metadata/record-check.js';
import { toUtcTimestamp } from '../time/timestamp.js';
import { type CheckCode, checks, type Finding } from './finding.js';
import { createReferenceLedger } from './reference-ledger.js';

/** Collects what is wrong with the records of one run; memory grows with the number of ids, not with their data. */
export interface DataChecks {
  /** One line of an artifact. @param itemType the artifact's */
  add(itemType: string, record: unknown): void;
  /**
   * What was found, one finding per check and place with the number of records and the first of them.
   * @param facts.complete false after an incremental run, in which references may point to earlier records
   * @param facts.earlier number of records by item type that the platform has from earlier runs
   */
  findings(facts: { complete: boolean; earlier?: ReadonlyMap<string, number> }): Finding[];
}

type RawObject = Readonly<Record<string, unknown>>;

interface Tally {
  finding: Omit<Finding, 'problem'> & { problem: string };
  records: number;
  firstIds: string[];
}

/** Values that stand for "nothing" in sloppy sources. */
const sentinels = new Set(['', '-1', 'null', 'undefined', 'none', 'n/a', 'nan', 'invalid date']);
const attachmentTypes = new Set(['attachments', 'ssor_attachment']);

/** Checks D1 to D16 for records against the metadata of their run. */
export function createDataChecks(metadata: MetadataDocument): DataChecks {
  const recordChecks = createRecordChecks(metadata);
  const tallies = new Map<string, Tally>();
  const ledger = createReferenceLedger(metadata);
  const seenFields = new Map(Object.keys(metadata.record_types).map((type) => [type, new Set<string>()]));

  const note = (code: CheckCode, path: string, id: string, problem: string, fix: string) => {
    const key = `${code} ${path} ${problem}`;
    const tally = tallies.get(key) ?? {
      finding: { code, severity: checks[code].severity, path, problem, fix },
      records: 0,
      firstIds: [],
    };
    tally.records += 1;
    if (tally.firstIds.length < 3) tally.firstIds.push(id);
    tallies.set(key, tally);
  };

  function checkEnvelope(itemType: string, record: RawObject): string {
    const id = typeof record.id === 'string' && record.id !== '' ? record.id : '(none)';
    if (id === '(none)')
      note('D2', itemType, id, 'has no id', 'Every record needs the id of the external system.');
    const [created, modified] = [record.created_date, record.modified_date].map((value) =>
      typeof value === 'string' && value.includes('T') ? toUtcTimestamp(value) : undefined,
    );
    if (created === undefined || modified === undefined) {
      note(
        'D2',
        itemType,
        id,
        'has a date that is no RFC 3339 timestamp',
        'Give both dates with their offset.',
      );
    } else if (modified < created) {
      note(
        'D12',
        itemType,
        id,
        'was modified before it was created',
        'Check which field each date is read from.',
      );
    }
    return id;
  }

  function checkData(itemType: string, id: string, data: RawObject): void {
    const fields = metadata.record_types[itemType]?.fields ?? {};
    for (const { field, check, problem } of recordChecks.get(itemType)?.problemsOf(data) ?? []) {
      const path = Object.hasOwn(fields, field) ? `${itemType}.${field}` : `${itemType} (${field})`;
      note(check, path, id, problem, 'Correct the normalizer, or the declaration of the field.');
    }
    const seen = seenFields.get(itemType);
    for (const [field, value] of Object.entries(data)) {
      const definition = fields[field];
      if (!definition || value === null || value === undefined) continue;
      seen?.add(field);
      if (isSentinel(value, definition)) {
        note(
          'D7',
          `${itemType}.${field}`,
          id,
          'holds a text that stands for nothing',
          'Leave it out or use null.',
        );
      }
      ledger.refer(itemType, field, id, value, definition);
    }
  }

  return {
    add(itemType, record) {
      if (!isJsonObject(record)) {
        note('D2', itemType, '(none)', 'is no object', 'Write one JSON object per line.');
        return;
      }
      if (attachmentTypes.has(itemType)) {
        if (itemType === 'attachments') checkAttachment(record, note, ledger.referFile);
        return;
      }
      if (!metadata.record_types[itemType]) {
        note(
          'D1',
          itemType,
          String(record.id),
          'is not declared in the metadata',
          'Declare the record type.',
        );
        return;
      }
      const id = checkEnvelope(itemType, record);
      if (!ledger.arrive(itemType, id)) {
        note('D12', itemType, id, 'arrived twice with the same id', 'Deliver a record once per run.');
      }
      if (isJsonObject(record.data)) checkData(itemType, id, record.data);
      else note('D2', itemType, id, 'has no data', 'Write its fields under `data`.');
    },
    findings: ({ complete, earlier }) => [
      ...[...tallies.values()].map(({ finding, records, firstIds }) => ({
        ...finding,
        problem: `${finding.problem} (${records} ${records === 1 ? 'record' : 'records'}, first: ${firstIds.join(', ')})`,
      })),
      ...ledger.findings(complete),
      ...(complete ? neverSeen(metadata, seenFields, ledger.count) : []),
      ...(earlier ? shrunkSnapshots(metadata, earlier, ledger.count) : []),
    ],
  };
}

/** A number or list is no text; rich text and enums are judged by their own checks. */
function isSentinel(value: unknown, { type }: FieldDefinition): boolean {
  const isText = type === 'text' || type === 'reference' || type === 'date' || type === 'timestamp';
  return isText && typeof value === 'string' && sentinels.has(value.trim().toLowerCase());
}

type Note = (code: CheckCode, path: string, id: string, problem: string, fix: string) => void;

/** D13: what a file says about itself. */
function checkAttachment(record: RawObject, note: Note, refer: (id: string, parentId: string) => void): void {
  const id = typeof record.id === 'string' && record.id !== '' ? record.id : '(none)';
  if (id === '(none)')
    note('D2', 'attachments', id, 'has no id', 'Every file needs the id of the external system.');
  if (typeof record.inline !== 'boolean') {
    note('D13', 'attachments', id, 'does not say whether it is inline', 'Set inline to true or false.');
  }
  if (typeof record.url !== 'string' || !/^https?:\/\//i.test(record.url)) {
    note('D13', 'attachments', id, 'has no absolute web address', 'Give the whole address.');
  }
  if (typeof record.parent_id === 'string') refer(id, record.parent_id);
  else note('D13', 'attachments', id, 'names no parent', 'Give the id of the record it belongs to.');
}

/** D3, soft half: declared but never delivered. */
function neverSeen(
  metadata: MetadataDocument,
  seenFields: ReadonlyMap<string, ReadonlySet<string>>,
  count: (itemType: string) => number,
): Finding[] {
  const findings: Finding[] = [];
  for (const [itemType, { fields }] of Object.entries(metadata.record_types)) {
    if (count(itemType) === 0) continue;
    const missing = Object.keys(fields).filter((field) => !seenFields.get(itemType)?.has(field));
    if (missing.length === 0) continue;
    findings.push({
      code: 'D3',
      severity: 'warning',
      path: itemType,
      problem: `never has a value for ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`,
      fix: 'Check that the normalizer fills it, or that the data has none.',
    });
  }
  return findings;
}

/** D16: the platform deletes what a snapshot type leaves out. */
function shrunkSnapshots(
  metadata: MetadataDocument,
  earlier: ReadonlyMap<string, number>,
  count: (itemType: string) => number,
): Finding[] {
  return Object.entries(metadata.record_types).flatMap(([itemType, type]) => {
    const [now, before] = [count(itemType), earlier.get(itemType) ?? 0];
    if (type.is_snapshot !== true || now === 0 || now >= before) return [];
    return {
      code: 'D16' as const,
      severity: checks.D16.severity,
      path: itemType,
      problem: `arrived with ${now} records where there were ${before}; the platform deletes the others`,
      fix: 'Deliver all records of a snapshot type in every run that delivers any.',
    };
  });
}
