import { htmlOfText } from '../render/html.js';
import type { TicketField } from '../world/catalogue.js';
import type { Ticket, World, WrittenValues } from '../world/model.js';
import type { User } from '../world/people.js';
import { filesOfUploads } from '../world/uploads.js';
import type { CommentInput, TicketInput } from '../world/writing.js';
import { failure, invalid } from './failure.js';

/** What may be set on a ticket; everything else is dropped with a warning in a header. */
const settable: ReadonlySet<string> = new Set(
  (
    'subject priority type requester_id assignee_id group_id organization_id brand_id ticket_form_id problem_id tags ' +
    'external_id status custom_status_id custom_fields comment metadata safe_update updated_stamp submitter_id'
  ).split(' '),
);

export interface ReadTicketInput {
  input: TicketInput;
  /** Of what was dropped; undefined when nothing was. */
  warning: string | undefined;
}

/**
 * A ticket as a request wants it.
 * @param held the ticket as it is; undefined for one that is to be made
 * @throws ReplyError as Zendesk refuses it: 422 with the fields and why
 */
export function readTicketInput(
  world: World,
  caller: User,
  body: Readonly<Record<string, unknown>>,
  held: Ticket | undefined,
): ReadTicketInput {
  const problems: Record<string, unknown[]> = {};
  const refuse = (field: string, description: string, more: object = {}) => {
    problems[field] = [...(problems[field] ?? []), { description, error: 'InvalidValue', ...more }];
  };
  if (body.description !== undefined) refuse('description', 'Description: is read-only');
  const input: TicketInput = {
    values: readValues(world, body, held, refuse),
    status: readStatus(world, body, refuse),
    customFields: readCustomFields(world, body.custom_fields),
    comment: readComment(world, caller, body, refuse),
  };
  const isSolved = (input.status ?? held?.status)?.category === 'solved';
  if (isSolved && input.status !== undefined && world.oddities.has('required fields'))
    requireField(world, input, held, refuse);
  if (Object.keys(problems).length > 0) throw invalid(problems);
  const dropped = Object.keys(body).filter((key) => !settable.has(key));
  const warning =
    dropped.length === 0
      ? undefined
      : `Removed restricted keys ${JSON.stringify(dropped)} from parameters according to whitelist`;
  return { input, warning };
}

type Refuse = (field: string, description: string, more?: object) => void;
type Body = Readonly<Record<string, unknown>>;

const priorities = ['low', 'normal', 'high', 'urgent'] as const;
const types = ['question', 'incident', 'problem', 'task'] as const;

function readValues(world: World, body: Body, held: Ticket | undefined, refuse: Refuse): WrittenValues {
  const { people, catalogue, lists } = world;
  const values: WrittenValues = {};
  const has = (key: string) => body[key] !== undefined;
  const number = (key: string) => (body[key] === null ? null : Number(body[key]));
  const pickOf = <Row extends { id: number }>(key: string, rows: readonly Row[], what: string) => {
    const found = rows.find(({ id }) => id === number(key));
    if (found === undefined && body[key] !== null) refuse(key.replace('_id', ''), `${what} is invalid`);
    return found ?? null;
  };
  if (has('subject')) values.subject = String(body.subject ?? '');
  if (has('priority')) values.priority = oneOf(priorities, body.priority, 'priority', refuse);
  if (has('type')) values.type = oneOf(types, body.type, 'type', refuse);
  if (has('requester_id')) {
    const user = pickOf('requester_id', [...people.agents, ...people.endUsers], 'Requester:');
    if (user?.isSuspended) refuse('requester', 'Requester: is suspended');
    if (user !== null) values.requester = user;
  }
  if (has('assignee_id')) values.assignee = pickOf('assignee_id', people.agents, 'Assignee:');
  if (has('group_id')) values.groupId = pickOf('group_id', people.groups, 'Group:')?.id ?? null;
  if (has('organization_id'))
    values.organizationId = pickOf('organization_id', people.organizations, 'Organization:')?.id ?? null;
  if (has('brand_id')) {
    const brand = pickOf('brand_id', catalogue.brands, 'Brand:');
    if (brand !== null) values.brandId = brand.id;
  }
  if (has('ticket_form_id')) values.formId = pickOf('ticket_form_id', lists.forms, 'Form:')?.id ?? null;
  if (has('tags')) values.tags = Array.isArray(body.tags) ? body.tags.map(String) : [];
  if (has('external_id')) values.externalId = body.external_id === null ? null : String(body.external_id);
  if (has('problem_id')) {
    const type = values.type === undefined ? held?.type : values.type;
    if (body.problem_id !== null && type !== 'incident')
      refuse('problem', 'Problem: only incidents have one');
    values.problemIndex = body.problem_id === null ? null : Number(body.problem_id) - 1;
  }
  if (body.status === 'closed') values.isClosed = true;
  return values;
}

