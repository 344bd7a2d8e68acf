import { spawn, spawnSync } from 'node:child_process';
import { createClient } from '../../test/support/languageClient.js';
import { quantile, startServer, timed, worked } from './editor.js';

/** From the start of the process to the answer to `initialize`, beside Node that does nothing. */
export async function start(env, rounds) {
  const [nothing, answered, processor] = [[], [], []];
  const own = 'process.stdout.write(require("fs").readFileSync("/proc/self/schedstat", "utf8"))';
  // The first one leaves its compiled code for those that are measured.
  for (let round = 0; round <= rounds; round++) {
    const bare = await timed(
      () =>
        new Promise((resolve) => {
          spawn(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }).on('exit', resolve);
        }),
    );
    let [client, used] = [];
    const took = await timed(async () => {
      const child = startServer(env);
      client = createClient(child);
      await client.initialize();
      // Of the main thread, however busy the machine is.
      used = worked(child.pid);
    });
    await client.end();
    const { stdout } = spawnSync(process.execPath, ['-e', own], { env, encoding: 'utf8' });
    if (round === 0) continue;
    nothing.push(bare);
    answered.push(took);
    processor.push(used / (Number(stdout.split(' ')[0]) / 1e6));
  }
  const ratio = (share) => quantile(answered, share) / quantile(nothing, share);
  console.log(
    `initialize: median ${quantile(answered, 0.5).toFixed(0)} ms, ${ratio(0.5).toFixed(1)} x node -e 0 (least: ${ratio(0).toFixed(1)} x; n ${rounds}; bar 2); by processor time of the main thread ${quantile(processor, 0.5).toFixed(2)} x`,
  );
}
