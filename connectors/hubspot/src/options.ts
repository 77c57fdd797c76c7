import { defineOptions, type OptionValues } from '@airdrop-connectors/core';

/** What whoever installs the snap-in may choose. */
export const options = defineOptions({
  replies: {
    kind: 'boolean',
    label: 'Replies to customers',
    description:
      'Sends comments that customers may see as replies in the open conversation of their ticket, in the name of their author. HubSpot delivers them at once, by e-mail or chat. Without it such a comment becomes a note that only members of the portal see.',
    defaultValue: false,
  },
});

export type HubspotOptions = OptionValues<typeof options>;
