import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readChoices } from '../src/choices.js';
import { createAsker } from '../src/questions.js';

const paging = {
  text: 'paging (cursor, offset, link, none)',
  usual: 'cursor',
  read: (answer: string) => readChoices({ paging: answer }).paging,
};

describe('a question', () => {
  it('has a usual answer, which an empty line takes', async () => {
    const { said, asker } = terminal('\n');
    expect(await asker.ask(paging)).toBe('cursor');
    expect(await said()).toBe('paging (cursor, offset, link, none) [cursor]: ');
  });

  it('is asked again after an answer that cannot be taken', async () => {
    const { said, asker } = terminal('guess\n', ' link \n');
    expect(await asker.ask(paging)).toBe('link');
    expect(await said()).toMatch(/\]: --paging is one of cursor, .+, not "guess"\. .+\n.+\]: $/s);
  });

  it('without a usual answer is asked until there is one', async () => {
    const { asker } = terminal('\n\nacme\n');
    expect(await asker.ask({ text: 'Name', read: (answer) => answer })).toBe('acme');
  });

  it('is answered by the lines that were pasted, one after the other', async () => {
    const { asker } = terminal('offset\nnone\n');
    expect([await asker.ask(paging), await asker.ask(paging)]).toEqual(['offset', 'none']);
  });

  it('that nobody answers any more ends it', async () => {
    const { asker, end } = terminal('guess\n');
    const answer = asker.ask(paging);
    end();
    await expect(answer).rejects.toThrow('Not all questions were answered, so nothing was made.');
    await expect(asker.ask(paging)).rejects.toThrow(/nothing was made/);
  });
});

function terminal(...typed: readonly string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  for (const lines of typed) input.write(lines);
  const said = () => {
    output.end();
    return text(output);
  };
  return { asker: createAsker(input, output), said, end: () => input.end() };
}
