import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openSource, type SizedSource } from '../../src/phases/sized-source.js';

function remote(content: string, bytes?: number) {
  return async () => ({ body: Readable.from([Buffer.from(content)]), contentType: 'text/plain', bytes });
}

async function contentOf({ open }: SizedSource): Promise<string> {
  let content = '';
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) content += chunk.toString();
  return content;
}

const spools = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('airdrop-file-'));

describe('a length nobody tells', () => {
  test('is found by writing the file down; it can be sent again and again', async () => {
    const source = await openSource(remote('läuft'), undefined);
    expect(source.bytes).toBe(6);
    expect([await contentOf(source), await contentOf(source)]).toEqual(['läuft', 'läuft']);
    await source.dispose();
  });

  test('leaves nothing on disk under any name, not even while it is used', async () => {
    const before = await spools();
    const source = await openSource(remote('abc'), undefined);
    expect(await spools()).toEqual(before);
    await source.dispose();
  });

  test('of a body that breaks is an error, and nothing is left', async () => {
    const before = await spools();
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('abc');
        throw new Error('reset');
      })(),
    );
    await expect(
      openSource(async () => ({ body: broken, contentType: undefined, bytes: undefined }), undefined),
    ).rejects.toThrow('reset');
    expect(await spools()).toEqual(before);
  });

  test('of a body without an end is given up at what DevRev takes', async () => {
    let chunks = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          chunks += 1;
          yield Buffer.alloc(1_000);
        }
      })(),
    );
    const open = async () => ({ body: endless, contentType: undefined, bytes: undefined });
    await expect(openSource(open, undefined, 20_000)).rejects.toMatchObject({
      code: 'file_too_large',
      isLimitation: true,
    });
    expect(chunks).toBeLessThan(60);
  });
});

describe('an announced length', () => {
  test('is opened once when it is right', async () => {
    let opened = 0;
    const open = remote('abc', 3);
    const source = await openSource(() => {
      opened += 1;
      return open();
    }, 3);
    expect(await contentOf(source)).toBe('abc');
    expect(opened).toBe(1);
    expect(await contentOf(source)).toBe('abc');
    expect(opened).toBe(2);
  });

  test('that differs once is asked for again', async () => {
    const answers = [remote('ab', 2), remote('abc', 3)];
    const source = await openSource(async () => (await answers.shift()?.()) ?? remote('never', 5)(), 3);
    expect(source.bytes).toBe(3);
  });

  test('that always differs in the same way is believed; that differs every time is not', async () => {
    expect((await openSource(remote('ab', 2), 3)).bytes).toBe(2);
    const lengths = [6, 7, 8];
    await expect(openSource(async () => remote('x', lengths.shift())(), 3)).rejects.toMatchObject({
      code: 'file_incomplete',
    });
    await expect(openSource(remote('', 0), 3)).rejects.toMatchObject({ code: 'file_incomplete' });
  });
});
