import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldListSchema, type JiraField } from '../src/api-types.js';
import { customFieldsOf, declareCustomFields } from '../src/custom-fields.js';
import { createMediaResolver } from '../src/media.js';
import { issues } from '../src/streams/issues.js';
import { definitionsOf, valuesOf } from './custom-field-values.js';
import { problemsOf } from './item-check.js';
import { pictureOf, rawAttachment } from './jira-records.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

function customField(schema: JiraField['schema'], rest: Partial<JiraField> = {}): JiraField {
  return { id: 'customfield_1', name: 'Mine', custom: true, schema, ...rest };
}

describe('which fields of the site are declared', () => {
  const mine = customField({ type: 'string' });

  it.each([
    ['without scope', mine, true],
    ['with scope null', { ...mine, scope: null }, true],
    ['with a scope without project', { ...mine, scope: { project: null } }, true],
    ['of this project', { ...mine, scope: { project: { id: '10000' } } }, true],
    ['of another project', { ...mine, scope: { project: { id: '10001' } } }, false],
    ['of Jira itself', { ...mine, id: 'summary', custom: false }, false],
    ['that do not say', { id: 'issuekey', name: 'Key' }, false],
  ])('those %s: %#', (_, field, declared) => {
    expect(customFieldsOf([field], '10000')).toHaveLength(declared ? 1 : 0);
  });

  it('both of two that have the same name, each with its own type and value', () => {
    const fields = customFieldsOf(
      [
        customField({ type: 'number' }, { id: 'customfield_1', name: 'Effort' }),
        customField({ type: 'option' }, { id: 'customfield_2', name: 'Effort' }),
      ],
      '10000',
    );
    const declared = declareCustomFields(fields, new Map());
    expect(declared.customfield_1?.definition).toMatchObject({ type: 'float', name: 'Effort' });
    expect(declared.customfield_2?.definition).toMatchObject({ type: 'text', name: 'Effort' });
    const values = {
      customfield_1: 3,
      customfield_2: { id: '1', value: 'L' },
      // Added since the metadata of the run: passed on, so that core names it.
      customfield_3: 'not declared',
    };
    expect(valuesOf(definitionsOf(fields), values)).toEqual({
      values: { ...values, customfield_2: 'L' },
      others: [],
    });
  });

  it('also when the list holds nulls and keys nobody reads', () => {
    const fields = z.parse(fieldListSchema, [
      { id: 'customfield_1', name: 'A', custom: true, schema: null, scope: null, untranslatedName: 'A' },
      { id: 'customfield_2', name: 'B', custom: true, schema: { type: 'array', items: null, customId: 2 } },
      { id: 'thumbnail', name: 'Images', custom: null },
    ]);
    expect(customFieldsOf(fields, '10000').map(({ id }) => id)).toEqual(['customfield_1', 'customfield_2']);
  });

  it('pictures in a text area are resolved to the files of the issue', () => {
    const field = customField({
      type: 'string',
      custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea',
    });
    const media = createMediaResolver([rawAttachment('77', 'a.png')]);
    const converted = valuesOf(definitionsOf([field]), { customfield_1: pictureOf('a.png') }, media);
    expect(JSON.stringify(converted)).toContain('"id":"77"');
  });
});

describe('on a site whose fields are odd and whose account does not read English', () => {
  const site = { size: 60, oddFields: true, language: 'de' } as const;

  it.each([
    [DEMO_PROJECT, ['Draft', 'Pilot'], ['Web', 'Fair']],
    [SERVICE_DESK, ['Open', 'Shut'], ['Phone', 'Mail', 'Visit']],
  ])('$name has its own field and its own options only', async (project, phases, channels) => {
    const { client } = await startJiraSite(site);
    const types = (await discover(client, project)).filter(({ category }) => category !== undefined);
    expect(types.length).toBeGreaterThan(1);
    for (const { fields } of types) {
      const named = (name: string) =>
        Object.values(fields).filter(({ definition }) => definition.name === name);
      const values = (name: string) =>
        named(name).map(({ definition }) => definition.enum?.values.map((value) => value.name));
      expect(values('Phase')).toEqual([phases]);
      expect(values('Channel')).toEqual([channels]);
      expect(named('Note of an older app').map(({ definition }) => definition.type)).toEqual(['text']);
    }
  });

  it('names are in English, and every value is one that is declared', async () => {
    const { client } = await startJiraSite(site);
    const types = await discover(client);
    const english = await startJiraSite({ ...site, language: 'en' });
    expect(documentOf(types)).toEqual(documentOf(await discover(english.client)));
    const byKey = new Map(types.map((type) => [type.key, type]));
    const items = itemsOf(await walkAll(issues, client, { metadata: documentOf(types) }), 'issues');
    expect(items).toHaveLength(60);
    const problems = items.flatMap((item) => {
      const type = byKey.get(item.itemType ?? '');
      return type === undefined ? [`${item.itemType} is not declared`] : problemsOf(item, type);
    });
    expect(problems).toEqual([]);
    expect(items.some(({ dynamicData }) => dynamicData?.customfield_10203 !== undefined)).toBe(true);
  });
});
