import type { Account } from '../account.js';
import {
  CONFIGURED,
  type CustomObject,
  type ExternalLink,
  type Form,
  type Macro,
  type ObjectField,
  type ObjectRecord,
  type Policy,
} from '../world/lists.js';
import { utcSeconds } from './time.js';

const configured = utcSeconds(CONFIGURED);

export function formJson({ id, name, isActive }: Form, { url, world }: Account): unknown {
  return {
    id,
    url: `${url}/api/v2/ticket_forms/${id}.json`,
    name,
    raw_name: name,
    display_name: name,
    end_user_visible: isActive,
    position: 1,
    ticket_field_ids: world.catalogue.fields.slice(0, 8).map((field) => field.id),
    active: isActive,
    default: name.startsWith('Default'),
    in_all_brands: true,
    restricted_brand_ids: [],
    agent_conditions: [],
    end_user_conditions: [],
    created_at: configured,
    updated_at: configured,
    deleted_at: null,
  };
}

export function macroJson({ id, title, isActive, actions, updatedAt }: Macro, { url }: Account): unknown {
  return {
    url: `${url}/api/v2/macros/${id}.json`,
    id,
    title,
    raw_title: title,
    active: isActive,
    default: false,
    position: 9_999,
    description: null,
    actions,
    restriction: null,
    created_at: configured,
    updated_at: utcSeconds(updatedAt),
  };
}

export function policyJson({ id, title, metrics }: Policy): unknown {
  return {
    id,
    title,
    description: null,
    position: 1,
    filter: { all: [], any: [] },
    policy_metrics: metrics,
    created_at: configured,
    updated_at: configured,
  };
}

export function customObjectJson({ key, title }: CustomObject, { url }: Account): unknown {
  return {
    url: `${url}/api/v2/custom_objects/${key}.json`,
    key,
    title,
    title_pluralized: `${title}s`,
    description: null,
    created_at: configured,
    updated_at: configured,
  };
}

export function objectFieldJson({ id, key, type, title, target, options }: ObjectField): unknown {
  return {
    id,
    key,
    type,
    title,
    active: true,
    system: false,
    created_at: configured,
    updated_at: configured,
    ...(target !== undefined && { relationship_target_type: target }),
    ...(options !== undefined && { custom_field_options: options }),
  };
}

export function objectRecordJson(record: ObjectRecord, key: string, { url }: Account): unknown {
  const { id, name, externalId, creatorId, values, createdAt, updatedAt } = record;
  return {
    url: `${url}/api/v2/custom_objects/${key}/records/${id}.json`,
    id,
    name,
    custom_object_key: key,
    custom_object_fields: values,
    // Text here, a number everywhere else.
    created_by_user_id: String(creatorId),
    updated_by_user_id: String(creatorId),
    external_id: externalId,
    created_at: utcSeconds(createdAt),
    updated_at: utcSeconds(updatedAt),
  };
}

export function externalLinkJson({ id, ticketId, issueId, issueKey }: ExternalLink): unknown {
  return {
    id,
    ticket_id: ticketId,
    issue_id: issueId,
    issue_key: issueKey,
    created_at: configured,
    updated_at: configured,
  };
}
