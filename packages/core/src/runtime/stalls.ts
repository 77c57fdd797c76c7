/** Out of time before one page or file was complete can be bad luck; this many times in a row it is not. */
export const maxStalledInvocations = 3;
