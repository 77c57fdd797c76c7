import * as z from 'zod/mini';
import type { CheckCode, Report } from './finding.js';

/**
 * Reports where a document differs from a schema, one finding per place.
 * @returns the document when it can be read on in spite of unknown keys, otherwise undefined.
 */
export function checkShape<Schema extends z.ZodMiniType>(
  code: CheckCode,
  schema: Schema,
  document: unknown,
  report: Report,
): z.output<Schema> | undefined {
  const result = z.safeParse(schema, document);
  if (result.success) return result.data;
  let isReadable = true;
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.') || '(document)';
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        report(
          code,
          path === '(document)' ? key : `${path}.${key}`,
          'is no key the platform knows',
          advice(key),
        );
      }
    } else {
      isReadable = false;
      report(code, path, problemOf(issue), 'Write it as the documentation of the platform shows it.');
    }
  }
  return isReadable ? withoutUnknownKeys(schema, document, result.error.issues) : undefined;
}

/** Keys that public connectors are known to get wrong. */
function advice(key: string): string {
  switch (key) {
    case 'transformation_method':
      return 'The current format calls it transformation_method_for_set.';
    case 'transition_to':
      return 'In metadata it is called transitions_to.';
    case 'is_filterable':
      return 'Leave it out: the newer schema refuses it.';
    default:
      return 'Check the spelling, or leave it out: one stray key makes the platform refuse the whole document.';
  }
}

function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected === 'record' ? 'an object' : `of type ${issue.expected}`}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return `must not be below ${issue.minimum}`;
    case 'invalid_union':
      return 'is of no known kind';
    default:
      return 'has the wrong form';
  }
}

function withoutUnknownKeys<Schema extends z.ZodMiniType>(
  schema: Schema,
  document: unknown,
  issues: readonly z.core.$ZodIssue[],
): z.output<Schema> | undefined {
  const copy: unknown = structuredClone(document);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      copy,
    );
    if (typeof holder !== 'object' || holder === null) continue;
    for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  const result = z.safeParse(schema, copy);
  return result.success ? result.data : undefined;
}
