import { expect } from 'chai';
import { createHome } from './support/home.js';
import { startModelService } from '../core/models/dist/testing/modelService.js';

/** What Node says of each file it loads, when asked with NODE_DEBUG. */
const debug = { NODE_DEBUG: 'esm,module' };
// Each is in the bundle, in the file of the provider that it is for.
const sdks = ['bundle/openai-', 'bundle/ollama-', 'bundle/gemini-'];

describe('what a command loads', () => {
  let home;
  before(() => (home = createHome()));
  after(() => home.remove());

  const loads = ({ stderr }, part) => stderr.includes(part);

  it('no SDK and no YAML parser for an answer without a model', async () => {
    const run = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?'], { env: debug });
    expect(run.code).to.equal(0);
    for (const sdk of [...sdks, 'node_modules/yaml/', 'node_modules/libsql/'])
      expect(loads(run, sdk), sdk).to.equal(false);
  });

  it('nothing of oclif for --version', async () => {
    const run = await home.nixai(['--version'], { env: debug });
    expect(loads(run, 'bundle/main.cjs')).to.equal(true);
    expect(loads(run, 'bundle/oclif')).to.equal(false);
  });

  it('only the SDK of the provider that is asked', async () => {
    const texts = ['Set ', '`services.openssh.enable`.'];
    const server = await startModelService('ollama', { texts });
    const argv = ['ask', '--provider', 'ollama', '--model', 'm', 'how do I enable SSH?'];
    const run = await home.nixai(argv, { env: { ...debug, OLLAMA_HOST: server.url } });
    await server.close();
    expect(run.code, run.stderr.slice(-500)).to.equal(0);
    expect(run.stdout).to.contain('services.openssh.enable');
    expect(loads(run, sdks[1])).to.equal(true);
    expect(loads(run, sdks[0])).to.equal(false);
    expect(loads(run, sdks[2])).to.equal(false);
  });
});
