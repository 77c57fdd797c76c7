/** What the suite is run on. */
export interface ContractSubject {
  system: string;
  bundlePath: string;
  idleIncrementCalls: number;
}

/** One named promise; `run` throws when it is broken. */
export interface ContractCase {
  /** Stable id, referred to when a case is skipped and by the proof that the suite bites. */
  id: string;
  group: string;
  title: string;
  timeoutMs?: number;
  run: (subject: ContractSubject) => Promise<void>;
}
