import { describe, expect, test } from 'vitest';
import { toWireItem } from '../../src/artifacts/item-envelope.js';
import { int, text } from '../../src/metadata/field-types.js';
import { buildMetadata } from '../../src/metadata/metadata-document.js';
import { createRecordChecks } from '../../src/metadata/record-check.js';
import { attachments, recordType, recordTypeFamily } from '../../src/metadata/record-type.js';
import { attachmentFromWire, attachmentLink } from '../../src/phases/attachment-records.js';

const boxes = recordType('boxes', 'Box', { name: text('Name'), size: int('Size').optional() });
const shapes = recordTypeFamily('shapes', 'Shape', 'shape_', { name: text('Name') });
const round = shapes.member('1', 'Round', { radius: int('Radius') });
const checks = createRecordChecks(buildMetadata([boxes, round], [shapes]));

const box = {
  id: 'b1',
  createdDate: '2026-01-01T01:00:00+01:00',
  modifiedDate: '2026-01-02T00:00:00.5Z',
  data: { name: 'red', size: 3 },
};

test('a record in its envelope, with dates in UTC', () => {
  const item = toWireItem(boxes, box, checks);
  expect(JSON.parse(item.line)).toEqual({
    id: 'b1',
    created_date: '2026-01-01T00:00:00.000Z',
    modified_date: '2026-01-02T00:00:00.500Z',
    data: { name: 'red', size: 3 },
  });
  expect(item).toMatchObject({ itemType: 'boxes', createdDate: '2026-01-01T00:00:00.000Z', dropped: [] });
});

test('a member of a family, with the fields only it has', () => {
  const shape = { ...box, itemType: round.key, data: { name: 'round' }, dynamicData: { radius: 2 } };
  const item = toWireItem(shapes, shape, checks);
  expect(item.itemType).toBe('shape_1');
  expect(JSON.parse(item.line).data).toEqual({ name: 'round', radius: 2 });
});

test('an optional field with an impossible value costs the field, not the record', () => {
  const item = toWireItem(boxes, { ...box, data: { name: 'red', size: 'canary', extra: 1 } }, checks);
  expect(JSON.parse(item.line).data).toEqual({ name: 'red' });
  expect(item.dropped.map(({ field, code }) => [field, code])).toEqual([
    ['size', 'field_invalid'],
    ['extra', 'field_undeclared'],
  ]);
});

describe('a record that cannot be delivered is refused with a reason', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.itself = cyclic;

  test.each([
    ['without an id', { ...box, id: '' }, 'record_without_id'],
    ['with a number for an id', { ...box, id: 5 }, 'record_without_id'],
    ['without a date', { ...box, createdDate: undefined }, 'record_bad_date'],
    ['with a date that is none', { ...box, modifiedDate: '2026-02-30T00:00:00Z' }, 'record_bad_date'],
    ['without a required field', { ...box, data: {} }, 'record_invalid'],
    ['without data', { ...box, data: undefined }, 'record_invalid'],
    ['with half a character in a required field', { ...box, data: { name: 'a\ud800' } }, 'record_invalid'],
    ['larger than a file', { ...box, data: { name: 'x'.repeat(16 * 1024 * 1024) } }, 'record_too_large'],
  ])('%s', (_, item, code) => {
    expect(() => toWireItem(boxes, item, checks)).toThrow(expect.objectContaining({ code }));
    expect(() => toWireItem(boxes, item, checks)).not.toThrow(/canary/);
  });

  test('of an item type that the metadata of the run does not know', () => {
    const shape = { ...box, itemType: shapes.itemType('new') };
    expect(() => toWireItem(shapes, shape, checks)).toThrow(
      expect.objectContaining({ code: 'item_type_unknown' }),
    );
  });

  test('but an item type outside its family is a defect of the connector', () => {
    expect(() => toWireItem(shapes, { ...box, itemType: 'boxes' }, checks)).toThrow(
      expect.objectContaining({ code: 'contract_violation' }),
    );
  });
});

describe('an attachment', () => {
  const file = { id: 'f1', url: 'https://toy.example/f1', fileName: 'a\u2028b.png', parentId: 'b1' };

  test.each([
    ['with the least', file],
    [
      'with everything',
      { ...file, authorId: 'u1', inline: false, contentType: 'image/png', bytes: 12, grandParentId: 'g1' },
    ],
    ['whose address has a fragment of its own', { ...file, url: 'https://toy.example/f1', bytes: 3 }],
  ])('%s comes back from the data phase as it went', (_, item) => {
    expect(attachmentFromWire(JSON.parse(toWireItem(attachments, item, checks).line))).toEqual(item);
  });

  test('names on the wire', () => {
    const full = {
      ...file,
      authorId: 'u1',
      inline: true,
      contentType: 'image/png',
      createdDate: '2026-01-01',
      grandParentId: 'g1',
    };
    expect(JSON.parse(toWireItem(attachments, full, checks).line)).toEqual({
      id: 'f1',
      url: file.url,
      file_name: file.fileName,
      parent_id: 'b1',
      author_id: 'u1',
      inline: true,
      content_type: 'image/png',
      created_date: '2026-01-01T00:00:00.000Z',
      grand_parent_id: 'g1',
    });
    expect(JSON.parse(attachmentLink(full, 'artifact-1'))).toEqual({
      id: { devrev: 'artifact-1', external: 'f1' },
      parent_id: { external: 'b1' },
      actor_id: { external: 'u1' },
      inline: true,
    });
    expect(JSON.parse(attachmentLink(file, 'artifact-1'))).toEqual({
      id: { devrev: 'artifact-1', external: 'f1' },
      parent_id: { external: 'b1' },
    });
  });

  test('without a parent belongs nowhere', () => {
    expect(() => toWireItem(attachments, { ...file, parentId: '' }, checks)).toThrow(
      expect.objectContaining({ code: 'record_without_id' }),
    );
  });

  test('of an older runtime may have numbers for ids', () => {
    expect(attachmentFromWire({ id: 7, parent_id: 8, grand_parent_id: 9, file_name: 'x', url: 'u' })).toEqual(
      {
        id: '7',
        parentId: '8',
        grandParentId: '9',
        fileName: 'x',
        url: 'u',
      },
    );
    expect(attachmentFromWire('nonsense')).toEqual({ id: '', parentId: '', fileName: '', url: '' });
  });
});
