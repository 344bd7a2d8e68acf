// Runs npm scripts at once, and fails where one of them does. The first writes as it goes; what the others
// say is shown when all are over, so that no two write into each other.
//   node scripts/together.js test:unit lint:code lint:form
import { spawn } from 'node:child_process';

const [first, ...others] = process.argv.slice(2);

function run(name, stdio) {
  const child = spawn('npm', ['run', '--silent', name], { stdio });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece) => said.push(piece));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ name, code, text: Buffer.concat(said).toString() }));
  });
}

const ended = await Promise.all([
  run(first, 'inherit'),
  ...others.map((name) => run(name, ['ignore', 'pipe', 'pipe'])),
]);
for (const { name, code, text } of ended) {
  if (text.trim() !== '') console.error(`\n${name} says:\n${text.trimEnd()}`);
  if (code !== 0) console.error(`\n${name} failed`);
}
process.exitCode = ended.every(({ code }) => code === 0) ? 0 : 1;
