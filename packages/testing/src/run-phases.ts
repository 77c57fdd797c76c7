import type { Phase, RunSyncOptions } from '@airdrop-connectors/airdrop';

/** Lets the hooks of a run know which phase it is in. */
export interface PhaseWatch {
  current(): Phase | undefined;
  run: Pick<RunSyncOptions, 'onInvocation'>;
}

export function watchPhase(): PhaseWatch {
  let phase: Phase | undefined;
  return {
    current: () => phase,
    run: {
      onInvocation: (invocation) => {
        phase = invocation.phase;
      },
    },
  };
}
