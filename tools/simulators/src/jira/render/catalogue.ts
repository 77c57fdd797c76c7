import type { Site } from '../site.js';
import type {
  IssueType,
  LinkType,
  Priority,
  Resolution,
  Status,
  StatusCategory,
} from '../world/catalogue.js';
import type { Field } from '../world/field-model.js';
import type { ProjectComponent, ProjectDefinition, ProjectVersion } from '../world/projects.js';

/** In German what comes with the product; names that an administrator gave are in nobody's language. */
const GERMAN: Readonly<Record<string, string>> = {
  Assignee: 'Bearbeiter',
  Bug: 'Fehler',
  Description: 'Beschreibung',
  Done: 'Fertig',
  Epic: 'Epos',
  High: 'Hoch',
  'In Progress': 'In Arbeit',
  Low: 'Niedrig',
  Medium: 'Mittel',
  Priority: 'Priorität',
  'Start date': 'Startdatum',
  Status: 'Status (Zustand)',
  Summary: 'Zusammenfassung',
  Task: 'Aufgabe',
  'To Do': 'Zu erledigen',
};

/** Name of something that may come with the product, as this reply is to have it. */
export function shownName(site: Site, name: string): string {
  return site.isTranslated ? (GERMAN[name] ?? name) : name;
}

/** JSON forms of the site-wide lists, as they appear both in their own endpoints and inside issues. */

export function statusCategoryJson(site: Site, category: StatusCategory): Record<string, unknown> {
  return { self: `${site.url}/rest/api/3/statuscategory/${category.id}`, ...category };
}

export function statusJson(site: Site, status: Status): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/status/${status.id}`,
    description: '',
    iconUrl: `${site.url}/images/icons/statuses/generic.png`,
    name: shownName(site, status.name),
    untranslatedName: status.name,
    id: status.id,
    statusCategory: statusCategoryJson(site, status.category),
  };
}

export function issueTypeJson(site: Site, type: IssueType): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/issuetype/${type.id}`,
    id: type.id,
    description: type.description,
    iconUrl: `${site.url}/rest/api/2/universal_avatar/view/type/issuetype/avatar/${type.avatarId}?size=medium`,
    name: shownName(site, type.name),
    untranslatedName: type.name,
    subtask: type.hierarchyLevel === -1,
    avatarId: type.avatarId,
    hierarchyLevel: type.hierarchyLevel,
  };
}

export function priorityJson(site: Site, priority: Priority): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/priority/${priority.id}`,
    iconUrl: `${site.url}/images/icons/priorities/${priority.name.toLowerCase()}_new.svg`,
    name: shownName(site, priority.name),
    id: priority.id,
  };
}

export function resolutionJson(site: Site, resolution: Resolution): Record<string, unknown> {
  return { self: `${site.url}/rest/api/3/resolution/${resolution.id}`, ...resolution };
}

export function linkTypeJson(site: Site, type: LinkType): Record<string, unknown> {
  return { ...type, self: `${site.url}/rest/api/3/issueLinkType/${type.id}` };
}

export function componentJson(site: Site, component: ProjectComponent): Record<string, unknown> {
  return { self: `${site.url}/rest/api/3/component/${component.id}`, ...component };
}

export function versionJson(site: Site, version: ProjectVersion): Record<string, unknown> {
  return { self: `${site.url}/rest/api/3/version/${version.id}`, ...version };
}

export function projectReference(site: Site, project: ProjectDefinition): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/project/${project.id}`,
    id: project.id,
    key: project.key,
    name: project.name,
    projectTypeKey: project.projectTypeKey,
    simplified: false,
    avatarUrls: projectAvatarUrls(site),
  };
}

export function projectAvatarUrls(site: Site): Record<string, string> {
  const picture = `${site.url}/rest/api/3/universal_avatar/view/type/project/avatar/10400`;
  return {
    '48x48': picture,
    '24x24': `${picture}?size=small`,
    '16x16': `${picture}?size=xsmall`,
    '32x32': `${picture}?size=medium`,
  };
}

export function fieldJson(site: Site, field: Field): Record<string, unknown> {
  const { id, name, custom, orderable, navigable, searchable, clauseNames, schema, projectId } = field;
  return {
    id,
    key: id,
    name: shownName(site, name),
    ...(custom ? { untranslatedName: name } : {}),
    custom,
    orderable,
    navigable,
    searchable,
    clauseNames,
    ...(schema === undefined ? {} : { schema }),
    ...(projectId === undefined ? {} : { scope: { type: 'PROJECT', project: { id: projectId } } }),
  };
}

export function optionJson(site: Site, option: { id: string; value: string }): Record<string, unknown> {
  return {
    self: `${site.url}/rest/api/3/customFieldOption/${option.id}`,
    value: option.value,
    id: option.id,
  };
}
