/** Limits of the platform. Sources: devrev/adaas-sdk v1.20 `src/common/constants.ts`, docs "Data extraction". */
export const limits = {
  /** The platform's queue loses a reply above about 250 kB; the official budget is 200 kB. */
  replyMaxBytes: 200_000,
  /** From here on an invocation stops and continues in the next one, so that a reply never meets the limit. */
  replyStopBytes: 150_000,
  errorMessageMaxCharacters: 10_000,
  /** "Smaller than 1 MB" in the docs; not enforced by the official SDK. */
  stateMaxBytes: 1_000_000,
  fileNameMaxCharacters: 256,
  artifactMaxBytes: 2 * 1024 ** 3,
} as const;
