import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TruthObject } from '../src/simulator.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);

function filesOf(truth: Iterable<TruthObject>): { id: string; bytes: number; sha256: string }[] {
  return [...truth].flatMap(({ id, file }) => (file === undefined ? [] : [{ id, ...file }]));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('attachment content', () => {
  it('is redirected to another origin that takes no credentials and no stale address', async () => {
    let now = AT;
    const site = await startSite({ size: 60, seed: 8, now: () => now, mediaTokenSeconds: 30 });
    const [file] = filesOf(site.simulator.truth('10000')).filter(({ bytes }) => bytes > 0);
    const redirect = await site.raw(`/rest/api/3/attachment/content/${file?.id}`);
    expect(redirect.status).toBe(303);
    const location = redirect.headers.get('location') ?? '';
    expect(new URL(location).origin).not.toBe(site.simulator.url);
    expect(new URL(location).pathname).toMatch(/^\/file\/[0-9a-f-]{36}\/binary$/);
    expect((await fetch(location, { headers: { authorization: 'Basic eDp5' } })).status).toBe(400);
    const download = await fetch(location);
    expect(download.status).toBe(200);
    expect(download.headers.get('content-length')).toBe(String(file?.bytes));
    expect(sha256(new Uint8Array(await download.arrayBuffer()))).toBe(file?.sha256);
    expect((await fetch(location.replace(/token=\d+/, 'token=1'))).status).toBe(403);
    expect((await fetch(new URL('/file/other/binary', location))).status).toBe(403);
    now += 30_001;
    expect((await fetch(location)).status).toBe(403);
    const fresh = await site.raw(`/rest/api/3/attachment/content/${file?.id}`);
    expect((await fetch(fresh.headers.get('location') ?? '')).status).toBe(200);
  });

  it('is streamed by the API itself on request, whole or in part', async () => {
    const site = await startSite({ size: 60, seed: 8, now: () => AT, maxAttachmentBytes: 200_000 });
    const files = filesOf(site.simulator.truth('10000'));
    const largest = files.reduce((most, file) => (file.bytes > most.bytes ? file : most));
    expect(largest.bytes).toBeGreaterThan(65_536);
    const path = `/rest/api/3/attachment/content/${largest.id}?redirect=false`;
    const whole = await site.raw(path);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-length')).toBe(String(largest.bytes));
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(sha256(bytes)).toBe(largest.sha256);
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 10],
      ['bytes=65530-65545', 65_530, 65_546],
      [`bytes=${largest.bytes - 5}-`, largest.bytes - 5, largest.bytes],
      ['bytes=-7', largest.bytes - 7, largest.bytes],
      ['bytes=10-99999999', 10, largest.bytes],
    ] as const) {
      const part = await site.raw(path, { range });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${largest.bytes}`);
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(start, end));
    }
    expect((await site.raw(path, { range: `bytes=${largest.bytes}-` })).status).toBe(416);
    expect((await site.raw(path, { range: 'lines=1-2' })).status).toBe(200);
  });

  it('may be empty, and is gone when it was never there or may not be seen', async () => {
    const site = await startSite({ size: 400, seed: 8, now: () => AT });
    const empty = filesOf(site.simulator.truth('10000')).find(({ bytes }) => bytes === 0);
    const answer = await site.raw(`/rest/api/3/attachment/content/${empty?.id}?redirect=false`);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
    for (const id of ['1', '999999999', 'x', '103000']) {
      expect((await site.get(`/rest/api/3/attachment/content/${id}`)).status).toBe(404);
    }
  });

  it('may be lost, or of another size than the issue says, on a site with odd files', async () => {
    const site = await startSite({ size: 200, seed: 8, now: () => AT, oddFiles: true });
    const issues = await site.searchAll('project = 10000', { fields: ['attachment'] });
    const listed = issues.flatMap((issue) => issue.list('fields', 'attachment'));
    const truth = new Map(filesOf(site.simulator.truth('10000')).map((file) => [file.id, file]));
    const lost = listed.filter((file) => !truth.has(file.text('id')));
    expect(lost.length).toBeGreaterThan(5);
    for (const redirect of ['', '?redirect=false']) {
      const path = `/rest/api/3/attachment/content/${lost[0]?.text('id')}${redirect}`;
      expect((await site.get(path)).status).toBe(404);
    }
    const told = listed.flatMap((file) => {
      const real = truth.get(file.text('id'));
      const size = file.at('size').value;
      return real === undefined || real.bytes === size ? [] : [{ ...real, size: Number(size) }];
    });
    expect(told.some(({ size, bytes }) => size > bytes)).toBe(true);
    expect(told.some(({ size, bytes }) => size < bytes)).toBe(true);
    const [odd] = told;
    const answer = await site.raw(`/rest/api/3/attachment/content/${odd?.id}?redirect=false`);
    expect(answer.headers.get('content-length')).toBe(String(odd?.bytes));
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(odd?.sha256);
  });
});
