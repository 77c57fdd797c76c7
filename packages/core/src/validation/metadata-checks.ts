import type { FieldDefinition } from '../metadata/field-definition.js';
import type { MetadataDocument, RecordTypeDocument } from '../metadata/metadata-document.js';
import { reservedItemTypes } from '../metadata/record-type.js';
import { checkConditions, checkEnum, checkLinkNaming } from './enum-checks.js';
import { type Finding, findingsOf, type Report } from './finding.js';
import { checkPolicyType } from './policy-checks.js';
import { checkCategories, checkFieldTargets, checkStructs } from './reference-checks.js';
import { checkStageDiagram } from './stage-checks.js';

/** What the document itself does not say. */
export interface MetadataFacts {
  /** Item types the connector can write to the external system. */
  loaders?: ReadonlySet<string>;
}

/**
 * Checks a well-formed document beyond its shape, codes M3 to M18: what the platform refuses (errors) and what makes
 * it hard to map (warnings). Shape and stability of the output, M1, M2 and M19, need other input.
 */
export function metadataFindings(document: MetadataDocument, facts: MetadataFacts = {}): Finding[] {
  return findingsOf((report) => {
    checkCategories(document, report);
    checkStructs(document, report);
    for (const [key, type] of Object.entries(document.record_types)) {
      const path = `record_types.${key}`;
      checkName(key, path, report);
      checkFields(document, type, path, report);
      checkStageDiagram(type, path, report);
      checkLinkNaming(type, path, report);
      checkConditions(type, path, report);
      checkPolicyType(type, path, report);
      checkAdvice(type, path, report);
      checkLoader(key, type, path, facts, report);
    }
  });
}

function checkName(key: string, path: string, report: Report): void {
  if (reservedItemTypes.includes(key)) {
    report('M11', path, 'has a name the platform keeps for itself', 'Give the record type another key.');
  }
}

const envelopeKeys = ['id', 'created_date', 'modified_date'];

function checkFields(
  document: MetadataDocument,
  type: RecordTypeDocument,
  path: string,
  report: Report,
): void {
  for (const [key, definition] of Object.entries(type.fields)) {
    const fieldPath = `${path}.fields.${key}`;
    if (envelopeKeys.includes(key)) {
      report('M3', fieldPath, 'is a key of the envelope', 'Leave it out: every record carries it anyway.');
    }
    checkFieldTargets(document, definition, fieldPath, report);
    checkEnum(definition, fieldPath, report);
    checkFieldAdvice(key, definition, fieldPath, report);
  }
}

const personOrTag = /^(tags?|labels?|users?|assignees?|owners?|members?|watchers?|followers?)$/i;
const idOrFlag = /(^|_)(id|ids|key|is|has)$|^(is|has)_/i;

function checkFieldAdvice(key: string, definition: FieldDefinition, path: string, report: Report): void {
  if (definition.type === 'int' && idOrFlag.test(key)) {
    report('M13', path, 'looks like an id or a flag but is a number', 'Declare ids as text, flags as bool.');
  }
  if (definition.type === 'text' && definition.collection && personOrTag.test(key)) {
    report(
      'M13',
      path,
      'is a list of texts that only references could be mapped to',
      'Give the values a record type of their own and refer to it.',
    );
  }
  if (definition.type === 'struct') {
    report('M14', path, 'is a struct, which few DevRev fields take', 'Flatten it into fields of its own.');
  }
  if (newerKinds.has(definition.type)) {
    report(
      'M18',
      path,
      `is of type ${definition.type}, which only the newer published schema accepts`,
      'Keep it only where the platform is known to take it.',
    );
  }
}

const newerKinds = new Set<string>(['record_type_privilege', 'field_privilege', 'conditional_privilege']);
const newerTypeKeys = ['scope', 'no_identifier', 'attachments'] as const;

function checkAdvice(type: RecordTypeDocument, path: string, report: Report): void {
  const fields = Object.values(type.fields);
  if (type.stage_diagram && type.fields.item_url_field?.type !== 'text') {
    report(
      'M12',
      path,
      'has stages but no text field item_url_field',
      'Add it with the address of the record, so that users find the original.',
    );
  }
  for (const key of newerTypeKeys) {
    if (type[key] === undefined) continue;
    report(
      'M18',
      `${path}.${key}`,
      'is accepted by the newer published schema only',
      'Keep it only where the platform is known to take it.',
    );
  }
  const isChild = /[._](comment|reply|replies|link|member|worklog)s?$/i;
  const hasParent = fields.some(
    ({ reference, typed_reference: typed }) => (reference ?? typed)?.reference_type === 'parent',
  );
  if (isChild.test(path) && !hasParent && !type.link_naming_data) {
    report(
      'M17',
      path,
      'looks like a child but no field names its parent',
      'Mark the reference to its owner with { parent: true }; filtered parents then take it along.',
    );
  }
}

function checkLoader(
  key: string,
  type: RecordTypeDocument,
  path: string,
  { loaders }: MetadataFacts,
  report: Report,
): void {
  if (!loaders || (type.is_loadable === true) === loaders.has(key)) return;
  if (type.is_loadable) {
    report('M16', path, 'is loadable but no loader writes it', 'Write the loader or drop `loadable`.');
  } else report('M16', path, 'has a loader but is not loadable', 'Declare the record type `loadable`.');
}
