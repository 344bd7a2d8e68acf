// What a machine that loses its power would find: the bytes of a new file are on the disk before its
// name is, and the name before the command says that it is done. A kill alone would not show that.
import { dirname } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { hasStrace, traced } from './support/strace.js';

/** The calls on files of that home that did something, in their order, with the paths they name. */
function callsOn({ path }, lines) {
  return lines.flatMap((line) => {
    const name = /^\d+\s+(\w+)\(/.exec(line)?.[1];
    if (name === undefined || line.includes(' = -1 ')) return [];
    const paths = [...line.matchAll(/<(\/[^>]*)>|"(\/[^"]*)"/g)]
      .map(([, opened, named]) => opened ?? named)
      .filter((one) => one.startsWith(path));
    return paths.length === 0 ? [] : [{ name, paths }];
  });
}

const isSync = ({ name }) => name === 'fsync' || name === 'fdatasync';

/** What a power failure could take of what was made: nothing, or bytes or a name of some path. */
function lostOf(calls) {
  return calls.flatMap(({ name, paths }, index) => {
    const before = calls.slice(0, index);
    const after = calls.slice(index + 1);
    const isLasting = (path) =>
      after.some((call) => isSync(call) && call.paths.includes(dirname(path)));
    if (name.startsWith('mkdir'))
      return isLasting(paths.at(-1)) ? [] : [`${paths.at(-1)}: its name`];
    if (!name.startsWith('rename')) return [];
    const [from, to] = paths.slice(-2);
    const ofFile = before.filter((call) => call.paths.includes(from));
    const lastWrite = ofFile.findLastIndex((call) => call.name.includes('write'));
    const synced = ofFile.slice(lastWrite + 1).some(isSync);
    return [...(synced ? [] : [`${to}: its bytes`]), ...(isLasting(to) ? [] : [`${to}: its name`])];
  });
}

describe('what is written', function () {
  let home;
  before(function () {
    if (!hasStrace) this.skip();
  });
  // Compiled code that is kept has a sum, and is made again where it is not whole.
  beforeEach(() => (home = createHome({ NODE_DISABLE_COMPILE_CACHE: '1' })));
  afterEach(() => home.remove());

  for (const [argv, files] of [
    [['config', 'set', 'ai_model', 'two'], 3],
    [['plugins', 'create', 'wiki', '--kind', 'source', '--yes'], 10],
  ])
    it(`lasts, bytes before names: ${argv.slice(0, 2).join(' ')}`, async () => {
      const { code, lines } = await traced(home, argv);
      expect(code).to.equal(0);
      const calls = callsOn(home, lines);
      const renamed = calls.filter(({ name }) => name.startsWith('rename'));
      expect(renamed.length).to.be.at.least(files);
      expect(lostOf(calls)).to.deep.equal([]);
      console.log(
        `      ${renamed.length} files, each synced before its name and its folder after`,
      );
    });
});
