import { spawn } from 'node:child_process';
import { createClient } from '../../test/support/languageClient.js';
import { quantile, startServer, timed } from './editor.js';

/** From the start of the process to the answer to `initialize`, beside Node that does nothing. */
export async function start(env, rounds) {
  const nothing = [];
  const answered = [];
  for (let round = 0; round < rounds; round++) {
    nothing.push(
      await timed(
        () =>
          new Promise((resolve) => {
            spawn(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }).on('exit', resolve);
          }),
      ),
    );
    let client;
    answered.push(
      await timed(() => {
        client = createClient(startServer(env));
        return client.initialize();
      }),
    );
    await client.end();
  }
  const ratio = (share) => quantile(answered, share) / quantile(nothing, share);
  console.log(
    `initialize: median ${quantile(answered, 0.5).toFixed(0)} ms, ${ratio(0.5).toFixed(1)} x node -e 0 (least: ${ratio(0).toFixed(1)} x; n ${rounds}; bar 2)`,
  );
}
