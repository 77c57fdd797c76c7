import { expect, test } from 'vitest';
import {
  canonicalEventType,
  incomingEventTypes,
  isResumable,
  phaseOf,
  replyEventType,
} from '../../src/protocol/event-names.js';

// Spelled out here a second time on purpose: the platform compares these strings.
const spellings = [
  ['START_EXTRACTING_EXTERNAL_SYNC_UNITS', 'EXTRACTION_EXTERNAL_SYNC_UNITS_START', 'external_sync_units'],
  ['START_EXTRACTING_METADATA', 'EXTRACTION_METADATA_START', 'metadata'],
  ['CONTINUE_EXTRACTING_METADATA', undefined, 'metadata'],
  ['START_EXTRACTING_DATA', 'EXTRACTION_DATA_START', 'data'],
  ['CONTINUE_EXTRACTING_DATA', 'EXTRACTION_DATA_CONTINUE', 'data'],
  ['START_EXTRACTING_ATTACHMENTS', 'EXTRACTION_ATTACHMENTS_START', 'attachments'],
  ['CONTINUE_EXTRACTING_ATTACHMENTS', 'EXTRACTION_ATTACHMENTS_CONTINUE', 'attachments'],
  ['START_DELETING_EXTRACTOR_STATE', 'EXTRACTION_DATA_DELETE', 'delete_extractor_state'],
  [
    'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
    'EXTRACTION_ATTACHMENTS_DELETE',
    'delete_extractor_attachments_state',
  ],
  ['START_LOADING_DATA', undefined, 'load_data'],
  ['CONTINUE_LOADING_DATA', undefined, 'load_data'],
  ['START_LOADING_ATTACHMENTS', undefined, 'load_attachments'],
  ['CONTINUE_LOADING_ATTACHMENTS', undefined, 'load_attachments'],
  ['START_DELETING_LOADER_STATE', undefined, 'delete_loader_state'],
  ['START_DELETING_LOADER_ATTACHMENT_STATE', undefined, 'delete_loader_attachment_state'],
] as const;

test.each(spellings)('%s is understood in its older spelling too', (current, legacy, phase) => {
  expect(canonicalEventType(current)).toBe(current);
  if (legacy) expect(canonicalEventType(legacy)).toBe(current);
  expect(phaseOf(current)).toBe(phase);
});

test('every name has been listed here', () => {
  expect(spellings.map(([current]) => current).sort()).toEqual([...incomingEventTypes].sort());
  expect(canonicalEventType('toString')).toBeUndefined();
});

test.each([
  ['external_sync_units', 'EXTERNAL_SYNC_UNIT_EXTRACTION', false],
  ['metadata', 'METADATA_EXTRACTION', false],
  ['data', 'DATA_EXTRACTION', true],
  ['attachments', 'ATTACHMENT_EXTRACTION', true],
  ['delete_extractor_state', 'EXTRACTOR_STATE_DELETION', false],
  ['delete_extractor_attachments_state', 'EXTRACTOR_ATTACHMENTS_STATE_DELETION', false],
  ['load_data', 'DATA_LOADING', true],
  ['load_attachments', 'ATTACHMENT_LOADING', true],
  ['delete_loader_state', 'LOADER_STATE_DELETION', false],
  ['delete_loader_attachment_state', 'LOADER_ATTACHMENT_STATE_DELETION', false],
] as const)('replies of %s are called %s_…', (phase, stem, resumable) => {
  expect(replyEventType(phase, 'done')).toBe(`${stem}_DONE`);
  expect(replyEventType(phase, 'error')).toBe(`${stem}_ERROR`);
  expect(replyEventType(phase, 'progress')).toBe(resumable ? `${stem}_PROGRESS` : undefined);
  expect(replyEventType(phase, 'delayed')).toBe(resumable ? `${stem}_DELAYED` : undefined);
  expect(isResumable(phase)).toBe(resumable);
});
