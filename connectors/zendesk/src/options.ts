import { defineOptions } from '@airdrop-connectors/core';

/** What whoever installs the snap-in may choose. */
export const options = defineOptions({
  help_center: {
    kind: 'boolean',
    label: 'Help Center',
    description:
      'Brings the articles of all Help Centers with their files and comments, which costs up to two calls for each article that is new or has changed, out of a limit of their own.',
    defaultValue: true,
  },
});
