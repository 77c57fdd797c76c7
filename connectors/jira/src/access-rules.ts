import type { ItemOf } from '@airdrop-connectors/core';
import type { Grant, Holder } from './api-types-on-request.js';
import { roleGroupId } from './normalize-on-request.js';
import { accessRules } from './record-types-on-request.js';
import { unknownDate } from './unknown-date.js';

/** One rule: what somebody may do with the issues of the project, in general or with those of some security levels. */
export interface AccessRule {
  id: string;
  privilege: Privilege;
  workTypes: readonly string[];
  /** Empty: whatever the level. */
  caveats: readonly Caveat[];
  users: readonly string[];
  groups: readonly string[];
}

type Privilege = 'create' | 'read' | 'update' | 'delete';

/** Conditions on a field that must all hold. */
interface Caveat {
  field: 'security_level';
  operator: 'eq' | 'not_eq';
  value: string;
}

interface SecurityLevel {
  name: string;
  holders: readonly Holder[];
}

/** Permissions of Jira that have a counterpart; the keys are the same on every site. */
const privileges: Readonly<Record<string, Privilege>> = {
  BROWSE_PROJECTS: 'read',
  CREATE_ISSUES: 'create',
  EDIT_ISSUES: 'update',
  DELETE_ISSUES: 'delete',
};

/**
 * Rules of one project. Holders that depend on the issue (its reporter, its assignee) or that mean everybody (anyone,
 * users of the product) have no counterpart and are left out: access may come out narrower than in Jira, never wider.
 * Who may browse the project sees issues without a level; issues with one are seen by its members only.
 */
export function rulesOf(
  grants: readonly Grant[],
  levels: readonly SecurityLevel[],
  workTypes: readonly string[],
): AccessRule[] {
  const outside = levels.map(
    ({ name }): Caveat => ({ field: 'security_level', operator: 'not_eq', value: name }),
  );
  const byPermission = Object.entries(privileges).map(([permission, privilege]) => ({
    id: permission,
    privilege,
    workTypes,
    caveats: outside,
    ...holdersOf(grants.flatMap((grant) => (grant.permission === permission ? [grant.holder] : []))),
  }));
  const byLevel = levels.map(({ name, holders }) => ({
    id: `level ${name}`,
    privilege: 'read' as const,
    workTypes,
    caveats: [{ field: 'security_level' as const, operator: 'eq' as const, value: name }],
    ...holdersOf(holders),
  }));
  return [...byPermission, ...byLevel].filter(({ users, groups }) => users.length + groups.length > 0);
}

function holdersOf(holders: readonly Holder[]): Pick<AccessRule, 'users' | 'groups'> {
  const users = new Set<string>();
  const groups = new Set<string>();
  for (const { type, value } of holders) {
    if (!value) continue;
    if (type === 'user') users.add(value);
    if (type === 'group') groups.add(value);
    if (type === 'projectRole') groups.add(roleGroupId(value));
  }
  return { users: [...users].sort(), groups: [...groups].sort() };
}

/** Data of privileges: DevRev developer docs, "Permissions", authorization policies. */
export function accessRuleItem({
  id,
  privilege,
  workTypes,
  caveats,
  users,
  groups,
}: AccessRule): ItemOf<ReturnType<typeof accessRules>> {
  const isGeneral = caveats.length === 0;
  return accessRules([]).item({
    id,
    createdDate: unknownDate,
    modifiedDate: unknownDate,
    data: {
      object_access: isGeneral ? [{ record_types: [...workTypes], privileges: [privilege] }] : [],
      conditional_access: isGeneral
        ? []
        : workTypes.map((recordType) => ({
            record_type: recordType,
            object_privileges: [privilege],
            field_caveats: caveats.map((caveat) => ({ ...caveat })),
          })),
      users,
      groups,
    },
  });
}
