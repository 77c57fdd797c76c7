import type { Account } from '../account.js';
import { CONFIGURED, type Membership } from '../world/lists.js';
import { type Group, type Identity, type Organization, type User, userIdentities } from '../world/people.js';
import { utcSeconds } from './time.js';

export function userJson(user: User, { url }: Account): Record<string, unknown> {
  const { id, name, email, role, phone, organizationId, isActive, isSuspended } = user;
  return {
    id,
    url: `${url}/api/v2/users/${id}.json`,
    name,
    email,
    created_at: utcSeconds(user.createdAt),
    updated_at: utcSeconds(user.updatedAt),
    time_zone: 'Ljubljana',
    iana_time_zone: 'Europe/Ljubljana',
    phone,
    shared_phone_number: phone === null ? null : false,
    photo: null,
    locale_id: 1,
    locale: 'en-US',
    organization_id: organizationId,
    role,
    role_type: role === 'admin' ? 4 : null,
    custom_role_id: null,
    verified: email !== null,
    external_id: null,
    tags: [],
    // Empty text or null, depending on how the user was made.
    alias: id % 32 === 0 ? '' : null,
    details: null,
    notes: null,
    active: isActive,
    suspended: isSuspended,
    shared: false,
    shared_agent: false,
    moderator: role !== 'end-user',
    ticket_restriction: role === 'end-user' ? 'requested' : null,
    user_fields: role === 'end-user' ? { plan: id % 32 === 0 ? 'gold' : null, seats: 3 } : {},
    last_login_at: null,
  };
}

/** Whoever asks without a credential that is good is somebody without a name, and gets 200. */
export function anonymousJson(): Record<string, unknown> {
  return { id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user', active: null };
}

export function organizationJson(organization: Organization, { url }: Account): Record<string, unknown> {
  const { id, name, domains, createdAt, updatedAt, deletedAt } = organization;
  return {
    id,
    url: `${url}/api/v2/organizations/${id}.json`,
    name,
    shared_tickets: false,
    shared_comments: false,
    external_id: null,
    created_at: utcSeconds(createdAt),
    updated_at: utcSeconds(updatedAt),
    domain_names: domains,
    details: '',
    notes: null,
    group_id: null,
    tags: [],
    organization_fields: { tier: String(id % 3), region: null },
    deleted_at: deletedAt === null ? null : utcSeconds(deletedAt),
  };
}

export function groupJson(group: Group, { url, world }: Account): Record<string, unknown> {
  const { id, name, description, isPublic, isDeleted } = group;
  const date = utcSeconds(world.people.admin.createdAt);
  return {
    id,
    url: `${url}/api/v2/groups/${id}.json`,
    is_public: isPublic,
    name,
    description,
    default: false,
    deleted: isDeleted,
    created_at: date,
    updated_at: date,
  };
}

/** Addresses and numbers of the users on a page; identities of somebody who is gone are gone, too. */
export function identitiesOf(page: Readonly<Record<string, unknown>>, account: Account): unknown[] {
  const { agents, endUsers } = account.world.people;
  const shown = new Set(Array.isArray(page.users) ? page.users.map((user) => user.id) : []);
  return [...agents, ...endUsers]
    .filter(({ id }) => shown.has(id))
    .flatMap((user) => userIdentities(user).map(identityJson));
}

function identityJson(identity: Identity): unknown {
  const { id, user, type, value } = identity;
  return {
    id,
    user_id: user.id,
    type,
    value,
    verified: type === 'email',
    primary: true,
    created_at: utcSeconds(user.createdAt),
    updated_at: utcSeconds(user.updatedAt),
  };
}

export function membershipJson(
  { id, userId, ofId, isDefault }: Membership,
  of: 'group_id' | 'organization_id',
): unknown {
  // Some rows have no date of change.
  const date = utcSeconds(CONFIGURED);
  return {
    id,
    user_id: userId,
    [of]: ofId,
    default: isDefault,
    created_at: date,
    ...(id % 3 !== 0 && { updated_at: date }),
  };
}
