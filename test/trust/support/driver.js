// nixai in one process that runs it again and again: starting Node each time costs more than the run.
import { fork } from 'node:child_process';
import { join } from 'node:path';

/**
 * A process that runs nixai many times; started anew when it hangs.
 * @param main the program's `bundle/main.cjs`.
 * @param patience milliseconds after which a run hangs, which it then says: `hung: true`.
 */
export function createDriver(home, main, patience) {
  let child;
  async function start() {
    child = fork(join(import.meta.dirname, 'driverProcess.js'), [main], {
      cwd: home.path,
      env: { ...home.env, EDITOR: 'true' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await new Promise((resolve) => child.once('message', resolve));
  }
  return {
    async run(argv, env) {
      if (child === undefined) await start();
      const outcome = await new Promise((resolve) => {
        const timer = setTimeout(() => resolve({ hung: true }), patience);
        const settle = (value) => {
          clearTimeout(timer);
          child.removeAllListeners();
          resolve(value);
        };
        child.once('message', settle);
        child.once('exit', (code) => settle({ crash: `the process ended with ${code}` }));
        child.send({ argv, env });
      });
      if (outcome.hung || outcome.crash !== undefined) this.stop();
      return outcome;
    },
    stop() {
      child?.removeAllListeners();
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}
