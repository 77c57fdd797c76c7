import {
  type LoadItem,
  PermissionError,
  RecordError,
  type RichTextInput,
  type Written,
} from '@airdrop-connectors/core';
import type { IssueMembers } from '../api/issue-writing.js';
import { RefusedItem } from '../api/refusals.js';
import type { CreateField, Issue } from '../api-types.js';
import type { SettableField } from '../api-types-writing.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { momentOf } from '../normalize-on-request.js';
import { issues, requests } from '../record-types.js';
import { documentInPlaceOf, documentOf } from './documents.js';
import { type Data, extracted, heldData, isAsWritten } from './held-issue.js';
import { markedIssue } from './marked-issues.js';
import { markOf } from './marks.js';
import { type Refused, refusalOf } from './refused.js';
import { moveToStatus } from './transitions.js';
import { type TypeFields, typeFields } from './type-fields.js';
import { isNothing, itemField, jiraField, writeForm } from './write-forms.js';

/** Issues as they were read, to compare with what became of them. */
const read = new WeakMap<LoadItem<object>, Issue>();

/**
 * Issues of all types of a family. What a new issue cannot be made with, its status for one, follows in calls of its own;
 * what Jira says against those is about that field alone, as the issue is there.
 */
function workLoader(family: typeof issues) {
  const typeOf = ({ itemType }: { itemType: string }) => itemType.slice(family.keyPrefix.length);
  return kit.loader({
    loads: family,

    async create({ client, item, key, externalSyncUnit }) {
      const type = await typeFields(client, externalSyncUnit.id, typeOf(item));
      if (type.creatable === undefined) {
        throw new PermissionError(
          'The account of this connection may not create issues of this type in the project. Ask a Jira administrator for the permission "Create issues", then sync again.',
        );
      }
      const { members, refused } = membersOf(withoutNothing(item.data), type.creatable, documentOf);
      const fixed = { project: { id: externalSyncUnit.id }, issuetype: { id: typeOf(item) } };
      const create = (fields: IssueMembers) => client.createIssue({ ...fixed, ...fields }, [markOf(key)]);
      const { id } = await withoutRefused(members, refused, create, (field) => isRequired(type, field));
      return complete(client, externalSyncUnit.id, { id, type, item, refused });
    },

    async find({ client, item, key, since, externalSyncUnit }) {
      const id = await markedIssue(client, externalSyncUnit.id, { key, since });
      if (id === undefined) return undefined;
      const type = await typeFields(client, externalSyncUnit.id, typeOf(item));
      return complete(client, externalSyncUnit.id, { id, type, item, refused: {} });
    },

    update: {
      async read({ client, item, id, externalSyncUnit }) {
        const issue = await client.issue(id);
        if (issue === undefined) return undefined;
        read.set(item, issue);
        const { definitions } = await typeFields(client, externalSyncUnit.id, typeOf(item));
        return {
          modifiedDate: momentOf(issue.fields.updated),
          data: heldData(issue, definitions, item.data),
        };
      },

      async write({ client, item, id, changes, externalSyncUnit }) {
        const before = read.get(item) ?? (await existing(client, id));
        const type = await typeFields(client, externalSyncUnit.id, typeOf(item));
        const refused: Refused = {};
        await edit(client, before, changes, refused);
        await moveOn(client, externalSyncUnit.id, { issue: before, type, wanted: changes, refused });
        const after = await existing(client, id);
        const written = Object.entries(changes).filter(([field]) => !Object.hasOwn(refused, field));
        const [old, now] = [extracted(before, type.definitions), extracted(after, type.definitions)];
        const isOurs = isAsWritten(old, Object.fromEntries(written), now);
        return { id, refused, ...(isOurs && { modifiedDate: momentOf(after.fields.updated) }) };
      },
    },
  });
}

export const issueLoader = workLoader(issues);
/** Requests have what issues have, and what the service desk adds is not written. */
export const requestLoader = workLoader(requests as unknown as typeof issues);

/**
 * What a new issue still lacks. Without the time of the change: its key, and what else Jira has added, has to come with the
 * next forward sync.
 */
async function complete(
  client: JiraClient,
  projectId: string,
  made: { id: string; type: TypeFields; item: LoadItem<object>; refused: Refused },
): Promise<Written> {
  const { id, type, refused } = made;
  const wanted: Data = made.item.data;
  if (isNothing(wanted.status) && sprintFields(type, wanted).length === 0) return { id, refused };
  const issue = await client.issue(id);
  // It has to be linked all the same, or the next run would make it again.
  if (issue === undefined) return { id, refused: { ...refused, status: hidden } };
  await moveOn(client, projectId, { issue, type, wanted, refused });
  return { id, refused };
}

const hidden =
  'Jira does not show the issue to the account of the connection. Give it the permission to browse the project, and its security levels.';

async function edit(client: JiraClient, before: Issue, changes: Data, refused: Refused): Promise<void> {
  const writable = Object.entries(changes).filter(([field]) => jiraField(field) !== undefined);
  if (writable.length === 0) return;
  try {
    const editable = new Map(Object.entries(await client.editFields(before.id)));
    const lost: Refused = {};
    const { members, refused: unsettable } = membersOf(
      Object.fromEntries(writable.filter(([field]) => !isSprint(editable.get(field)))),
      editable,
      (text, fieldId) => {
        const document = documentInPlaceOf(before.fields[fieldId], text, before.fields.attachment ?? []);
        if (document !== undefined) return document;
        lost[itemField(fieldId)] =
          'It shows files that could not be told apart after an edit from outside. Edit it in Jira.';
        return documentOf([]);
      },
    );
    Object.assign(refused, unsettable, lost);
    const kept = Object.entries(members).filter(([fieldId]) => !Object.hasOwn(lost, itemField(fieldId)));
    await withoutRefused(
      Object.fromEntries(kept),
      refused,
      (fields) => editFields(client, before.id, fields),
      () => false,
    );
  } catch (error) {
    // With nothing else to write it is the item that is refused, not its fields.
    if (writable.length === Object.keys(changes).length) throw error;
    const reason = refusalOf(error);
    for (const [field] of writable) refused[field] ??= reason;
  }
}

