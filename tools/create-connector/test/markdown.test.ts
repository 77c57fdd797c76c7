import { expect, it } from 'vitest';
import { withIntroduction, withRow } from '../src/markdown.js';

const document = `# Name

What it
says.

## One

| A | B  |
| - | -- |
| a | bb |

## Two

| C |
| - |
`;

it('a row makes columns as wide as they must be', () => {
  expect(withRow(document, 'One', ['aaa', '–'])).toContain(
    '\n| A   | B  |\n| --- | -- |\n| a   | bb |\n| aaa | –  |\n\n## Two\n\n| C |',
  );
});

it('a table that is not there is a sentence', () => {
  expect(() => withRow(document, 'Three', ['a'])).toThrow(/no table under "Three" any more/);
});

it('an introduction takes the place of all before the first section', () => {
  expect(withIntroduction(document, 'Costs $& no more.')).toContain(
    '# Name\n\nCosts $& no more.\n\n## One\n',
  );
});
