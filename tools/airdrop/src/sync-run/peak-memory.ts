import { readFileSync } from 'node:fs';

/**
 * Most memory this process has taken, in bytes. On Linux `maxRSS` begins with what the parent held when it made this
 * process (getrusage(2) counts the image before `execve` in), and a platform that has taken in many files holds more
 * than the snap-in ever does.
 */
export function peakRssBytes(): number {
  const kilobytes = process.platform === 'linux' ? highWaterMark() : undefined;
  return (kilobytes ?? process.resourceUsage().maxRSS) * 1024;
}

/** Of this program alone (proc_pid_status(5)). */
function highWaterMark(): number | undefined {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes);
}
