import { draw, salt } from '../../random/draw.js';
import type { Field, FieldOption, FieldSchema } from './field-model.js';

const JIRA_TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';
const SOFTWARE_TYPES = 'com.pyxis.greenhopper.jira';
const SERVICE_TYPES = 'com.atlassian.servicedesk';
const REQUEST_TYPES: readonly string[] = ['Service Request', 'Incident'];
const DEVELOPMENT_TYPES = 'com.atlassian.jira.plugins.jira-development-integration-plugin';

interface CustomRow {
  name: string;
  /** Plug-in and type, as in `schema.custom`. */
  custom: string;
  type: string;
  items?: string;
  onlyTypes?: readonly string[];
  options?: readonly string[];
  /** Children of the first options, for cascading lists. */
  children?: readonly (readonly string[])[];
  /** Option that was switched off but is still on old issues. */
  disabledOption?: string;
}

/** Fields that come with the product: their ids are the same on most sites. */
const PRODUCT_ROWS: readonly (readonly [customId: number, row: CustomRow])[] = [
  [10000, { name: 'Development', custom: `${DEVELOPMENT_TYPES}:devsummarycf`, type: 'any' }],
  [10015, { name: 'Start date', custom: `${JIRA_TYPES}:datepicker`, type: 'date' }],
  [
    10016,
    {
      name: 'Story point estimate',
      custom: `${SOFTWARE_TYPES}:jsw-story-points`,
      type: 'number',
      onlyTypes: ['Story', 'Task', 'Bug'],
    },
  ],
  [10019, { name: 'Rank', custom: `${SOFTWARE_TYPES}:gh-lexo-rank`, type: 'any' }],
  [
    10020,
    {
      name: 'Sprint',
      custom: `${SOFTWARE_TYPES}:gh-sprint`,
      type: 'array',
      items: 'json',
      onlyTypes: ['Story', 'Task', 'Bug', 'Sub-task'],
    },
  ],
  [
    10021,
    {
      name: 'Flagged',
      custom: `${JIRA_TYPES}:multicheckboxes`,
      type: 'array',
      items: 'option',
      options: ['Impediment'],
    },
  ],
  [10001, { name: 'Team', custom: `${JIRA_TYPES}:atlassian-team`, type: 'team' }],
  [10006, { name: 'Vendor data', custom: 'com.example.app:vendor', type: 'any' }],
  [
    10002,
    {
      name: 'Organizations',
      custom: `${SERVICE_TYPES}:sd-customer-organizations`,
      type: 'array',
      items: 'sd-customerorganization',
      onlyTypes: REQUEST_TYPES,
    },
  ],
  [
    10003,
    {
      name: 'Approvals',
      custom: `${SERVICE_TYPES}.approvals-plugin:sd-approvals`,
      type: 'sd-approvals',
      onlyTypes: REQUEST_TYPES,
    },
  ],
  [
    10004,
    {
      name: 'Request participants',
      custom: `${SERVICE_TYPES}:sd-request-participants`,
      type: 'array',
      items: 'user',
      onlyTypes: REQUEST_TYPES,
    },
  ],
  [
    10010,
    {
      name: 'Request Type',
      custom: `${SERVICE_TYPES}:vp-origin`,
      type: 'sd-customerrequesttype',
      onlyTypes: REQUEST_TYPES,
    },
  ],
  [
    10011,
    {
      name: 'Time to resolution',
      custom: `${SERVICE_TYPES}:sd-sla-field`,
      type: 'sd-servicelevelagreement',
      onlyTypes: REQUEST_TYPES,
    },
  ],
];

