import type { ChildProcess } from 'node:child_process';

const patience = 2000;
const running = new Set<ChildProcess>();

/** Ends a child and all that it started: asked first, and two seconds later not asked. */
export function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => {
    if (running.has(child)) signalGroup(child, 'SIGKILL');
  }, patience).unref();
}

/** Sees to it that the child does not outlive this process. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
  child.once('close', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', endAll);
  });
}

function endAll(): void {
  running.forEach((child) => signalGroup(child, 'SIGKILL'));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}
