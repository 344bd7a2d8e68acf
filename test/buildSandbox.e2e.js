// `build sandbox-debug`: what a build touched, by the log of one in a real sandbox where that can be had.
import { expect } from 'chai';
import { join } from 'node:path';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';

/** A builder in the sandbox finds a shell and its libraries in this machine's own folders. */
const boxed =
  'sandbox = true\nsandbox-fallback = false\nsandbox-paths = /bin /lib /lib64 /usr/bin /usr/lib\n';

const drv = (
  name,
  script,
  more = '',
) => `derivation { name = "${name}"; system = builtins.currentSystem;
  builder = "/bin/bash"; PATH = "/usr/bin:/bin"; ${more} args = [ "-c" ''${script}'' ]; }\n`;

describe('build sandbox-debug', function () {
  let store;
  let home;
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    expect((await home.nixai(['plugins', 'link', join(root, 'plugins/build')])).code).to.equal(0);
  });
  after(() => {
    home?.remove();
    store?.remove();
  });
  const nixai = (env, ...words) =>
    home.nixai(['build', ...words], { env: { ...home.env, ...env } });
  const of = ({ stdout }) => {
    const { touched } = JSON.parse(stdout);
    return touched.map(({ kind, what, from }) => `${kind} ${what} ${from}`);
  };

  it('says what the log of a build in the sandbox names, and by which line', async function () {
    const NIX_CONFIG = `${home.env.NIX_CONFIG}${boxed}`;
    home.file('probe.nix', drv('probe', 'echo > $out'));
    if ((await nixai({ NIX_CONFIG }, 'probe.nix', '--no-link')).code !== 0) this.skip();
    home.file(
      'boxed.nix',
      drv(
        'boxed-1.0',
        `cat /home/ada/notes; echo > /dev/tcp/192.0.2.1/80
         printf '#!/opt/bin/tool\\n' > x; chmod +x x; ./x
         cat /etc/ssl/certs/ca-certificates.crt; echo fine; exit 1`,
      ),
    );
    expect((await nixai({ NIX_CONFIG }, 'boxed.nix', '--no-link')).code).to.equal(100);
    const json = await nixai({ NIX_CONFIG }, 'sandbox-debug', '--json');
    expect(json.code).to.equal(1);
    const { sandbox, derivations } = JSON.parse(json.stdout);
    expect(sandbox).to.include({ set: 'true', fallback: false });
    expect(derivations.map(({ name, log, download }) => [name, log, download])).to.deep.equal([
      ['boxed-1.0', true, false],
    ]);
    const found = of(json);
    expect(found).to.include.members([
      ...['home /home/ada/notes log', 'network 192.0.2.1 log', 'interpreter ./x log'],
      'file /etc/ssl/certs/ca-certificates.crt log',
    ]);
    const { stdout } = await nixai({ NIX_CONFIG }, 'sandbox-debug');
    expect(stdout)
      .to.contain('The sandbox is on')
      .and.to.match(/- \/home\/ada\/notes \(line 1 of the log\)/)
      .and.to.contain('patchShebangs');
  });

  it('reads what a derivation says it will do, and builds nothing', async () => {
    const phase = 'buildPhase = "git clone https://example.org/x\\n/usr/bin/install a $out";';
    home.file('will.nix', drv('will-1.0', 'echo > $out', phase));
    const json = await nixai({}, 'sandbox-debug', 'will.nix', '--json');
    expect(of(json)).to.deep.equal([
      'network git clone https://example.org/x attribute',
      'program /usr/bin/install attribute',
    ]);
    const { derivations, sandbox } = JSON.parse(json.stdout);
    expect(derivations[0].log).to.equal(false);
    expect(sandbox.set).to.equal('false');
    const { stdout } = await nixai({}, 'sandbox-debug', 'will.nix');
    expect(stdout).to.contain('The sandbox is off here').and.to.contain('buildPhase says so');
  });

  it('finds nothing wrong with the network of a download, and nothing in what is in order', async () => {
    const hash =
      'outputHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; outputHashMode = "flat"; outputHashAlgo = "sha256";';
    home.file('src.nix', drv('src', 'curl https://example.org/x > $out', hash));
    const download = await nixai({}, 'sandbox-debug', 'src.nix');
    expect(download.code).to.equal(0);
    expect(download.stdout).to.contain('it has the network').and.to.contain('Neither its log');
    home.file('plain.nix', drv('plain', 'echo > $out'));
    expect((await nixai({}, 'sandbox-debug', 'plain.nix')).code).to.equal(0);
  });
});
