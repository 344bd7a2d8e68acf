// Runs nixai again and again in one process, as `bin/nixai.js` runs it once: the same `main`, with
// the words, the environment and the files of each case. A message in, a message out.
import { pathToFileURL } from 'node:url';

const [, , mainFile] = process.argv;
const { main } = await import(pathToFileURL(mainFile));
const environment = { ...process.env };
// Each run listens to them once.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);
let printed = { stdout: '', stderr: '' };
let ended;

for (const name of ['stdout', 'stderr'])
  process[name].write = (chunk, encoding, callback) => {
    printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) setImmediate(done);
    return true;
  };

class Exit extends Error {}
process.exit = (code) => {
  ended ??= code ?? process.exitCode ?? 0;
  throw new Exit('process.exit');
};
let crash;
process.on('uncaughtException', (error) => {
  if (!(error instanceof Exit)) crash ??= error;
});
process.on('unhandledRejection', (error) => {
  if (!(error instanceof Exit)) crash ??= error;
});

process.on('message', async ({ argv, env }) => {
  printed = { stdout: '', stderr: '' };
  ended = undefined;
  crash = undefined;
  process.exitCode = undefined;
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment, env);
  const before = process.cpuUsage();
  try {
    await main(argv);
  } catch (error) {
    if (!(error instanceof Exit)) crash ??= error;
  }
  // What was left to the next turn may still print or fail.
  await new Promise((resolve) => setImmediate(resolve));
  const { user, system } = process.cpuUsage(before);
  process.send({
    code: ended ?? process.exitCode ?? 0,
    ...printed,
    crash: crash && String(crash.stack ?? crash),
    cpu: (user + system) / 1000,
    memory: process.memoryUsage.rss(),
  });
});
process.send('ready');
