/** How a phase ended; errors are thrown instead. */
export type PhaseOutcome =
  | { outcome: 'done' }
  /** Out of time or out of room in the reply: the platform continues at once. */
  | { outcome: 'progress' }
  | { outcome: 'delayed'; delaySeconds: number };
