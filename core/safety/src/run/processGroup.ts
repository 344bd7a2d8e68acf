import type { ChildProcess } from 'node:child_process';
import { createLifeline, type Lifeline } from './lifeline.js';

const patience = 2000;

const running = new Set<ChildProcess>();
let lifeline: Lifeline | undefined;

/** Ends a child and all that it started: asked first, and two seconds later not asked. */
export function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => {
    if (running.has(child)) signalGroup(child, 'SIGKILL');
  }, patience).unref();
}

/** Sees to it that the child does not outlive this process, however this one ends. */
export function endWithUs(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
  lifeline ??= createLifeline();
  lifeline.add(pid);
  const forget = (): void => {
    if (!running.delete(child)) return;
    lifeline?.remove(pid);
    if (running.size === 0) process.off('exit', endAll);
  };
  // Outputs that nobody reads are never over.
  child.once('exit', () => signalGroup(child, 0) || forget());
  child.once('close', forget);
}

function endAll(): void {
  running.forEach((child) => signalGroup(child, 'SIGKILL'));
}

/** Whether there was anybody to get it. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
    return false;
  }
}
