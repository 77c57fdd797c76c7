/** How fast the platform is on virtual time: assumed, for lack of published figures. */
export const platformPace = {
  /** From an event being due to the function running: scheduling and cold start. */
  startMs: 1_000,
  callMs: 100,
  /** On top of it, for what is sent or received. */
  bytesPerMs: 20_000,
  /**
   * What every invocation asks of the platform one after the other, whatever it does: the saved state, what it is to
   * work on (address and content), the last data file (address, upload, confirmation), the state again, the reply.
   */
  callsPerInvocation: 8,
  /** Address, upload, confirmation. */
  callsPerFile: 3,
} as const;

export function platformLatencyMs({
  sentBytes,
  receivedBytes,
}: {
  sentBytes: number;
  receivedBytes: number;
}): number {
  return platformPace.callMs + (sentBytes + receivedBytes) / platformPace.bytesPerMs;
}
