export type Category = 'new' | 'open' | 'pending' | 'hold' | 'solved';

export interface CustomStatus {
  id: number;
  category: Category;
  label: string;
  isActive: boolean;
  isDefault: boolean;
}

export interface FieldOption {
  id: number;
  name: string;
  value: string;
}

export interface TicketField {
  id: number;
  type: string;
  title: string;
  isActive: boolean;
  isRemovable: boolean;
  options?: readonly FieldOption[];
  /** What a look-up field points to: `zen:user`. */
  target?: string;
  /** Added by an administrator later: on no ticket unless it was put there. */
  isAdded?: true;
}

export interface Brand {
  id: number;
  name: string;
  isActive: boolean;
  isDefault: boolean;
  hasHelpCenter: boolean;
}

export interface Catalogue {
  readonly statuses: readonly CustomStatus[];
  readonly fields: readonly TicketField[];
  readonly brands: readonly Brand[];
  /** Option values that tickets still have although no field offers them. */
  readonly removedOptions: ReadonlySet<string>;
}

const FIRST_STATUS_ID = 46_406_400_000_000;
const FIRST_FIELD_ID = 46_406_500_000_000;
const FIRST_BRAND_ID = 46_406_600_000_000;

export const fieldId = (position: number): number => FIRST_FIELD_ID + position * 16;
export const statusId = (position: number): number => FIRST_STATUS_ID + position * 16;

/** @param helpCenters how many of the brands in use have one */
export function createCatalogue(helpCenters: number): Catalogue {
  return {
    statuses: (
      [
        ['new', 'New', true, true],
        ['open', 'Open', true, true],
        ['pending', 'Pending', true, true],
        ['hold', 'On-hold', false, true],
        ['solved', 'Solved', true, true],
        ['open', 'In review', true, false],
        ['pending', 'Waiting for a courier', true, false],
        ['solved', 'Solved, will not fix', false, false],
      ] as const
    ).map(([category, label, isActive, isDefault], position) => ({
      id: statusId(position),
      category,
      label,
      isActive,
      isDefault,
    })),
    fields: fields(),
    brands: ['Acme', 'Acme Outdoor', 'Acme Lab'].map((name, position) => ({
      id: FIRST_BRAND_ID + position * 16,
      name,
      isActive: position < 2,
      isDefault: position === 0,
      hasHelpCenter: position < helpCenters,
    })),
    removedOptions: new Set(['gone_for_good']),
  };
}

function fields(): TicketField[] {
  const system = (
    [
      ['subject', 'Subject'],
      ['description', 'Description'],
      ['status', 'Status'],
      ['tickettype', 'Type'],
      ['priority', 'Priority'],
      ['group', 'Group'],
      ['assignee', 'Assignee'],
      ['custom_status', 'Ticket status'],
    ] as const
  ).map(([type, title], position) => ({
    id: fieldId(position),
    type,
    title,
    isActive: true,
    isRemovable: false,
  }));
  const custom = (
    [
      ['text', 'Serial number'],
      ['textarea', 'Steps'],
      ['integer', 'Pieces'],
      ['decimal', 'Amount'],
      ['date', 'Bought on'],
      ['checkbox', 'Warranty'],
      ['tagger', 'Product', options('Product', ['Lamp', 'Chair::Office', 'Chair::Garden', 'Desk'])],
      ['multiselect', 'Symptoms', options('Symptom', ['Noise', 'Smell', 'Smoke'])],
      ['lookup', 'Account manager', undefined, 'zen:user'],
      ['regexp', 'Order number'],
      ['text', 'Serial number'],
      ['text', 'Old remark'],
    ] as const
  ).map(([type, title, list, target], position) => ({
    id: fieldId(20 + position),
    type,
    title,
    isActive: title !== 'Old remark',
    isRemovable: true,
    ...(list !== undefined && { options: list }),
    ...(target !== undefined && { target }),
  }));
  return [...system, ...custom];
}

/** The value of an option is a tag of every ticket that has it. */
function options(kind: string, names: readonly string[]): FieldOption[] {
  return names.map((name, position) => ({
    id: FIRST_FIELD_ID + 900_000 + kind.length * 1_000 + position,
    name,
    value: `${kind}_${name}`.toLowerCase().replace(/\W+/g, '_'),
  }));
}