/** Fields an administrator made: their ids differ from site to site. */
const SITE_ROWS: readonly CustomRow[] = [
  { name: 'Story Points', custom: `${JIRA_TYPES}:float`, type: 'number', onlyTypes: ['Story', 'Epic'] },
  {
    name: 'Severity',
    custom: `${JIRA_TYPES}:select`,
    type: 'option',
    onlyTypes: ['Bug', 'Incident'],
    options: ['Critical', 'Major', 'Minor', 'Cosmetic'],
    disabledOption: 'Cosmetic',
  },
  {
    name: 'Platforms',
    custom: `${JIRA_TYPES}:multiselect`,
    type: 'array',
    items: 'option',
    options: ['Linux', 'macOS', 'Windows', 'Android', 'iOS'],
  },
  {
    name: 'Region',
    custom: `${JIRA_TYPES}:cascadingselect`,
    type: 'option-with-child',
    options: ['Europe', 'Asia', 'Antarctica'],
    children: [['Slovenia', 'Côte d’Azur'], ['日本', 'India'], []],
  },
  { name: 'Reviewer', custom: `${JIRA_TYPES}:userpicker`, type: 'user' },
  {
    name: 'Pair',
    custom: `${JIRA_TYPES}:multiuserpicker`,
    type: 'array',
    items: 'user',
    onlyTypes: ['Story', 'Task'],
  },
  { name: 'Go-live', custom: `${JIRA_TYPES}:datepicker`, type: 'date', onlyTypes: ['Epic', 'Story'] },
  {
    name: 'Seen by customer',
    custom: `${JIRA_TYPES}:datetime`,
    type: 'datetime',
    onlyTypes: ['Bug', 'Incident', 'Service Request'],
  },
  {
    name: 'Acceptance criteria',
    custom: `${JIRA_TYPES}:textarea`,
    type: 'string',
    onlyTypes: ['Story', 'Epic'],
  },
  { name: 'Topics', custom: `${JIRA_TYPES}:labels`, type: 'array', items: 'string' },
  { name: 'Runbook', custom: `${JIRA_TYPES}:url`, type: 'string', onlyTypes: ['Bug', 'Incident', 'Task'] },
  { name: 'Reference', custom: `${JIRA_TYPES}:textfield`, type: 'string' },
  { name: 'Risk', custom: `${JIRA_TYPES}:radiobuttons`, type: 'option', options: ['Low', 'Medium', 'High'] },
  { name: 'Effort', custom: `${JIRA_TYPES}:float`, type: 'number' },
  { name: 'Effort', custom: `${JIRA_TYPES}:select`, type: 'option', options: ['S', 'M', 'L'] },
  {
    name: 'Target version',
    custom: `${JIRA_TYPES}:version`,
    type: 'version',
    onlyTypes: ['Epic', 'Story', 'Bug'],
  },
  { name: 'Approving group', custom: `${JIRA_TYPES}:grouppicker`, type: 'group' },
  {
    name: 'Seen in',
    custom: `${JIRA_TYPES}:multiversion`,
    type: 'array',
    items: 'version',
    onlyTypes: ['Bug'],
  },
];

export function customFields(seed: number): readonly Field[] {
  const firstId = 10_030 + (draw(seed, salt('custom field ids')) % 40);
  const optionIds = 10_020 + (draw(seed, salt('option ids')) % 100);
  let nextOption = 0;
  const option = (value: string, row: CustomRow, position: number): FieldOption => {
    const made: FieldOption = { id: String(optionIds + nextOption++), value };
    if (row.disabledOption === value) made.disabled = true;
    const children = row.children?.[position];
    if (children !== undefined) {
      made.children = children.map((child) => ({ id: String(optionIds + nextOption++), value: child }));
    }
    return made;
  };
  const rows: readonly (readonly [number, CustomRow])[] = [
    ...PRODUCT_ROWS,
    ...SITE_ROWS.map((row, position) => [firstId + position, row] as const),
  ];
  return rows.map(([customId, row]) => {
    const id = `customfield_${customId}`;
    const schema: FieldSchema = { type: row.type, custom: row.custom, customId };
    if (row.items !== undefined) schema.items = row.items;
    const field: Field = {
      id,
      name: row.name,
      custom: true,
      navigable: true,
      orderable: true,
      searchable: true,
      clauseNames: [`cf[${customId}]`, row.name],
      schema,
    };
    if (row.onlyTypes !== undefined) field.onlyTypes = row.onlyTypes;
    if (row.options !== undefined) {
      field.options = row.options.map((value, position) => option(value, row, position));
    }
    return field;
  });
}
