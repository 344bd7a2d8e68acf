import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandSession, Commands, Host, Session } from '@nixai/api';

/** Calls go to what is open now; what was replaced is closed when its last call is over. */
export interface RenewedSession {
  current(): CommandSession;
  /** From the next call on, everything is built anew. */
  renew(): void;
  close(): Promise<void>;
}

export function openSession(commands: Commands, options: Session): RenewedSession {
  let open = counted(commands.open(options));
  return {
    current: () => open.session,
    renew() {
      const before = open;
      open = counted(commands.open(options));
      before.closeWhenIdle();
    },
    close: () => open.session.close(),
  };
}

function counted(session: CommandSession) {
  let running = 0;
  let over = false;
  const closeIfIdle = () => {
    if (over && running === 0) session.close().catch(() => {});
  };
  const during = async <T>(work: Promise<T>): Promise<T> => {
    running++;
    try {
      return await work;
    } finally {
      running--;
      closeIfIdle();
    }
  };
  return {
    session: {
      invoke: <R>(...call: Parameters<CommandSession['invoke']>) =>
        during(session.invoke<R>(...call)),
      callTool: (...call) => during(session.callTool(...call)),
      close: () => session.close(),
    } satisfies CommandSession,
    closeWhenIdle() {
      over = true;
      closeIfIdle();
    },
  };
}

/** Milliseconds for which an index is taken to be the same. */
const patience = 1000;

/** Says whether `nixai docs sync` has brought another index since the last time it was asked. */
export function indexWatch({ paths }: Pick<Host, 'paths'>): () => Promise<boolean> {
  const folder = join(paths.cache, 'docs');
  let known: string | undefined;
  let asked = -Infinity;
  return async () => {
    if (performance.now() - asked < patience) return false;
    asked = performance.now();
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    const now = names
      .filter((name) => name.endsWith('.sqlite'))
      .sort()
      .join('\n');
    const isOther = known !== undefined && known !== now;
    known = now;
    return isOther;
  };
}
