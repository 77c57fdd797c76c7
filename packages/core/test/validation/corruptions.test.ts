import { describe, expect, test } from 'vitest';
import { checkMapping, checkMetadata, createDataChecks } from '../../src/validation/index.js';
import {
  corrupted,
  dataCorruptions,
  issueFields,
  mappingCorruptions,
  metadataCorruptions,
  soundFile,
  soundTask,
  soundUser,
} from './corruption-cases.js';
import { soundMapping, soundMetadata } from './sound-documents.js';

const codesOf = (findings: readonly { code: string }[]) => [...new Set(findings.map(({ code }) => code))];
test('the documents without a flaw have no error', () => {
  const metadata = checkMetadata(soundMetadata, { loaders: new Set(['task_1']) }).findings;
  expect(metadata.filter(({ severity }) => severity === 'error')).toEqual([]);
  const mapping = checkMapping(soundMapping, soundMetadata);
  expect(mapping.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(dataFindings(soundTask)).toEqual([]);
});

function dataFindings(record: unknown) {
  const data = createDataChecks(soundMetadata);
  data.add('users', soundUser);
  data.add('task_1', record);
  return data.findings({ complete: true }).filter(({ path, code }) => !(code === 'D3' && path === 'task_1'));
}

describe('each corruption is caught with its code', () => {
  test.each(metadataCorruptions)('%s: metadata %s', (code, path, value) => {
    const before = checkMetadata(soundMetadata, { loaders: new Set(['task_1']) }).findings;
    const { findings } = checkMetadata(corrupted(soundMetadata, path, value), {
      loaders: new Set(['task_1']),
    });
    expect(codesOf(added(findings, before))).toContain(code);
  });

  test.each(mappingCorruptions)('%s: mapping %s', (code, path, value) => {
    const before = checkMapping(soundMapping, soundMetadata);
    expect(
      codesOf(added(checkMapping(corrupted(soundMapping, path, value), soundMetadata), before)),
    ).toContain(code);
  });

  test('I3 and I5: a record type and a field that do not exist', () => {
    const users = soundMapping.additional_mappings.record_type_mappings?.users;
    const stranger = corrupted(soundMapping, 'additional_mappings/record_type_mappings/people', users);
    expect(codesOf(checkMapping(stranger, soundMetadata))).toContain('I3');
    const title = { forward: true, reverse: false, primary_external_field: 'title' };
    const field = { ...title, transformation_method_for_set: { transformation_method: 'use_directly' } };
    const misspelt = corrupted(soundMapping, `${issueFields}/subject`, field);
    expect(codesOf(checkMapping(misspelt, soundMetadata))).toContain('I5');
  });

  test.each(dataCorruptions)('%s: data %s', (code, path, value) => {
    expect(codesOf(dataFindings(corrupted(soundTask, path, value)))).toContain(code);
  });

  test('D1: an item type nobody declared; D12: the same id twice; D10: a reference of the wrong type', () => {
    const data = createDataChecks(soundMetadata);
    data.add('chores', soundTask);
    data.add('users', soundUser);
    data.add('users', soundUser);
    const comment = { ...soundTask, data: { author: { ref_type: 'task_1', id: '7' } } };
    data.add('comments', comment);
    expect(codesOf(data.findings({ complete: false }))).toEqual(expect.arrayContaining(['D1', 'D12', 'D10']));
  });

  test.each([
    ['url', '/files/1'],
    ['inline', undefined],
    ['parent_id', undefined],
    ['parent_id', 'nobody'],
  ])('D13: a file with %s %s', (key, value) => {
    const data = createDataChecks(soundMetadata);
    data.add('task_1', soundTask);
    data.add('attachments', corrupted(soundFile, key, value));
    expect(codesOf(data.findings({ complete: true }))).toContain('D13');
  });

  test('D16: a snapshot type that arrives in part', () => {
    const data = createDataChecks(soundMetadata);
    data.add('policies', { ...soundTask, id: 'p1', data: { users: ['u1'] } });
    const findings = data.findings({ complete: false, earlier: new Map([['policies', 2]]) });
    expect(codesOf(findings)).toContain('D16');
  });
});

/** Findings that were not there before. */
function added<Finding extends { code: string; path: string; problem: string }>(
  findings: readonly Finding[],
  before: readonly Finding[],
): Finding[] {
  const known = new Set(before.map(({ code, path, problem }) => `${code} ${path} ${problem}`));
  return findings.filter(({ code, path, problem }) => !known.has(`${code} ${path} ${problem}`));
}
