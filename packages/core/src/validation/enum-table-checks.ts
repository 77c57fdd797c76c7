import type { DevrevField } from '../devrev-objects/index.js';
import type { FieldMappingDocument } from '../mapping/mapping-document.js';
import type { FieldDefinition } from '../metadata/field-definition.js';
import type { Report } from './finding.js';
import { isLegalKey, legalKeys, quoted } from './wording.js';

/** I9: both columns of an enum table. */
export function checkEnumTable(
  { transformation_method_for_set: method, reverse, fallback }: FieldMappingDocument,
  field: FieldDefinition,
  target: DevrevField | undefined,
  path: string,
  report: Report,
): void {
  if (method.transformation_method !== 'map_enum') return;
  const external = field.enum?.values ?? [];
  const externalKeys = new Set(external.map(({ key }) => key));
  const forward = method.forward ?? {};
  for (const [key, { value }] of Object.entries(forward)) {
    if (target && !isLegalKey(target, value)) {
      report(
        'I9',
        `${path}.forward.${key}`,
        `${quoted(value)} is no value of the DevRev field`,
        legalKeys(target),
      );
    }
  }
  const open = external.filter(
    ({ key, is_deprecated: isDeprecated }) => !isDeprecated && !Object.hasOwn(forward, key),
  );
  if (open.length > 0 && method.forward_default === undefined) {
    report(
      'I9',
      path,
      `has no counterpart for ${open
        .map(({ key }) => quoted(key))
        .slice(0, 5)
        .join(', ')}`,
      fallback
        ? 'Users are asked; the fallback stands in for empty values only.'
        : 'Name one, or a forward_default.',
      'warning',
    );
  }
  if (method.forward_default !== undefined && !Object.hasOwn(forward, method.forward_default)) {
    report('I9', path, 'has a forward_default without a counterpart', 'Name an external key of `forward`.');
  }
  if (!reverse) return;
  for (const key of Object.keys(target?.enumValues ?? {})) {
    const value = method.reverse?.[key]?.value;
    if (value === undefined) {
      report('I9', `${path}.reverse`, `has no counterpart for ${quoted(key)}`, 'Every DevRev key needs one.');
    } else if (!externalKeys.has(value)) {
      report('I9', `${path}.reverse.${key}`, `${quoted(value)} is no external key`, 'Name a declared value.');
    }
  }
}
