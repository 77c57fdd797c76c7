import type { RecordTypeDocument } from '../metadata/metadata-document.js';
import type { Report } from './finding.js';

/** M15: a record type whose records grant privileges. */
export function checkPolicyType(type: RecordTypeDocument, path: string, report: Report): void {
  const fields = Object.entries(type.fields);
  const grants = fields.filter(([, { type: kind }]) => kind.endsWith('_privilege'));
  if (grants.length === 0) return;
  if (type.is_snapshot !== true) {
    report(
      'M15',
      path,
      'grants privileges but is no snapshot',
      'Declare it a snapshot: runs replace all policies.',
    );
  }
  const receivers = fields.filter(
    ([, field]) => field.collection && (field.reference ?? field.typed_reference),
  );
  if (receivers.length === 0) {
    report('M15', path, 'grants privileges to nobody', 'Add a list of references to users or groups.');
  }
}
