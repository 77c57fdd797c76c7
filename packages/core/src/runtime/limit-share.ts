import { shareOfPercent } from '../configuration.js';
import type { Logger } from '../log/logger.js';

/** Setting of the snap-in, declared among the `inputs.organization` of its manifest; whole or decimal percent. */
const settingName = 'limit_share_percent';

/**
 * Part of every limit of the external system that a sync may use, as the organization has set it; the rest is left for
 * people and other programs. Undefined when it has not: each limit has a share of its own then.
 */
export function limitShareOf(settings: Readonly<Record<string, unknown>>, log: Logger): number | undefined {
  const value = settings[settingName];
  if (value === undefined || value === null || value === '') return undefined;
  const share = shareOfPercent(String(value));
  if (share === undefined) {
    log.warn('a setting of the snap-in is not usable and left out', {
      setting: settingName,
      reason: 'It has to be a number from 1 to 100.',
    });
  }
  return share;
}
