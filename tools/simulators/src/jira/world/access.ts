import { drawUuid, salt } from '../../random/draw.js';
import type { World } from './model.js';
import type { ProjectDefinition } from './projects.js';
import type { User } from './users.js';

export interface Group {
  groupId: string;
  name: string;
  members: readonly User[];
}

export interface ProjectRole {
  id: number;
  name: string;
  description: string;
  groups: readonly Group[];
  users: readonly User[];
}

/** Who a grant is for: `value` is the id of a group, a role or an account. */
export interface Holder {
  type: string;
  value?: string;
}

export interface SecurityLevel {
  id: string;
  name: string;
  description: string;
  holders: readonly Holder[];
}

const GROUP_ID = salt('group id');
export const PERMISSION_SCHEME_ID = 10_100;
export const SECURITY_SCHEME_ID = 10_500;

/** Groups of the site; the last one has nobody in it and no part in any project. */
export function groupsOf({ seed, users }: World): readonly [Group, Group, Group] {
  const group = (position: number, name: string, members: readonly User[]): Group => ({
    groupId: drawUuid(seed, GROUP_ID, position),
    name,
    members,
  });
  return [
    group(0, 'site-admins', users.contributors.slice(0, 2)),
    group(1, 'developers & friends', users.contributors.slice(0, 63)),
    group(2, 'Ärzte', []),
  ];
}

/** The same roles in every project. */
export function rolesOf(world: World): readonly ProjectRole[] {
  const [admins, developers] = groupsOf(world);
  const people = world.users.contributors;
  return [
    {
      id: 10_002,
      name: 'Administrators',
      description: 'Those who set the project up.',
      groups: [admins],
      users: [],
    },
    { id: 10_003, name: 'Developers', description: '', groups: [developers], users: people.slice(3, 5) },
    { id: 10_004, name: 'Users', description: 'Everybody else.', groups: [], users: people.slice(12, 15) },
  ];
}

/** What the permission scheme of every project grants, with holders that depend on the issue as well. */
export function grantsOf(world: World): readonly { permission: string; holder: Holder }[] {
  const [admins] = groupsOf(world);
  const role = (id: number): Holder => ({ type: 'projectRole', value: String(id) });
  const person = world.users.contributors[7]?.accountId ?? '';
  return [
    { permission: 'BROWSE_PROJECTS', holder: role(10_003) },
    { permission: 'BROWSE_PROJECTS', holder: role(10_004) },
    { permission: 'BROWSE_PROJECTS', holder: { type: 'user', value: person } },
    { permission: 'BROWSE_PROJECTS', holder: { type: 'reporter' } },
    { permission: 'CREATE_ISSUES', holder: { type: 'applicationRole' } },
    { permission: 'EDIT_ISSUES', holder: role(10_003) },
    { permission: 'DELETE_ISSUES', holder: { type: 'group', value: admins.groupId } },
    { permission: 'MANAGE_WATCHERS', holder: role(10_002) },
  ];
}

/** Only the first project has a scheme of security levels. */
export function securityLevelsOf(world: World, { id }: ProjectDefinition): readonly SecurityLevel[] {
  if (id !== world.projects[0]?.definition.id) return [];
  const [admins] = groupsOf(world);
  return [
    {
      id: '10700',
      name: 'Leads',
      description: 'Those who set the project up.',
      holders: [{ type: 'projectRole', value: '10002' }, { type: 'assignee' }],
    },
    {
      id: '10701',
      name: 'Inside',
      description: '',
      holders: [
        { type: 'group', value: admins.groupId },
        { type: 'user', value: world.users.account.accountId },
      ],
    },
  ];
}
