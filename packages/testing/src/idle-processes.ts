import { type SnapInProcess, type StartSnapIn, startSnapIn } from '@airdrop-connectors/airdrop';

/** More wait for nobody: as many runs are played beside each other. */
const mostIdle = 3;

interface IdleProcess {
  key: string;
  process: SnapInProcess;
}

const idle: IdleProcess[] = [];

/**
 * Hands out processes that have ended an earlier run, as serverless runtimes do: starting one is a fifth of what a short
 * run costs. One that is killed while it handles an event is gone, and one with other variables is another one.
 * @param start of a new one
 */
export function warmSnapIn(bundlePath: string, start: StartSnapIn = startSnapIn): StartSnapIn {
  return (environment) => {
    const key = JSON.stringify([bundlePath, environment]);
    const found = idle.findIndex((one) => one.key === key);
    const [taken] = found < 0 ? [] : idle.splice(found, 1);
    return reusable(key, taken?.process ?? start(environment));
  };
}

/** Ends the processes that wait. */
export function endIdleProcesses(): void {
  for (const { process } of idle.splice(0)) process.kill();
}

function reusable(key: string, process: SnapInProcess): SnapInProcess {
  let isHandling = false;
  let isGone = false;
  return {
    async handle(request, onLine) {
      isHandling = true;
      const end = await process.handle(request, onLine);
      isHandling = false;
      isGone ||= !end.settled;
      return end;
    },
    kill() {
      if (isGone) return;
      isGone = true;
      if (isHandling || idle.length >= mostIdle) process.kill();
      else idle.push({ key, process });
    },
  };
}
