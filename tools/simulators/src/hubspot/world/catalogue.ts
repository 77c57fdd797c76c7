import type { KindName } from './kinds.js';

/** How the portal is set up. */
export interface Catalogue {
  /** Custom properties by type of record, and those HubSpot defines that differ from plain text. */
  properties: Readonly<Partial<Record<KindName, readonly Property[]>>>;
  pipelines: Readonly<Record<'tickets' | 'deals', readonly Pipeline[]>>;
  /** Values that records keep although no option stands for them any more. */
  removedOptions: ReadonlySet<string>;
}

export interface Property {
  name: string;
  label: string;
  type: 'string' | 'number' | 'bool' | 'enumeration' | 'date' | 'datetime' | 'phone_number' | 'json';
  fieldType: string;
  isStandard?: true;
  isCalculated?: true;
  /** No two records have the same value. */
  isUnique?: true;
  /** Its options live elsewhere, among the owners. */
  hasExternalOptions?: true;
  numberDisplayHint?: 'currency' | 'duration' | 'formatted';
  currencyPropertyName?: string;
  options?: readonly Option[];
  /** Added by an administrator after the start; records have no value in it unless they were given one. */
  isAdded?: true;
}

export interface Option {
  value: string;
  label: string;
  isHidden?: true;
}

export interface Pipeline {
  id: string;
  label: string;
  stages: readonly Stage[];
  /** Neither listed nor chosen, but records are still in it. */
  isArchived?: true;
}

export interface Stage {
  id: string;
  label: string;
  isClosed: boolean;
  probability?: string;
}

export const removedOption = 'noise_2019';
export const smoke: Option = { value: 'smoke ', label: 'Smoke' };
/** Where longest lists of options end. */
const LONG_LIST = 1_500;

const lineOptions: readonly Option[] = [
  { value: 'lamps', label: 'Lamps' },
  { value: 'chairs: garden', label: 'Chairs' },
  { value: 'desks', label: 'Desks', isHidden: true },
  { value: 'desks_2', label: 'Desks' },
];
const symptomOptions: readonly Option[] = [
  { value: 'noise', label: 'Noise' },
  smoke,
  { value: 'smell', label: 'Smell' },
];

const currency = { numberDisplayHint: 'currency', currencyPropertyName: 'deal_currency_code' } as const;

function custom(prefix: string): Property[] {
  return [
    { name: `${prefix}order_number`, label: 'Order number', type: 'string', fieldType: 'text' },
    { name: `${prefix}old_remark`, label: 'Old remark', type: 'string', fieldType: 'textarea' },
    { name: `${prefix}pieces`, label: 'Pieces', type: 'number', fieldType: 'number' },
    { name: `${prefix}price`, label: 'Price', type: 'number', fieldType: 'number', ...currency },
    {
      name: `${prefix}score`,
      label: 'Score',
      type: 'number',
      fieldType: 'calculation_equation',
      isCalculated: true,
    },
    { name: `${prefix}warranty_until`, label: 'Warranty until', type: 'date', fieldType: 'date' },
    { name: `${prefix}met_at`, label: 'Met at', type: 'datetime', fieldType: 'date' },
    { name: `${prefix}is_gift`, label: 'Is a gift', type: 'bool', fieldType: 'booleancheckbox' },
    {
      name: `${prefix}line`,
      label: 'Product line',
      type: 'enumeration',
      fieldType: 'select',
      options: lineOptions,
    },
    {
      name: `${prefix}symptoms`,
      label: 'Symptoms',
      type: 'enumeration',
      fieldType: 'checkbox',
      options: symptomOptions,
    },
    { name: `${prefix}summary`, label: 'Summary', type: 'string', fieldType: 'html' },
    {
      name: `${prefix}reviewer`,
      label: 'Reviewer',
      type: 'enumeration',
      fieldType: 'select',
      hasExternalOptions: true,
      options: [],
    },
  ];
}

function furtherProperties(count: number): Property[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `further_property_${index}`,
    label: `Further property ${index}`,
    type: 'string',
    fieldType: 'text',
  }));
}

const keywords: Property = {
  name: 'keyword',
  label: 'Keyword',
  type: 'enumeration',
  fieldType: 'select',
  options: Array.from({ length: LONG_LIST }, (_, index) => ({
    value: `k${index}`,
    label: `Keyword ${index}`,
  })),
};

export const ticketPipelines: readonly Pipeline[] = [
  {
    id: '0',
    label: 'Support Pipeline',
    stages: [
      { id: '1', label: 'New', isClosed: false },
      { id: '2', label: 'Waiting on contact', isClosed: false },
      { id: '3', label: 'Waiting on us', isClosed: false },
      { id: '4', label: 'Closed', isClosed: true },
    ],
  },
  {
    id: '75012839',
    label: 'Returns',
    stages: [
      { id: '147862301', label: 'New', isClosed: false },
      { id: '147862302', label: 'Refunded', isClosed: true },
    ],
  },
  {
    id: '75012840',
    label: 'Repairs of 2019',
    isArchived: true,
    stages: [{ id: '147862399', label: 'In repair', isClosed: false }],
  },
];

export const dealPipelines: readonly Pipeline[] = [
  {
    id: 'default',
    label: 'Sales Pipeline',
    stages: [
      { id: 'appointmentscheduled', label: 'Appointment Scheduled', isClosed: false, probability: '0.2' },
      { id: 'contractsent', label: 'Contract Sent', isClosed: false, probability: '0.9' },
      { id: 'closedwon', label: 'Closed Won', isClosed: true, probability: '1.0' },
      { id: 'closedlost', label: 'Closed Lost', isClosed: true, probability: '0.0' },
    ],
  },
];

/** @param further text properties of tickets beside the usual ones */
export function createCatalogue(further: number): Catalogue {
  return {
    properties: {
      tickets: [...custom(''), keywords, ...furtherProperties(further)],
      contacts: custom('c_').slice(2, 9),
      companies: custom('k_').slice(2, 7),
      deals: custom('d_').slice(2, 9),
      machines: [
        { name: 'serial', label: 'Serial number', type: 'string', fieldType: 'text' },
        { name: 'power', label: 'Power', type: 'number', fieldType: 'number' },
        { name: 'built_on', label: 'Built on', type: 'date', fieldType: 'date' },
      ],
    },
    pipelines: { tickets: ticketPipelines, deals: dealPipelines },
    removedOptions: new Set([removedOption]),
  };
}

/** Labels that administrators have given to associations, by the pair of types. */
export const associationLabels: Readonly<Record<string, readonly { typeId: number; label: string }[]>> = {
  'tickets contacts': [{ typeId: 36, label: 'Reporter' }],
  'contacts companies': [{ typeId: 38, label: 'Billing contact' }],
};

/** Amounts that name no currency are in this one. */
export const companyCurrency = 'USD';

/** What others are worth in it. */
export const exchangeRates = [
  { code: 'EUR', rate: 1.08 },
  { code: 'JPY', rate: 0.0067 },
];

/** Tags that tickets can have. */
export const objectTags = [
  { id: 9_001, label: 'VIP', color: 'RED' },
  { id: 9_002, label: 'größe', color: 'LIGHT_BLUE' },
  { id: 9_003, label: 'c++', color: 'GREEN' },
];

/** What the search of the public knowledge base finds. */
export const knowledgeArticles = [
  { id: 141_000_000_001, title: 'How to change the bulb', category: 'Lamps', language: 'en' },
  { id: 141_000_000_002, title: 'Größen & Maße', category: 'Desks', language: 'de' },
  { id: 141_000_000_003, title: 'Returns', category: 'Orders', language: 'en' },
];
