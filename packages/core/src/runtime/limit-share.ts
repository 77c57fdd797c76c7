import { shareOfPercent } from '../configuration.js';
import { defineOptions } from '../connector/options.js';

/** Options that every connector has, because core obeys them. */
export const coreOptions = defineOptions({
  limit_share_percent: {
    kind: 'number',
    label: 'Share of limits',
    description:
      'Percent of every limit of the external system that a sync may use, from 1 to 100; the rest is left for people and other programs.',
    least: 1,
    most: 100,
    defaultValue: 80,
  },
});

/**
 * Part of every limit of the external system that a sync may use, as the organization has set it. Undefined when it has
 * not: each limit has a share of its own then. One that is wrong ends the run where options are read.
 */
export function limitShareOf(settings: Readonly<Record<string, unknown>>): number | undefined {
  return shareOfPercent(String(settings.limit_share_percent ?? ''));
}
