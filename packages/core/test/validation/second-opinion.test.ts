import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { hasReference, readReferenceObject } from '../../../../reference-material.js';
import { checkMapping, checkMetadata } from '../../src/validation/index.js';
import { corrupted, issueFields, mappingCorruptions, metadataCorruptions } from './corruption-cases.js';
import { soundMapping, soundMetadata } from './sound-documents.js';

// The published JSON schemas judge the same documents as our checks M1 and I1. Where they differ, the reason is here.

const metadataSchema = 'schemas/external_domain_metadata_schema.json';
const mappingSchema = 'schemas/initial_mappings_schema.json';

function compile(schema: unknown): (document: unknown) => boolean {
  if (!isObject(schema)) throw new Error('The schema is no object.');
  const validate = new Ajv2020({ strict: false, logger: false }).compile(schema);
  return (document) => validate(document) === true;
}

const findingsOf = (findings: readonly { code: string }[], codes: readonly string[]) =>
  findings.some(({ code }) => codes.includes(code));
const reasonKey = (path: string, value: unknown) => `${path} = ${JSON.stringify(value)}`;

/** Metadata that the schema and M1 with M2 judge differently, and why. */
const explainedMetadata = new Map([
  [
    reasonKey('schema_version', undefined),
    'The schema makes the version optional; the documentation demands it.',
  ],
  [
    reasonKey('record_types/task_1/stage_diagram/stages/done', undefined),
    'The schema counts the stages; here M8 does, with the rest of what it says about stage diagrams.',
  ],
]);

/** Mappings that the schema and I1 with I2 judge differently, and why. */
const explainedMappings = new Map([
  [
    reasonKey('additional_mapping', {}),
    'The schema takes unknown keys; a misspelt key must not go unnoticed.',
  ],
  [
    reasonKey(`${issueFields}/title/transformation_method`, { transformation_method: 'use_directly' }),
    'The same: this is the key of the old format, which the schema ignores.',
  ],
  [
    reasonKey('additional_mappings/format_version', undefined),
    'The schema wants the version at the root, where the installer does not read it.',
  ],
  [reasonKey('additional_mappings/devrev_metadata_version', undefined), 'The same.'],
  [
    reasonKey(`${issueFields}/title/transformation_method_for_set`, {
      transformation_method: 'use_raw_jq',
      forward_jq: '.title',
    }),
    'The schema lacks the method, which shipped connectors use; I14 advises against it.',
  ],
]);

describe.runIf(hasReference('the second opinion on metadata', [metadataSchema]))('metadata', () => {
  const judge = () => compile(readReferenceObject(metadataSchema));

  test('the sound document is sound for both', () => {
    expect(judge()(soundMetadata)).toBe(true);
  });

  test.each(metadataCorruptions)('%s: %s', (_, path, value) => {
    const document = corrupted(soundMetadata, path, value);
    const ours = findingsOf(checkMetadata(document).findings, ['M1', 'M2']);
    expect({ path, value, differs: ours === judge()(document) }).toEqual({
      path,
      value,
      differs: explainedMetadata.has(reasonKey(path, value)),
    });
  });
});

/**
 * The schema of mappings is an OpenAPI document: its branches leave out the key that tells them apart, so that as JSON
 * Schema it refuses the official template. With the key put in it can be asked.
 */
function withDiscriminators(node: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(node)) return node.map((member) => withDiscriminators(member, definitions));
  if (!isObject(node)) return node;
  const { discriminator, oneOf, ...rest } = node;
  const others = mapValues(rest, (value) => withDiscriminators(value, definitions));
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) {
    return oneOf === undefined ? others : { ...others, oneOf: withDiscriminators(oneOf, definitions) };
  }
  const key = String(discriminator.propertyName);
  const branches = Object.entries(discriminator.mapping).map(([value, reference]) => {
    const branch = withDiscriminators(definitions[String(reference).replace('#/$defs/', '')], definitions);
    if (!isObject(branch)) throw new Error(`The schema has no ${String(reference)}.`);
    const required = Array.isArray(branch.required) ? branch.required : [];
    return {
      ...branch,
      properties: { ...(isObject(branch.properties) ? branch.properties : {}), [key]: { const: value } },
      required: [...required, key],
    };
  });
  return { ...others, oneOf: branches };
}

function mapValues(
  node: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value)]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe.runIf(hasReference('the second opinion on mappings', [mappingSchema]))('mappings', () => {
  const judge = () => {
    const schema = readReferenceObject(mappingSchema);
    const definitions = isObject(schema.$defs) ? schema.$defs : {};
    const validate = compile(withDiscriminators(schema, definitions));
    return (document: unknown) => validate(document);
  };
  /** The methods of authorization policies came after the schema. */
  const known = corrupted(soundMapping, 'additional_mappings/record_type_mappings/policies', undefined);

  test('the sound document is sound for both, but for the methods of authorization policies', () => {
    expect(judge()(known)).toBe(true);
    expect(judge()(soundMapping)).toBe(false);
    expect(findingsOf(checkMapping(soundMapping, soundMetadata), ['I1', 'I2'])).toBe(false);
  });

  test('the schema as it is published refuses any mapping in the current format', () => {
    expect(compile(readReferenceObject(mappingSchema))(known)).toBe(false);
  });

  test.each(mappingCorruptions)('%s: %s', (_, path, value) => {
    const document = corrupted(known, path, value);
    const ours = findingsOf(checkMapping(document, soundMetadata), ['I1', 'I2']);
    expect({ path, value, differs: ours === judge()(document) }).toEqual({
      path,
      value,
      differs: explainedMappings.has(reasonKey(path, value)),
    });
  });
});