function oneOf<const Value extends string>(
  values: readonly Value[],
  value: unknown,
  field: string,
  refuse: Refuse,
): Value | null {
  if (value === null) return null;
  const found = values.find((known) => known === value);
  if (found === undefined) refuse(field, `${field}: is not included in the list`);
  return found ?? null;
}

/** A custom status, or the first one of a category. */
function readStatus({ catalogue: { statuses } }: World, body: Body, refuse: Refuse): TicketInput['status'] {
  const { custom_status_id: id, status: category } = body;
  if (id !== undefined) {
    const found = statuses.find((status) => status.id === Number(id));
    if (found === undefined) refuse('custom_status_id', 'Custom status: is invalid');
    else if (category !== undefined && category !== found.category)
      refuse('status', 'Status: does not fit the custom status');
    return found;
  }
  if (category === undefined || category === 'closed') return undefined;
  const found = statuses.find((status) => status.category === category);
  if (found === undefined) refuse('status', 'Status: is not included in the list');
  return found;
}

/** What is no option of the field is dropped without a word. */
function readCustomFields({ catalogue: { fields } }: World, given: unknown): Map<number, unknown> {
  const set = new Map<number, unknown>();
  for (const entry of Array.isArray(given) ? given : []) {
    const { id, value } = entry as { id: unknown; value: unknown };
    const field = fields.find((candidate) => candidate.id === Number(id) && candidate.isRemovable);
    if (field !== undefined) set.set(field.id, acceptable(field, value));
  }
  return set;
}

function acceptable({ type, options = [] }: TicketField, value: unknown): unknown {
  const isOption = (single: unknown) => options.some((option) => option.value === single);
  if (type === 'tagger') return isOption(value) ? value : null;
  if (type === 'multiselect') return Array.isArray(value) ? value.filter(isOption) : [];
  return value;
}

/** The first field of the account is demanded of whoever solves a ticket. */
function requireField(
  world: World,
  { customFields }: TicketInput,
  held: Ticket | undefined,
  refuse: Refuse,
): void {
  const field = world.catalogue.fields.find(({ isRemovable }) => isRemovable);
  if (field === undefined) return;
  const value = customFields.get(field.id) ?? held?.override?.values.get(field.id);
  if (value === undefined || value === null || value === '')
    refuse('base', `${field.title}: is required when solving a ticket`, {
      ticket_field_id: field.id,
      ticket_field_type: 'FieldText',
    });
}

function readComment(world: World, caller: User, body: Body, refuse: Refuse): CommentInput | undefined {
  const { comment, metadata } = body;
  if (typeof comment !== 'object' || comment === null) return undefined;
  const { html_body: html, body: text, public: isPublic, author_id: authorId, uploads } = comment as Body;
  const author = authorId === undefined ? caller : userOf(world, Number(authorId));
  if (author === undefined || author.isSuspended) refuse('author', 'Author: is invalid');
  const files = filesOfUploads(world, Array.isArray(uploads) ? uploads.map(String) : []);
  if (files === undefined) refuse('uploads', 'Uploads: an upload was used already or has ended');
  const said = typeof html === 'string' ? html : htmlOfText(String(text ?? ''));
  if (said === '' && files?.length === 0) throw failure(422, 'RecordInvalid', 'Comment: cannot be empty');
  return {
    html: `<div class="zd-comment" dir="auto">${said}</div>`,
    authorId: author?.id ?? caller.id,
    isPublic: isPublic !== false,
    files: files ?? [],
    custom: typeof metadata === 'object' && metadata !== null ? { ...metadata } : {},
  };
}

function userOf({ people }: World, id: number): User | undefined {
  return [...people.agents, ...people.endUsers].find((user) => user.id === id);
}
