import type { Priority, Resolution, Status } from './catalogue.js';
import type { FieldOption } from './field-model.js';
import type { Issue, IssueOverride, ProjectWorld, World } from './model.js';
import type { User } from './users.js';

/** Whether it was made over the API: then nothing of it is drawn. */
export function isMade({ override }: { override: IssueOverride | undefined }): boolean {
  return override?.written?.made !== undefined;
}

/** What was sent for a field, null for what was emptied or, on an issue that was made, not sent; undefined for what is drawn. */
export function writtenValue({ override }: { override: IssueOverride | undefined }, field: string): unknown {
  const written = override?.written;
  if (written?.values.has(field)) return written.values.get(field) ?? null;
  return written?.made === undefined ? undefined : null;
}

/** Text of a member such as `id` of what was sent. */
export function memberOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined;
  const member: unknown = Reflect.get(value, name);
  return typeof member === 'string' || typeof member === 'number' ? String(member) : undefined;
}

/** By id, or by its text. */
export function findOption<Option extends Pick<FieldOption, 'id' | 'value'>>(
  options: readonly Option[],
  value: unknown,
): Option | undefined {
  const [id, text] = [memberOf(value, 'id'), memberOf(value, 'value')];
  return options.find((option) => (id === undefined ? option.value === text : option.id === id));
}

/** What of an issue was sent instead of drawn; members that are absent are drawn. */
export interface WrittenParts {
  creator?: User;
  status?: Status;
  resolution?: Resolution | null;
  priority?: Priority | null;
  reporter?: User | null;
  assignee?: User | null;
  parentIndex?: number | null;
}

export function writtenParts(
  world: World,
  project: ProjectWorld,
  override: IssueOverride | undefined,
): WrittenParts {
  const written = override?.written;
  if (written === undefined) return {};
  const sent = (field: string) => writtenValue({ override }, field);
  const user = (value: unknown) => world.users.byAccountId.get(memberOf(value, 'accountId') ?? '') ?? null;
  const { catalogue, users } = world;
  const [priority, reporter, assignee, parent] = ['priority', 'reporter', 'assignee', 'parent'].map(sent);
  const resolution = written.values.get('resolution');
  const parentIndex = Number(memberOf(parent, 'id') ?? Number.NaN) - project.definition.firstIssueId;
  const [firstStatus] = written.made?.statuses ?? [];
  // A priority that nobody has chosen is the usual one, and who makes an issue reports it.
  const isDefault = (field: string) => written.made !== undefined && !written.values.has(field);
  return {
    ...(written.made !== undefined && { creator: users.account }),
    ...(firstStatus !== undefined && { status: firstStatus }),
    ...(resolution !== undefined && {
      resolution: catalogue.resolutions.find(({ id }) => id === memberOf(resolution, 'id')) ?? null,
    }),
    ...(priority !== undefined && {
      priority: isDefault('priority')
        ? (catalogue.priorities[2] ?? null)
        : (catalogue.priorities.find(({ id }) => id === memberOf(priority, 'id')) ?? null),
    }),
    ...(reporter !== undefined && { reporter: isDefault('reporter') ? users.account : user(reporter) }),
    ...(assignee !== undefined && { assignee: user(assignee) }),
    ...(parent !== undefined && { parentIndex: Number.isNaN(parentIndex) ? null : parentIndex }),
  };
}

/** Sprint that an issue was put into, null for the backlog; undefined when nobody has moved it. */
export function writtenSprint(issue: Pick<Issue, 'override'>): number | null | undefined {
  const sprint = issue.override?.written?.values.get('sprint');
  return typeof sprint === 'number' || sprint === null ? sprint : undefined;
}
