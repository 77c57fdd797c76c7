import type { JiraOptions } from '../src/options.js';

/** As a snap-in is installed when nobody chooses anything. */
export const nothingOnRequest: JiraOptions = {
  change_history: false,
  remote_links: false,
  access: 'nothing',
  deletions: false,
};

export const everythingOnRequest: JiraOptions = {
  change_history: true,
  remote_links: true,
  access: 'rules',
  deletions: true,
};
