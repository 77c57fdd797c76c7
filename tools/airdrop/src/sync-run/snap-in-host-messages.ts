/** One event for the function of a snap-in, as the parent sends it. */
export interface HostRequest {
  bundlePath: string;
  functionName: string;
  event: unknown;
}

/** What comes back while it is handled, and once when it was. */
export type HostMessage = { peakRssBytes: number } | { settled: true; error?: string };

/** Ends what was printed for an event, in standard output and in standard error alike. */
export const endOfEvent = '\u0000end of event';
