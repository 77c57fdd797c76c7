import type { Field } from './field-model.js';

const JIRA_TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';
/** Above the ids of all other fields and options of any seed. */
const FIRST_ODD_ID = 10_200;
const FIRST_MORE_ID = 11_000;

/**
 * Fields that not every site has: two of one name that teams made for their own projects, one whose options differ from
 * project to project, and one without a schema.
 */
export function oddFields(): readonly Field[] {
  const options = (names: readonly string[], first: number) =>
    names.map((value, position) => ({ id: String(first + position), value }));
  const { schema: _schema, ...withoutSchema } = select(FIRST_ODD_ID + 3, 'Note of an older app');
  return [
    { ...select(FIRST_ODD_ID, 'Phase'), projectId: '10000', options: options(['Draft', 'Pilot'], 10_300) },
    { ...select(FIRST_ODD_ID + 1, 'Phase'), projectId: '10001', options: options(['Open', 'Shut'], 10_310) },
    {
      ...select(FIRST_ODD_ID + 2, 'Channel'),
      optionsByProject: {
        '10000': options(['Web', 'Fair'], 10_320),
        '10001': options(['Phone', 'Mail', 'Visit'], 10_330),
      },
    },
    withoutSchema,
  ];
}

/** Fields for texts, as many as wanted; what an issue has in one of them is drawn like everything else. */
export function moreFields(count: number): readonly Field[] {
  return Array.from({ length: count }, (_, position) => {
    const customId = FIRST_MORE_ID + position;
    const name = `Detail ${position + 1}`;
    const schema = { type: 'string', custom: `${JIRA_TYPES}:textfield`, customId };
    return { ...customField(customId, name), schema };
  });
}

function select(customId: number, name: string): Field {
  const schema = { type: 'option', custom: `${JIRA_TYPES}:select`, customId };
  return { ...customField(customId, name), schema };
}

function customField(customId: number, name: string): Field {
  return {
    id: `customfield_${customId}`,
    name,
    custom: true,
    navigable: true,
    orderable: true,
    searchable: true,
    clauseNames: [`cf[${customId}]`, name],
  };
}
