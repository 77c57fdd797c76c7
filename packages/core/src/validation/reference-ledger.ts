import { isJsonObject } from '../json-value.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import { checks, type Finding } from './finding.js';
import { membersOf } from './reference-checks.js';

/** Who points to whom in one run: D9 for references, D13 for the parents of files. */
export interface ReferenceLedger {
  /** @returns false when a record of this id has arrived already. */
  arrive(itemType: string, id: string): boolean;
  refer(itemType: string, field: string, id: string, value: unknown, definition: FieldDefinition): void;
  referFile(id: string, parentId: string): void;
  count(itemType: string): number;
  findings(complete: boolean): Finding[];
}

/** References of one field by the record they point to, with one record that does. */
interface Pointing {
  targets: readonly string[];
  total: number;
  sourceByTarget: Map<string, string>;
}

export function createReferenceLedger(metadata: MetadataDocument): ReferenceLedger {
  const arrived = new Map<string, Set<string>>();
  const pointing = new Map<string, Pointing>();
  const parents = new Map<string, string>();
  const idsOf = (itemType: string) => {
    const ids = arrived.get(itemType) ?? new Set();
    arrived.set(itemType, ids);
    return ids;
  };
  const exists = (itemType: string, id: string) => arrived.get(itemType)?.has(id) ?? false;

  return {
    arrive(itemType, id) {
      const ids = idsOf(itemType);
      const isNew = !ids.has(id);
      ids.add(id);
      return isNew;
    },
    refer(itemType, field, id, value, definition) {
      const targets = targetsOf(definition, metadata);
      if (!targets) return;
      const key = `${itemType}.${field}`;
      const entry = pointing.get(key) ?? { targets, total: 0, sourceByTarget: new Map() };
      pointing.set(key, entry);
      for (const target of Array.isArray(value) ? value : [value]) {
        const reference = isJsonObject(target) ? `${target.ref_type}\n${target.id}` : `\n${target}`;
        entry.total += 1;
        if (!entry.sourceByTarget.has(reference)) entry.sourceByTarget.set(reference, id);
      }
    },
    referFile: (id, parentId) => void parents.set(id, parentId),
    count: (itemType) => arrived.get(itemType)?.size ?? 0,
    findings(complete) {
      if (!complete) return [];
      const findings: Finding[] = [];
      for (const [path, { targets, total, sourceByTarget }] of pointing) {
        const dangling = [...sourceByTarget].filter(([reference]) => {
          const [type = '', id = ''] = reference.split('\n', 2);
          return !(type === '' ? targets : [type]).some((target) => exists(target, id));
        });
        const [first] = dangling;
        if (!first) continue;
        findings.push({
          code: 'D9',
          severity: 'warning',
          path,
          problem: `points to ${dangling.length} records that did not arrive (of ${sourceByTarget.size} in ${total} references, first in ${first[1]})`,
          fix: 'Deliver the records it points to, or leave the reference out.',
        });
      }
      const all = Object.keys(metadata.record_types);
      const orphans = [...parents].filter(([, parent]) => !all.some((itemType) => exists(itemType, parent)));
      const [orphan] = orphans;
      if (orphan) {
        findings.push({
          code: 'D13',
          severity: checks.D13.severity,
          path: 'attachments',
          problem: `${orphans.length} files belong to records that did not arrive (first: ${orphan[0]})`,
          fix: 'Deliver the record of a file, or not the file.',
        });
      }
      return findings;
    },
  };
}

/** Record types a field points to by primary key; undefined for other fields and for look-ups by another key. */
function targetsOf(definition: FieldDefinition, metadata: MetadataDocument): string[] | undefined {
  const refersTo = (definition.reference ?? definition.typed_reference)?.refers_to;
  if (!refersTo) return undefined;
  const targets = Object.entries(refersTo);
  if (targets.some(([, { by_field: byField }]) => byField !== undefined)) return undefined;
  return targets.flatMap(([target]) => {
    const [kind, key = ''] = target.slice(1).split(':', 2);
    return kind === 'category' ? membersOf(metadata, key) : [key];
  });
}
