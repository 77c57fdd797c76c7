import { describe, expect, it } from 'vitest';
import {
  isReserved,
  namesIn,
  textsGivenTo,
  withElement,
  withFirstStatement,
  withImports,
  withProperty,
  withReturned,
  withStatementsBefore,
  withTexts,
} from '../src/insertions.js';

const text = `import { one } from './one.js';
import type * as all from './all.js';

// streams: [nothing]
const note = 'streams: [';
export const streams = [
  one, // the first
] as const;
export const empty = { list: [], map: new Map([['a', 1]]) };
export function createClient(list: string) {
  if (list === '') return { nothing: true };
  return { ...one(list) };
}
export const reader = {
  *truth() {
    yield one;
  },
};
`;

describe('an addition', () => {
  it('goes to the end of a list, whatever comments and texts say', () => {
    expect(withElement(text, 'streams', 'two')).toBe(text.replace('one, // the', 'one, two, // the'));
    expect(withElement(text, 'list', 'two')).toBe(text.replace('list: []', 'list: [two]'));
    expect(withElement(text, 'map', "['b', 2]")).toBe(text.replace('1]]', "1], ['b', 2]]"));
  });

  it('goes to the end of an object, or of the one that a function returns last', () => {
    expect(withProperty(text, 'empty', 'more: 1')).toBe(text.replace('1]]) }', '1]]), more: 1 }'));
    expect(withReturned(text, 'createClient', '...two')).toBe(text.replace('(list) }', '(list), ...two }'));
  });

  it('of statements goes before a variable, or to the beginning of a method', () => {
    expect(withStatementsBefore(text, 'streams', 'one();')).toContain(
      "'streams: [';\none();\n\nexport const streams",
    );
    expect(withFirstStatement(text, 'truth', 'yield two;')).toContain(
      '*truth() {\nyield two;\n\n    yield one',
    );
  });

  it('of imports joins those of the same module', () => {
    expect(withImports(text, './one.js', ['one', 'two'])).toContain("import { one, two } from './one.js';");
    expect(withImports(text, './one.js', ['one'])).toBe(text);
    expect(withImports(text, './two.js', ['two'])).toContain(
      `'./all.js';\nimport { two } from "./two.js";\n`,
    );
  });

  it('changes whole literals', () => {
    expect(withTexts("f('a', `a`, 'b', 'a');", (literal) => (literal === 'a' ? "it's" : literal))).toBe(
      `f("it's", \`a\`, 'b', "it's");`,
    );
  });

  it.each([
    () => withElement(text, 'createClient', 'x'),
    () => withProperty(text, 'streams', 'x'),
    () => withReturned(text, 'nobody', 'x'),
    () => withStatementsBefore(text, 'nothing', 'x'),
    () => withFirstStatement(text, 'createClient', 'x'),
  ])('without its place is refused: %s', (add) => {
    expect(add).toThrow(/^The example has no .+ any more/);
  });
});

it('literals that a function is called with are found', () => {
  const calls = "f('GET', '/a', () => g('x')); f(`no`); other.f('POST');";
  expect(textsGivenTo(calls, 'f')).toEqual([['GET', '/a'], []]);
});

describe('names', () => {
  it('of a module are those it takes over and declares', () => {
    expect([...namesIn(text)]).toEqual(['one', 'all', 'note', 'streams', 'empty', 'createClient', 'reader']);
  });

  it.each(['class', 'default', 'await', 'let', 'import', 'null', 'static', 'undefined'])(
    '%s is reserved',
    (word) => {
      expect(isReserved(word)).toBe(true);
    },
  );

  it.each(['classes', 'of', 'invoices', 'type'])('%s is not', (word) => {
    expect(isReserved(word)).toBe(false);
  });
});
