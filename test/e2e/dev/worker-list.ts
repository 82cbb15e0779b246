import { readdirSync, readFileSync } from 'node:fs';

/** Lists the processes of modules that this process has started and that have not ended. */
export function listWorkers(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter(isOwnWorker).map(Number);
}

function isOwnWorker(pid: string): boolean {
  try {
    const isOwn = readFileSync(`/proc/${pid}/status`, 'utf8').includes(`\nPPid:\t${process.pid}\n`);
    return isOwn && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('child-process-worker');
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
