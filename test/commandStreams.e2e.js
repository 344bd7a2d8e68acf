// What every command has without a line of its own: lists, lines of events, time to tidy up.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const option = { type: 'boolean', description: 'It says so.', declarations: [] };

describe('what commands print', () => {
  let home;
  before(() => {
    home = createHome({ NIXAI_OFFLINE: '1' });
  });
  after(() => home.remove());

  it('is a list with the columns, the order and the rows that are asked for', async () => {
    const argv = ['docs', 'sources', '--columns', 'name,from', '--sort', '-name'];
    const { stdout } = await home.nixai(argv);
    const names = stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);
    expect(names).to.deep.equal(names.toSorted().reverse());
    const csv = await home.nixai(['docs', 'sources', '--csv', '--filter', 'name=handbook']);
    expect(csv.stdout).to.match(/^name,ready,kinds,from,summary\nhandbook,true,.*,nixai,.*\n$/);
    const odd = await home.nixai(['docs', 'sources', '--sort', 'size']);
    expect(odd.code).to.equal(2);
    expect(odd.stderr).to.contain('there are: name, ready');
  });

  it('is an event a line, and the result last', async () => {
    const file = home.file('options.json', JSON.stringify({ 'services.x.enable': option }));
    const { code, stdout, stderr } = await home.nixai(['docs', 'sync', '--file', file, '--ndjson']);
    expect(code, stderr).to.equal(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1).type).to.equal('result');
    expect(lines.at(-1).result.synced).to.have.lengthOf(1);
    expect(lines.find(({ type }) => type === 'event').event).to.include({
      source: 'file',
      ok: true,
    });
    expect(lines.some(({ type }) => type === 'task')).to.equal(true);
  });

  it('ends in an error of the same form', async () => {
    const { code, stdout } = await home.nixai(['docs', 'sync', '--source', 'gone', '--ndjson']);
    const last = JSON.parse(stdout.trim().split('\n').at(-1));
    expect(last.type).to.equal('error');
    expect(last.error.exitCode).to.equal(code);
  });

  it('leaves a command its time to tidy up after Ctrl-C, and says that it is on its way out', async () => {
    await home.nixai(['plugins', 'link', join(root, 'test/plugins/acme-caller')]);
    const child = home.start(['tidy']);
    let said = '';
    await new Promise((resolve) =>
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
        if (said.includes('at work')) resolve();
      }),
    );
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).to.equal(130);
    expect(existsSync(join(home.path, 'tidied'))).to.equal(true);
    expect(said).to.contain('deprecated: clean up at once');
  });
});
