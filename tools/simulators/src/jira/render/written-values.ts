import type { Site } from '../site.js';
import { type Field, optionsIn } from '../world/field-model.js';
import type { Issue } from '../world/model.js';
import { findOption, memberOf, writtenValue } from '../world/written-issue.js';
import { componentJson, optionJson, versionJson } from './catalogue.js';
import { userReference } from './people.js';

/** What was sent for a field as Jira shows it; undefined for what is drawn. */
export function writtenJson(site: Site, issue: Issue, field: Field): unknown {
  const value = writtenValue(issue, field.id);
  if (value === undefined) return undefined;
  if (field.schema?.type === 'array') {
    const elements = Array.isArray(value) ? value : [];
    // An empty field of the product is an empty list, a custom one is none.
    if (elements.length === 0 && field.custom) return null;
    return elements.map((element) => shown(site, issue, field, field.schema?.items ?? '', element));
  }
  return value === null ? null : shown(site, issue, field, field.schema?.type ?? '', value);
}

function shown(site: Site, issue: Issue, field: Field, type: string, value: unknown): unknown {
  const { definition } = issue.home;
  const id = memberOf(value, 'id');
  switch (type) {
    case 'option':
    case 'option-with-child': {
      const option = findOption(optionsIn(field, definition.id), value);
      if (option === undefined) return null;
      const sentChild =
        typeof value === 'object' && value !== null && 'child' in value ? value.child : undefined;
      const child = findOption(option.children ?? [], sentChild);
      return { ...optionJson(site, option), ...(child !== undefined && { child: optionJson(site, child) }) };
    }
    case 'user': {
      const user = site.world.users.byAccountId.get(memberOf(value, 'accountId') ?? '');
      return user === undefined ? null : userReference(site, user);
    }
    case 'version': {
      const version = definition.versions.find((candidate) => candidate.id === id);
      return version === undefined ? null : versionJson(site, version);
    }
    case 'component': {
      const component = definition.components.find((candidate) => candidate.id === id);
      return component === undefined ? null : componentJson(site, component);
    }
    case 'group': {
      const name = memberOf(value, 'name') ?? '';
      return { name, groupId: `group-${name}`, self: `${site.url}/rest/api/3/group?groupId=group-${name}` };
    }
    case 'datetime':
      return site.zone.format(Date.parse(String(value)));
    default:
      return value;
  }
}
