import type { Account } from '../account.js';
import type { Brand, CustomStatus, TicketField } from '../world/catalogue.js';
import { utcSeconds } from './time.js';

const configured = utcSeconds(Date.UTC(2022, 0, 3) / 1000);

export function statusJson({ id, category, label, isActive, isDefault }: CustomStatus): unknown {
  return {
    id,
    status_category: category,
    agent_label: label,
    end_user_label: label,
    description: '',
    end_user_description: '',
    active: isActive,
    default: isDefault,
    created_at: configured,
    updated_at: configured,
  };
}

export function fieldJson(field: TicketField, { url }: Account): unknown {
  const { id, type, title, isActive, isRemovable, options, target } = field;
  return {
    id,
    url: `${url}/api/v2/ticket_fields/${id}.json`,
    type,
    title,
    raw_title: title,
    description: '',
    raw_description: '',
    position: id % 1_000,
    active: isActive,
    required: false,
    collapsed_for_agents: false,
    regexp_for_validation: type === 'regexp' ? '^A-' : null,
    title_in_portal: title,
    visible_in_portal: true,
    editable_in_portal: true,
    required_in_portal: false,
    tag: type === 'checkbox' ? 'warranty' : null,
    created_at: configured,
    updated_at: configured,
    removable: isRemovable,
    key: null,
    ...(target !== undefined && { relationship_target_type: target }),
    ...(options !== undefined && {
      custom_field_options: options.map((option) => ({
        id: option.id,
        name: option.name,
        raw_name: option.name,
        value: option.value,
        default: false,
      })),
    }),
  };
}

/** A brand but the default one has an origin of its own. */
export function brandJson(brand: Brand, { url, brandUrl }: Account): unknown {
  const { id, name, isActive, isDefault, hasHelpCenter } = brand;
  return {
    id,
    url: `${url}/api/v2/brands/${id}.json`,
    name,
    subdomain: name.toLowerCase().replace(/\W+/g, '-'),
    host_mapping: null,
    active: isActive,
    default: isDefault,
    is_deleted: false,
    has_help_center: hasHelpCenter,
    help_center_state: hasHelpCenter ? 'enabled' : 'disabled',
    brand_url: isDefault ? url : brandUrl(id),
    created_at: configured,
    updated_at: configured,
  };
}
