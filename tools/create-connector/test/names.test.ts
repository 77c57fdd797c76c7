import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readChoices, variantsOf } from '../src/choices.js';
import { readNames, renamed } from '../src/names.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('a name', () => {
  it('has three spellings', () => {
    const names = readNames('acme-desk', undefined, root);
    expect(names).toEqual({ kebab: 'acme-desk', pascal: 'AcmeDesk', display: 'Acme Desk' });
    expect(renamed('createTodoApi todo "To-do"', names)).toBe('createAcmeDeskApi acme-desk "Acme Desk"');
  });

  it.each(['Acme', 'acme desk', 'acme--desk', '-acme', 'acme-', '2do', '../acme', '', 'é', 'a'.repeat(41)])(
    '%j is none for a connector',
    (name) => {
      expect(() => readNames(name, undefined, root)).toThrow(/is no name for a connector/);
    },
  );

  it.each(['http', 'core', 'snap-in'])('%s means something else', (name) => {
    expect(() => readNames(name, undefined, root)).toThrow(/already means something else/);
  });

  it.each(['class', 'default', 'await', 'fs', 'path', 'con', 'nul', 'com1', 'lpt9'])(
    '%s means something beyond the workspace',
    (name) => {
      expect(() => readNames(name, undefined, root)).toThrow(
        /to JavaScript, to Node or to an operating system/,
      );
    },
  );

  it('of a folder that exists is refused', () => {
    expect(() => readNames('jira', undefined, root)).toThrow(/is there already/);
  });

  it('is shown without quotes or marks', () => {
    expect(() => readNames('acme-desk', "Acme's", root)).toThrow(/cannot be shown/);
  });
});

describe('choices', () => {
  it('have files of their own where they are not those of the example', () => {
    expect(variantsOf(readChoices({}))).toEqual(['reverse-no']);
    expect(variantsOf(readChoices({ reverse: 'yes' }))).toEqual([]);
    expect(variantsOf(readChoices({ auth: 'basic', reverse: 'no' }))).toEqual(['auth-basic', 'reverse-no']);
  });

  it('that are none are refused', () => {
    expect(() => readChoices({ paging: 'guess' })).toThrow(/--paging is one of cursor, offset, link/);
  });
});
