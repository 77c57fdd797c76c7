import { createHash } from 'node:crypto';
import { type AttachmentItem, NotFoundError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { openAttachment } from '../src/attachments.js';
import { issues } from '../src/streams/issues.js';
import { startJiraSite, startScriptedSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

function file(rest: Partial<AttachmentItem> = {}): AttachmentItem {
  return { id: '42', url: 'https://elsewhere.example/42', fileName: 'a.png', parentId: '1', ...rest };
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a file', () => {
  it('is read by its id, whatever the address in the record says', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 40 });
    const files = [...simulator.truth('10000')].filter(({ kind }) => kind === 'attachment').slice(0, 10);
    expect(files.length).toBe(10);
    for (const { id, file: expected } of files) {
      const opened = await openAttachment({ client, attachment: file({ id }) });
      const bytes = await bytesOf(opened.body);
      expect(bytes.length).toBe(expected?.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(expected?.sha256);
    }
    expect(proxy.requests.map(({ path }) => path)).toEqual(
      files.map(({ id }) => `/rest/api/3/attachment/content/${id}`),
    );
  });

  it('cannot leave its place in the address', async () => {
    const { client, proxy } = await startScriptedSite();
    await expect(openAttachment({ client, attachment: file({ id: '../../myself?x=' }) })).rejects.toThrow(
      NotFoundError,
    );
    expect(proxy.requests[0]?.path).toBe('/rest/api/3/attachment/content/..%2F..%2Fmyself%3Fx%3D');
  });

  it.each([
    ['text/html', 'a.png', 'image/png'],
    ['text/html;charset=UTF-8', 'a.png', undefined],
  ])('that comes as %s instead of %s is refused', async (contentType, fileName, declared) => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: '<html>Log in</html>', contentType }));
    const attachment = file({ fileName, ...(declared && { contentType: declared }) });
    const opening = openAttachment({ client, attachment });
    await expect(opening).rejects.toMatchObject({ code: 'html_response' });
  });

  it.each([
    ['report.html', undefined],
    ['report', 'text/html'],
  ])('that is a web page itself (%s, %s) is delivered', async (fileName, declared) => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: '<html>Report</html>', contentType: 'text/html' }));
    const attachment = file({ fileName, ...(declared && { contentType: declared }) });
    const opened = await openAttachment({ client, attachment });
    expect((await bytesOf(opened.body)).toString()).toBe('<html>Report</html>');
  });

  it('that is gone is not found', async () => {
    const { client } = await startJiraSite({ size: 5 });
    await expect(openAttachment({ client, attachment: file({ id: '1' }) })).rejects.toThrow(NotFoundError);
  });

  it('is read as it is, whatever size the issue says, and is not found where it is lost', async () => {
    const { simulator, client } = await startJiraSite({ size: 60, oddFiles: true });
    const there = new Map(
      [...simulator.truth('10000')].flatMap(({ id, file }) => (file ? [[id, file] as const] : [])),
    );
    const listed = itemsOf(await walkAll(issues, client), 'attachments');
    const lost = listed.filter(({ id }) => !there.has(id));
    expect(lost.length).toBeGreaterThan(0);
    for (const { id } of lost)
      await expect(openAttachment({ client, attachment: file({ id }) })).rejects.toThrow(NotFoundError);
    const odd = listed.filter(({ id, bytes }) => there.has(id) && there.get(id)?.bytes !== bytes);
    expect(odd.length).toBeGreaterThan(0);
    for (const { id } of odd) {
      const opened = await openAttachment({ client, attachment: file({ id }) });
      const bytes = await bytesOf(opened.body);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(there.get(id)?.sha256);
    }
  });
});