async function editFields(client: JiraClient, id: string, fields: IssueMembers): Promise<void> {
  if (Object.keys(fields).length === 0) return;
  const { parent, ...others } = fields;
  // A parent is taken away by an operation of its own.
  if (parent === null)
    await client.editIssue(id, { fields: others, update: { parent: [{ set: { none: true } }] } });
  else await client.editIssue(id, { fields });
}

/** Status and sprint are no fields that can be set. */
async function moveOn(
  client: JiraClient,
  projectId: string,
  { issue, type, wanted, refused }: { issue: Issue; type: TypeFields; wanted: Data; refused: Refused },
): Promise<void> {
  for (const field of sprintFields(type, wanted)) {
    try {
      const sprint = lastOf(wanted[field]);
      if (sprint === lastOf(extracted(issue, type.definitions)[field])) continue;
      await (sprint === undefined ? client.moveToBacklog(issue.id) : client.moveToSprint(sprint, issue.id));
      delete refused[field];
    } catch (error) {
      refused[field] = refusalOf(error);
    }
  }
  const { status } = wanted;
  if (typeof status !== 'string' || status === '' || status === issue.fields.status.id) return;
  try {
    const walker = { id: issue.id, projectId, issueTypeId: issue.fields.issuetype.id };
    await moveToStatus(client, { ...walker, status: issue.fields.status.id }, status);
  } catch (error) {
    refused.status = refusalOf(error);
  }
}

/**
 * @param settable what can be set, by field id
 * @returns the fields in the form Jira takes, and why others are left out
 */
function membersOf(
  data: Data,
  settable: ReadonlyMap<string, CreateField | SettableField>,
  document: (text: RichTextInput, fieldId: string) => ReturnType<typeof documentOf>,
): { members: Record<string, unknown>; refused: Refused } {
  const members: Record<string, unknown> = {};
  const refused: Refused = {};
  for (const [field, value] of Object.entries(data)) {
    const fieldId = jiraField(field);
    if (fieldId === undefined || value === undefined) continue;
    const form = settable.get(fieldId);
    if (isSprint(form)) continue;
    if (form === undefined) {
      refused[field] =
        'Jira offers it on no screen of this issue to the account of the connection. Set it in Jira, or add it to the screen.';
      continue;
    }
    const written = writeForm(fieldId, form, value, (text) => document(text, fieldId));
    if (written === undefined)
      refused[field] = "Jira's API takes no value for a field of this kind. Set it in Jira.";
    else members[fieldId] = written;
  }
  return { members, refused };
}

/**
 * Writes, and once more without the fields that Jira would not take, which are named.
 * @throws RefusedItem when nothing is left, or it cannot be written without them
 */
async function withoutRefused<Result>(
  members: Record<string, unknown>,
  refused: Refused,
  write: (members: IssueMembers) => Promise<Result>,
  isNeeded: (fieldId: string) => boolean,
): Promise<Result> {
  try {
    return await write(members);
  } catch (error) {
    if (!(error instanceof RefusedItem)) throw error;
    const failing = Object.entries(error.fields);
    const isOptional = failing.every(([fieldId]) => Object.hasOwn(members, fieldId) && !isNeeded(fieldId));
    const others = Object.entries(members).filter(([fieldId]) => !Object.hasOwn(error.fields, fieldId));
    if (failing.length === 0 || others.length === 0 || !isOptional) throw missingOr(error, members);
    for (const [fieldId, reason] of failing) refused[itemField(fieldId)] = reason;
    return write(Object.fromEntries(others));
  }
}

/** A field that Jira demands and DevRev has no value for is another matter than a value that it refuses. */
function missingOr(error: RefusedItem, members: Record<string, unknown>): RefusedItem {
  const failing = Object.keys(error.fields);
  const isMissing = failing.length > 0 && failing.every((fieldId) => isNothing(members[fieldId]));
  return isMissing
    ? new RefusedItem(error.message, { code: 'required_field_missing', fields: error.fields })
    : error;
}

async function existing(client: JiraClient, id: string): Promise<Issue> {
  const issue = await client.issue(id);
  if (issue !== undefined) return issue;
  throw new RecordError(
    `Issue ${id} was deleted in Jira while it was written. Make it again in Jira, or leave it to DevRev.`,
    {
      code: 'changed_meanwhile',
      isLimitation: true,
    },
  );
}

function isRequired({ creatable }: TypeFields, fieldId: string): boolean {
  return creatable?.get(fieldId)?.required === true;
}

function isSprint(field: CreateField | SettableField | undefined): boolean {
  return field?.schema?.custom?.endsWith(':gh-sprint') === true;
}

function sprintFields({ definitions }: TypeFields, data: Data): string[] {
  return Object.keys(data).filter(
    (field) =>
      definitions[field]?.reference?.refers_to['#record:sprints'] !== undefined && data[field] !== undefined,
  );
}

/** The sprints of an issue are those it has been in, and the one it is in. */
function lastOf(value: unknown): string | undefined {
  const last: unknown = Array.isArray(value) ? value.at(-1) : undefined;
  return typeof last === 'string' && last !== '' ? last : undefined;
}

function withoutNothing(data: Data): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isNothing(value)));
}
