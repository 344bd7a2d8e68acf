import { expect } from 'chai';
import fc from 'fast-check';
import { touchedIn, wantedIn } from './signs.js';

describe('what a build touched', () => {
  for (const [line, kind, what] of [
    ['curl: (6) Could not resolve host: crates.io', 'network', 'crates.io'],
    [
      "fatal: unable to access 'https://github.com/a/b/': Could not resolve host: github.com",
      'network',
      'github.com',
    ],
    ['npm ERR! getaddrinfo ENOTFOUND registry.npmjs.org', 'network', 'registry.npmjs.org'],
    ['dial tcp: lookup proxy.golang.org on [::1]:53: read udp', 'network', 'proxy.golang.org'],
    ['bash: line 1: /dev/tcp/192.0.2.1/80: Network is unreachable', 'network', '192.0.2.1'],
    [
      './configure: /usr/bin/env: bad interpreter: No such file or directory',
      'interpreter',
      '/usr/bin/env',
    ],
    ['env: /usr/bin/env: No such file or directory', 'interpreter', '/usr/bin/env'],
    ['bash: line 2: ./x: cannot execute: required file not found', 'interpreter', './x'],
    [
      "mkdir: cannot create directory '/homeless-shelter': Permission denied",
      'home',
      '/homeless-shelter',
    ],
    ['cat: /home/ada/notes: No such file or directory', 'home', '/home/ada/notes'],
    ['make: /bin/pwd: No such file or directory', 'program', '/bin/pwd'],
    ['sh: 1: /usr/bin/python3: not found', 'program', '/usr/bin/python3'],
    [
      'cat: /etc/ssl/certs/ca-certificates.crt: No such file or directory',
      'file',
      '/etc/ssl/certs/ca-certificates.crt',
    ],
    ['Could not access KVM kernel module: /dev/kvm: Permission denied', 'device', '/dev/kvm'],
    [
      "touch: cannot touch '/nix/store/abc-x/lib/y': Permission denied",
      'store',
      '/nix/store/abc-x/lib/y',
    ],
    ["chown: changing ownership of 'x': Operation not permitted", 'rights', 'chown'],
  ] as const)
    it(`is told by: ${line}`, () => {
      expect(touchedIn(line)).to.deep.equal({ kind, what });
    });

  for (const line of [
    'gcc -O2 -I/usr/include/none -c a.c',
    'ld: cannot find -lfoo: No such file or directory',
    '/build/source/a.c:1:10: fatal error: foo.h: No such file or directory',
    'checking for /usr/bin/file... no',
    'installing to /nix/store/abc-x/bin',
    'cat: /nix/store/abc-x/etc/conf: No such file or directory',
    'sh: /nix/store/abc-x/bin/tool: No such file or directory',
    'cp: /build/root/home/x: No such file or directory',
    'cp: ./etc/x: No such file or directory',
    'bash: foo: command not found',
  ])
    it(`is not told by: ${line}`, () => {
      expect(touchedIn(line)).to.equal(undefined);
    });

  it('is some kind or nothing, whatever a line is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const touched = touchedIn(text.repeat(20));
        if (touched !== undefined) expect(text.repeat(20)).to.contain(touched.what);
        for (const wanted of wantedIn(text)) expect(text).to.contain(wanted.what);
      }),
    );
  });

  it('is looked for in a long line without taking its square, whatever it is made of', () => {
    const work = (line: string): number => {
      const { user } = process.cpuUsage();
      for (let count = 0; count < 40; count++) {
        touchedIn(line);
        wantedIn(line);
      }
      return process.cpuUsage({ user, system: 0 }).user / 1000;
    };
    const pieces = [
      'a',
      'a.',
      'a-',
      '/',
      '/usr/bin/',
      '/home',
      'tar: ',
      'curl ',
      '1.1.1.1 ',
      '~/a',
    ];
    for (const piece of pieces) {
      const line = piece.repeat(2000).slice(0, 2000);
      const least = Math.max(25, work(line.slice(0, 250)));
      expect(work(line), piece).to.be.at.most(least * 24);
    }
  });

  it('is what a script will do, but for what it says of its own home', () => {
    const kinds = (script: string): string[] =>
      wantedIn(script).map((one) => `${one.kind} ${one.what}`);
    expect(kinds('curl -L https://example.org/x.tar.gz | tar x')).to.deep.equal([
      'network curl -L https://example.org/x.tar.gz',
    ]);
    expect(kinds('# git clone x\n/usr/bin/install -m755 a $out/bin\n/bin/sh x.sh')).to.deep.equal([
      'program /usr/bin/install',
    ]);
    expect(kinds('mkdir $HOME/.cache')).to.deep.equal(['home $HOME/.cache']);
    expect(kinds('export HOME=$TMPDIR\nmkdir $HOME/.cache')).to.deep.equal([]);
    expect(kinds('pip install --no-index x')).to.deep.equal([]);
  });
});
