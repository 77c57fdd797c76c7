import { describe, expect, it } from 'vitest';
import { type SiteClient, startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);

async function namesOfOptions(site: SiteClient, project: string, field: string): Promise<string[]> {
  const path = `/rest/api/3/issue/createmeta/${project}/issuetypes`;
  const [type] = (await site.get(path)).json.list('issueTypes');
  const { json } = await site.get(`${path}/${type?.text('id')}?maxResults=200`);
  const fields = json.list('fields').filter((row) => row.text('name') === field);
  return fields.flatMap((row) => row.list('allowedValues').map((option) => option.text('value')));
}

describe('odd fields', () => {
  it('are those of one project, of one name, with options by project, and without a schema', async () => {
    const site = await startSite({ size: 60, seed: 3, now: () => AT, oddFields: true });
    const fields = (await site.get('/rest/api/3/field')).json.list();
    const phases = fields.filter((field) => field.text('name') === 'Phase');
    expect(phases.map((field) => field.text('scope', 'project', 'id'))).toEqual(['10000', '10001']);
    const left = fields.find((field) => field.text('name') === 'Note of an older app');
    expect(left?.keys()).not.toContain('schema');
    expect(await namesOfOptions(site, '10000', 'Phase')).toEqual(['Draft', 'Pilot']);
    expect(await namesOfOptions(site, '10001', 'Phase')).toEqual(['Open', 'Shut']);
    expect(await namesOfOptions(site, '10000', 'Channel')).toEqual(['Web', 'Fair']);
    expect(await namesOfOptions(site, '10001', 'Channel')).toEqual(['Phone', 'Mail', 'Visit']);
    const [own = '', other = ''] = phases.map((field) => field.text('id'));
    const issues = await site.searchAll('project = 10000', { fields: ['*all'] });
    const values = (id: string) =>
      issues.flatMap((issue) => (issue.at('fields').keys().includes(id) ? [issue.at('fields', id)] : []));
    expect(values(other)).toEqual([]);
    const chosen = values(own).filter(({ value }) => value !== null);
    expect(new Set(chosen.map((value) => value.text('value')))).toEqual(new Set(['Draft', 'Pilot']));
    const notes = values(left?.text('id') ?? '').filter(({ value }) => value !== null);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.every(({ value }) => typeof value === 'string')).toBe(true);
  });

  it('are nowhere unless they are asked for', async () => {
    const site = await startSite({ size: 1, seed: 3, now: () => AT });
    const names = (await site.get('/rest/api/3/field')).json.list().map((field) => field.text('name'));
    expect(names).not.toContain('Phase');
    expect(names.filter((name) => name === 'Effort')).toHaveLength(2);
  });
});

describe('names', () => {
  it('are in the language of the account unless English is forced', async () => {
    const site = await startSite({ size: 1, seed: 3, now: () => AT, language: 'de' });
    const names = async (path: string, headers = {}) =>
      (await site.get(path, headers)).json.list().map((row) => row.text('name'));
    expect(await names('/rest/api/3/field')).toContain('Zusammenfassung');
    expect(await names('/rest/api/3/status')).toContain('Fertig');
    expect(await names('/rest/api/3/field', { 'accept-language': 'en' })).not.toContain('Summary');
    const forced = { 'accept-language': 'en', 'x-force-accept-language': 'true' };
    expect(await names('/rest/api/3/field', forced)).toContain('Summary');
    expect(await names('/rest/api/3/status', forced)).not.toContain('Fertig');
  });
});

describe('more fields', () => {
  it('can be as many as on a large site', async () => {
    const site = await startSite({ size: 3, seed: 3, now: () => AT, moreFields: 1500 });
    const fields = (await site.get('/rest/api/3/field')).json.list();
    expect(new Set(fields.map((field) => field.text('id'))).size).toBe(fields.length);
    expect(fields.length).toBeGreaterThan(1500);
    const [issue] = await site.searchAll('project = 10000', { fields: ['*all'], maxResults: 1 });
    expect(issue?.at('fields').keys().length).toBeGreaterThan(1500);
  });
});
