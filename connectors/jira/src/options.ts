import { defineOptions } from '@airdrop-connectors/core';

/** What whoever installs the snap-in may choose; everything is off, because each costs calls or administrator rights. */
export const options = defineOptions({
  change_history: {
    kind: 'boolean',
    label: 'Change history',
    description:
      'Brings every change of an issue as an object of its own: who changed what, when, from and to. Costs one call more for each 100 issues.',
    defaultValue: false,
  },
  remote_links: {
    kind: 'boolean',
    label: 'Web links',
    description:
      'Brings the links of issues to pages elsewhere. Jira tells them issue by issue, so this costs one call for each issue that is new or has changed.',
    defaultValue: false,
  },
  access: {
    kind: 'enum',
    label: 'Who may see what',
    description:
      'Brings groups and project roles with their members, and on request the permission scheme and security levels as rules of access. Members of groups and of security levels are shown to Jira administrators only.',
    choices: {
      nothing: 'Nothing of it',
      groups: 'Groups and roles with their members',
      rules: 'Groups, roles, and rules of access',
    },
    defaultValue: 'nothing',
  },
  deletions: {
    kind: 'boolean',
    label: 'Deletions',
    description:
      'Names what was deleted in Jira since the last sync, each as an object that refers to what DevRev still has: worklogs and files, and for Jira administrators issues. Costs one call a run, and one for each 100 changed issues when something was deleted.',
    defaultValue: false,
  },
});
