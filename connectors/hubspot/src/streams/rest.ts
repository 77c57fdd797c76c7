/**
 * How long streams rest that need not be read in every run, seconds. What rests is not lost: it comes with the first
 * run after that, whose window for it begins where it was read last.
 */

/**
 * Less than searches look back: the run that reads people, products or calls again also finds every record anew that
 * has referred to them since, and a sync every hour or more rarely reads everything each time.
 */
export const withinOverlapSeconds = 50 * 60;

/** Archives have no order of time and are read whole. */
export const archiveRestSeconds = 5 * 3_600;

/** Lists that no record refers to and that are read whole: less than a day, so that a daily sync reads them each time. */
export const listRestSeconds = 20 * 3_600;
