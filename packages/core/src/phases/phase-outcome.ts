/** How a phase ended; `progress`: out of time or out of room in the reply. Errors, also those to wait for, are thrown. */
export type PhaseOutcome = 'done' | 'progress';
