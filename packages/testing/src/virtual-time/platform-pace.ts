/** How fast the platform is on virtual time: assumed, for lack of published figures. */
export const platformPace = {
  /** From an event being due to the function running: scheduling and cold start. */
  startMs: 1_000,
  /** However much is sent: packed records are a byte longer or shorter as the simulator's port has it. */
  callMs: 100,
  /**
   * What every invocation asks of the platform one after the other, whatever it does: the saved state, what it is to
   * work on (address and content), the last data file (address, upload, confirmation), the state again, the reply.
   */
  callsPerInvocation: 8,
  /** Address, upload, confirmation. */
  callsPerFile: 3,
} as const;
