/**
 * Behaviour of the platform that nobody has confirmed against a live one. Each switch stands for one open question
 * and has the value that is safe if the answer is no.
 */
export const platformAssumptions = {
  /**
   * Whether artifacts listed in a delayed reply are ingested. Unless they are, they are listed again in the next
   * progress or done reply; listing them twice is harmless.
   */
  artifactsOfDelayedRepliesAreIngested: false,
} as const;
