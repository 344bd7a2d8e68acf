// Runs test files in this process, up to the first that fails: node runTests.js FILE…
// mocha's own way requires them, which passes by the hook that changes a module (load.js).
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import '../../test/support/seed.js';

const mocha = new Mocha({ bail: true, timeout: 60_000, reporter: 'dot' });
for (const path of process.argv.slice(2)) {
  const file = resolve(path);
  mocha.suite.emit('pre-require', globalThis, file, mocha);
  mocha.suite.emit('require', await import(pathToFileURL(file)), file, mocha);
  mocha.suite.emit('post-require', globalThis, file, mocha);
}
mocha.run((failures) => process.exit(failures === 0 ? 0 : 1));
