import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { buildAgain } from '../verify.js';

const storeFile = (group: string): string =>
  String.raw`['"\`]?\/nix\/store\/[0-9a-z]{32}-(?<${group}>[^\/'"\`\s]{1,200})(?<${group}Path>\/[^'"\`\s]{1,300}?)?['"\`]?`;

export const profileCollision: DiagnosisRule = {
  id: 'build/profile-collision',
  class: 'profile-collision',
  phase: 'build',
  title: 'Two packages provide the same file',
  components: ['build', 'packages', 'home-manager'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['collision between', 'conflicting subpath'],
      line: new RegExp(
        `(?:two given paths contain a conflicting subpath|collision between):? ${storeFile('a')} and ${storeFile('b')}`,
      ),
    },
    {
      anchors: ['two given paths contain a conflicting'],
      line: /two given paths contain a conflicting subpath:$/,
    },
    {
      anchors: ['not a directory: '],
      line: new RegExp(`error: not a directory: ${storeFile('a')}$`),
    },
    {
      anchors: ['An existing package already provides'],
      line: /An existing package already provides the following file/,
    },
    {
      anchors: ['packages have the same priority', 'have the same priority'],
      line: new RegExp(
        `(?:packages|paths)? ?${storeFile('a')} and ${storeFile('b')} have the same priority`,
      ),
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: meta.priority',
      url: 'https://nixos.org/manual/nixpkgs/stable/#var-meta-priority',
    },
  ],
  explain(evidence) {
    const storePath =
      /\/nix\/store\/[0-9a-z]{32}-(?<name>[^/'"`\s]{1,200})(?<path>\/[^'"`\s]{1,300})?/;
    const below = evidence
      .below(14)
      .map((text) => storePath.exec(text)?.groups)
      .filter((groups) => groups !== undefined);
    const first = evidence.get('a') || below[0]?.['name'] || '';
    const second = evidence.get('b') || below.find((one) => one['name'] !== first)?.['name'] || '';
    const file = (evidence.get('aPath') || evidence.get('bPath') || below[0]?.['path'] || '')
      .replace(/^\//, '')
      .replace(/^\.([\w-]{1,80})-wrapped$/, '$1');
    if (first === '') return undefined;
    if (second === '')
      return {
        culprit: `${first}: ${file}`,
        facts: { first, file },
        message: `${first} has a file ${file} where other packages of the same environment have a folder.`,
        fixes: [
          nixFix(
            'Leave the package out, or let the environment link only what it needs.',
            'pathsToLink = [ "/bin" "/share" ];   # of buildEnv; environment.pathsToLink for the system',
          ),
        ],
        verify: buildAgain(evidence.block.derivation),
      };
    const short = (name: string): string => name.replace(/-\d[\w.+-]{0,60}$/, '');
    const userProfile = [first, second].some((name) => /home-manager-path/.test(name));
    return {
      culprit: `${first} vs ${second}: ${file}`,
      facts: { first, second, file },
      message: `${first} and ${second} both install ${file}, and neither has the higher priority.${userProfile ? ' One of them is already in the user profile, put there with nix-env or nix profile.' : ''}`,
      fixes: [
        ...(userProfile
          ? [
              shellFix(
                'Remove the one that was installed by hand.',
                `nix-env --uninstall ${short([first, second].find((name) => !/home-manager-path/.test(name)) ?? second)}   # or: nix profile remove`,
              ),
            ]
          : []),
        nixFix(
          'Say which one wins: hiPrio (or lowPrio for the other).',
          `environment.systemPackages = [ (lib.hiPrio pkgs.${short(first)}) pkgs.${short(second)} ];   # or lib.lowPrio, lib.setPrio 10`,
        ),
        advice(`Or remove one of the two: ${short(first)} or ${short(second)}.`),
        ...(userProfile
          ? []
          : [
              shellFix(
                'In a profile of nix-env or nix profile: set the priority there.',
                `nix-env --set-flag priority 10 ${short(second)}   # or: nix profile install --priority 10`,
              ),
            ]),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};

export const testFailure: DiagnosisRule = {
  id: 'build/test-failure',
  class: 'test-failure',
  phase: 'build',
  title: 'Tests fail in the build',
  components: ['build', 'tests'],
  confidence: 0.8,
  yieldsTo: [
    'python-missing-build-dep',
    'shared-lib-missing',
    'sandbox-network',
    'out-of-memory',
    'build-dir-full',
    'disk-full',
    'dns-failure',
    'wrong-system',
  ],
  patterns: [
    {
      anchors: [
        ' errors in ',
        ' error in ',
        'FAILED tests',
        'ERROR tests',
        '.py::',
        ' failed in ',
        ' failed, ',
        'no tests ran',
        'collected 0 items',
      ],
      line: /(?:^|[ =])(?<failed>[1-9]\d{0,5}) (?:failed|errors?)(?:, | in )|^(?:FAILED|ERROR) (?<file>[\w./-]{1,160}\.py)(?:::|$| - )|(?<none>no tests ran|collected 0 items)/,
    },
    {
      anchors: [
        'test result: FAILED',
        'FAILED (failures',
        'FAILED (errors',
        'Tests failed',
        'tests failed',
        'Test Failures',
        '# FAIL:',
        'tests FAILED',
        'some tests failed',
      ],
      line: /test result: FAILED\. \d{1,6} passed; (?<failed>\d{1,6}) failed|FAILED \((?:failures|errors)=\d{1,6}|\d{1,3}% tests passed, (?<ctest>\d{1,6}) tests? failed|# FAIL: {1,3}[1-9]\d{0,5}|Tests?: {1,10}(?<jest>\d{1,6}) failed|[Ss]ome tests failed/,
    },
    {
      anchors: ['--- FAIL:'],
      line: /^\s*--- FAIL: (?<test>\S{1,200})/,
    },
    {
      anchors: ['make: *** [', 'make[1]: *** ['],
      line: /make(?:\[\d{1,2}\])?: \*\*\* \[(?:[^\]]{1,100}: )?(?<target>check|test|tests|check-am|check-TESTS|check-recursive)\] Error/,
    },
    {
      anchors: ['command not found'],
      line: /(?:line \d{1,6}: )(?<runner>py\.test|pytest|nosetests|tox|ctest|prove|jest|mocha|cargo|stestr|trial|bats): command not found/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: checkPhase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-check-phase',
    },
  ],
  explain(evidence) {
    const runner = evidence.get('runner');
    const package_ = evidence.block.derivation;
    const phase = evidence.before(
      /(?:Running phase: |^)(?<phase>checkPhase|installCheckPhase|pytestCheckPhase|unittestCheckPhase|running tests|pytest|=+ test session)/,
      4_000,
    );
    const failing =
      evidence.after(/failed with exit code|Cannot build|builder failed/, 4_000) !== undefined ||
      evidence.all(/failed with exit code|Cannot build/)[0] !== undefined;
    if (package_ === undefined && phase === undefined) return undefined;
    const none = evidence.get('none') !== '';
    if (none && !failing) return undefined;
    const tests = evidence
      .all(
        /^\s*(?:FAILED |ERROR )(?<test>[\w./-]{1,160}::\S{1,160})|--- FAIL: (?<go>\S{1,160})|^test (?<rust>\S{1,200}) \.\.\. FAILED|^\s*\d{1,5} - (?<ctest>\S{1,100}) \(Failed\)|^(?:FAIL|not ok)[: ]{1,3}(?:\d+ - )?(?<tap>\S{1,160})/,
      )
      .map(({ groups }) => Object.values(groups ?? {}).find((name) => name !== undefined))
      .filter((name) => name !== undefined);
    const name = runner || evidence.get('test') || tests[0] || '';
    const framework =
      runner ||
      frameworkOf(
        evidence.all(/pytest|cargo test|test result:|ctest|--- FAIL|jest|mocha|unittest/)[0]?.[0],
      );
    return {
      culprit: [
        package_ ?? 'the package',
        name !== '' && `(${name})`,
        framework !== '' && framework !== name && `with ${framework}`,
      ]
        .filter((part) => typeof part === 'string')
        .join(' '),
      facts: {
        derivation: package_,
        runner: framework || undefined,
        tests: tests.slice(0, 10).join(', ') || undefined,
      },
      message:
        runner !== ''
          ? `The check phase of ${package_ ?? 'the package'} calls ${runner}, which is not in PATH: it is not among the inputs of the check.`
          : none
            ? `The check phase of ${package_ ?? 'the package'} finds no tests, and its runner (${framework}) counts that as a failure (pytest: exit code 5).`
            : `The tests of ${package_ ?? 'the package'} fail${tests.length > 0 ? `: ${tests.slice(0, 5).join(', ')}` : ''}. In the sandbox there is no network, no home, and little time.`,
      fixes:
        runner !== ''
          ? [
              nixFix(
                'Add the runner (nativeCheckInputs; older: checkInputs).',
                `nativeCheckInputs = [ ${/py\.test|pytest/.test(runner) ? 'python3Packages.pytest' : runner} ];   # checkInputs in older nixpkgs`,
              ),
            ]
          : [
              ...(tests.length > 0 && /::/.test(tests[0] ?? '')
                ? [
                    nixFix(
                      'Leave out the tests that cannot pass in the sandbox.',
                      `disabledTests = [ ${tests
                        .slice(0, 5)
                        .map((test) => `"${test.split('::').at(-1)?.replace(/\[.*$/, '') ?? test}"`)
                        .join(' ')} ];`,
                    ),
                  ]
                : []),
              nixFix(
                'Or build without tests.',
                'doCheck = false;   # Python: also dontUsePytestCheck; or an own checkPhase',
              ),
              advice(
                'If it is a package of nixpkgs that you did not change, take a revision for which Hydra built it (update nixpkgs), so that it comes from the cache; a test that fails now and then may pass when it is built again.',
              ),
            ],
      verify: buildAgain(package_),
    };
  },
};

const frameworkOf = (text: string | undefined): string =>
  text === undefined ? '' : ({ 'test result:': 'cargo test', '--- FAIL': 'go test' }[text] ?? text);

const moduleSource = /\/nv[\w-]{0,40}|kernel-open|nvidia|\/os_dep|kmod|dkms|\/build\/kernel\//;

/** Whether a module of the kernel is built: by kbuild's lines, the source's place, the name. */
function buildsModule(evidence: Evidence): boolean {
  const kbuild =
    /^\s*(?:CC|LD|AR) {1,3}\[M\]|scripts\/Makefile\.(?:build|modpost)|\/lib\/modules\/\d/;
  return (
    moduleSource.test(evidence.get('target')) ||
    /-kernel-|kernel-modules|-\d+\.\d+\.\d+-\d+\.\d+/.test(evidence.block.derivation ?? '') ||
    (evidence.before(kbuild, 60) ?? evidence.after(kbuild, 20)) !== undefined
  );
}

export const kernelModule: DiagnosisRule = {
  id: 'build/kernel-module',
  class: 'kernel-module-build',
  phase: 'build',
  title: 'Kernel module does not build for this kernel',
  components: ['build', 'kernel', 'graphics'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['scripts/Makefile.build', 'scripts/Makefile.modpost'],
      line: /make(?:\[\d\])?: \*\*\* \[(?:\/nix\/store\/[^\s\]]{1,300})?scripts\/Makefile\.(?:build|modpost):\d{1,5}: (?<target>[^\]]{1,300})\] Error/,
    },
    {
      anchors: ['/lib/modules/'],
      line: /make(?:\[\d\])?: \*\*\* \[.{0,200}\/lib\/modules\/(?<kernel>[\w.-]{3,60})\/(?:build|source)/,
    },
    { anchors: ['ERROR: modpost:'], line: /ERROR: modpost: (?<what>.{1,200})/ },
    {
      anchors: ['error: '],
      line: /(?<target>[^\s:]{1,300}\.[ch]):\d{1,6}:\d{1,5}: error: (?<what>.{1,200})/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: Linux kernel',
      url: 'https://nixos.org/manual/nixos/stable/#sec-kernel-config',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation ?? '';
    const kernel =
      evidence.get('kernel') ||
      /(?:-|_)(?<is>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?:-rc\d{1,2})?)(?:-[\w-]{1,20})?$/.exec(package_)
        ?.groups?.['is'] ||
      evidence.all(
        /(?:\/lib\/modules\/|linux-|KERNELRELEASE=|kernel )(?<is>\d{1,2}\.\d{1,3}(?:\.\d{1,3})?)/,
      )[0]?.groups?.['is'];
    // Only a module's build tells an error of C from that of any program.
    if (evidence.get('target') !== '' && !buildsModule(evidence)) return undefined;
    // The kernel itself is built with the same makefiles.
    if (
      /^linux-(?:\d|rpi|zen|hardened|config)/.test(package_) ||
      (package_ === '' && kernel === undefined && !moduleSource.test(evidence.get('target')))
    )
      return undefined;
    const error =
      evidence.get('what') ||
      (
        evidence.before(/\berror: (?<what>.{1,200})/, 200) ??
        evidence.after(/\berror: (?<what>.{1,200})/, 20)
      )?.groups?.['what'];
    const first = evidence.all(/: error: (?<what>.{1,200})/)[0]?.groups?.['what'] ?? error;
    const nvidia = /nvidia/.test(package_ + evidence.line.text);
    const name = package_ !== '' ? package_ : nvidia ? 'nvidia' : 'the module';
    return {
      culprit: `${name}${kernel === undefined || package_.includes(kernel) ? '' : ` on Linux ${kernel}`}`,
      facts: { module: name, kernel, error: first },
      message: `${name} does not compile against Linux ${kernel ?? '(of this configuration)'}${first === undefined ? '' : `: ${first}`}. The module is older than the kernel's interfaces (or the other way round).`,
      fixes: [
        nixFix(
          'Use a kernel that the module supports: the default or a long-term one, not linuxPackages_latest.',
          'boot.kernelPackages = pkgs.linuxPackages;   # or linuxPackages_6_12',
          'restart',
        ),
        ...(nvidia
          ? [
              nixFix(
                'Or a newer driver.',
                'hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.latest;   # or beta, production',
                'restart',
              ),
            ]
          : []),
        advice(
          'Or update nixpkgs (nix flake update): newer versions of the module are patched for newer kernels; until then apply the patch that upstream has.',
        ),
      ],
      verify: ['nixos-rebuild build', ...buildAgain(evidence.block.derivation)],
    };
  },
};

export const initrdModule: DiagnosisRule = {
  id: 'build/initrd-module',
  class: 'initrd-module-missing',
  phase: 'build',
  title: 'Kernel lacks a module of the initrd',
  components: ['build', 'boot', 'kernel'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['modprobe: FATAL: Module', 'FATAL: Module'],
      line: /modprobe: FATAL: Module (?<module>[\w-]{1,80}) not found in directory (?<folder>\S{1,300})/,
    },
  ],
  docs: [
    {
      title: 'boot.initrd.availableKernelModules',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-boot.initrd.availableKernelModules',
    },
  ],
  explain(evidence) {
    const module = evidence.get('module');
    const kernel =
      /\/lib\/modules\/(?<is>[\w.+-]{1,60})/.exec(evidence.get('folder'))?.groups?.['is'] ?? '';
    const building =
      evidence.block.derivation !== undefined || evidence.get('folder').startsWith('/nix/store/');
    if (!building) return undefined;
    return {
      culprit: `${module} (kernel ${kernel})`,
      facts: { module, kernel, folder: evidence.get('folder') },
      message: `The initrd shall contain the kernel module ${module}, and the kernel ${kernel} has none of that name: it is built in, switched off (as in vendor kernels for boards), or an out-of-tree module that is not in boot.extraModulePackages.`,
      fixes: [
        nixFix(
          'Take it from the list: name only modules that this kernel has.',
          `boot.initrd.availableKernelModules = lib.mkForce [ /* without "${module}" */ ];   # see also boot.initrd.kernelModules`,
        ),
        nixFix(
          'Or let missing modules pass (usual for Raspberry Pi kernels).',
          'nixpkgs.overlays = [ (final: super: { makeModulesClosure = x: super.makeModulesClosure (x // { allowMissing = true; }); }) ];',
        ),
        nixFix(
          'If it is an out-of-tree module, add its package.',
          `boot.extraModulePackages = [ config.boot.kernelPackages.${module} ];`,
        ),
        nixFix(
          'Or use a kernel that has it.',
          'boot.kernelPackages = pkgs.linuxPackages;',
          'restart',
        ),
      ],
      options: ['boot.initrd.availableKernelModules'],
      verify: ['nixos-rebuild build'],
    };
  },
};

export const remoteBuilder: DiagnosisRule = {
  id: 'build/remote-builder',
  class: 'remote-builder-ssh',
  phase: 'build',
  title: 'Remote machine is not reached over SSH',
  components: ['build', 'networking', 'ssh'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Host key verification failed', 'REMOTE HOST IDENTIFICATION HAS CHANGED'],
      line: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    },
    {
      anchors: [
        'cannot build on',
        'failed to start SSH',
        'unable to open SSH',
        'failed to find a machine',
        'Failed to find a machine',
      ],
      line: /cannot build on ['"`](?<store>ssh[^'"`]{3,200})['"`]: (?<why>.{1,300})|failed to start SSH (?:connection|master connection) to ['"`](?<host>[^'"`]{1,200})|unable to open SSH connection to ['"`](?<refused>[^'"`]{1,200})['"`]: (?!cannot connect)|[Ff]ailed to find a machine for remote build/,
    },
    {
      anchors: ['Permission denied (publickey', 'Too many authentication failures'],
      line: /(?<host>[\w.@-]{1,120})?:? ?Permission denied \(publickey|Too many authentication failures/,
    },
    {
      anchors: ['cannot connect to '],
      line: /cannot connect to ['"`](?<host>[^'"`\s]{1,200})['"`](?:; trying other|: error)|cannot connect to ['"`](?<other>[\w.-]{1,60}@[\w.-]{1,120})['"`]/,
    },
    {
      anchors: [
        'ssh: connect to host',
        'error: executing ',
        'ssh: not found',
        'ssh: command not found',
      ],
      line: /ssh: connect to host (?<host>\S{1,200}) port \d{1,5}: .{1,80}|executing ['"]ssh['"]: No such file|ssh: (?:command )?not found/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: remote builds',
      url: 'https://nix.dev/manual/nix/latest/advanced-topics/distributed-builds',
    },
  ],
  explain(evidence) {
    const named =
      evidence.get('store') ||
      evidence.get('refused') ||
      evidence.get('host') ||
      evidence.get('other') ||
      evidence
        .all(
          /(?<host>ssh(?:-ng)?:\/\/[^\s'"`]{1,200})|['"`](?<user>[\w.-]{1,40}@[\w.-]{1,120})['"`]|connect to host (?<plain>\S{1,120})|known_hosts for (?<known>\S{1,120})|The \w{2,10} host key for (?<key>\S{1,120}) has changed/,
        )
        .flatMap(({ groups }) => Object.values(groups ?? {}).filter((one) => one !== undefined))[0];
    const context = evidence.all(
      /remote build|ssh(?:-ng)?:\/\/|cannot build on|nix copy|build-remote|machine for remote|nixos-rebuild|deploy|target-host|nix-store --serve|nix-daemon/,
    )[0];
    const program = /executing ['"]ssh|ssh: (?:command )?not found/.test(evidence.line.text);
    if (context === undefined && named === undefined && !program) return undefined;
    if (
      context === undefined &&
      !/cannot build on|failed to (?:start SSH|find a machine)|unable to open SSH/i.test(
        evidence.line.text,
      ) &&
      !program
    )
      return undefined;
    const host = (named ?? 'the builder')
      .replace(/^ssh(?:-ng)?:\/\//, '')
      .replace(/\?.{0,300}$/, '');
    const bare = host.replace(/^[\w.-]+@/, '').replace(/:\d+$/, '');
    const all = [
      evidence.line.text,
      ...evidence
        .all(/Host key|Permission denied|Connection (?:refused|timed out)|No route|host key/i)
        .map(([text]) => text),
    ].join(' ');
    const key = /host key|Host key|IDENTIFICATION/i.test(all);
    const denied = /Permission denied|authentication failures/.test(all);
    return {
      culprit: program
        ? 'ssh is not in PATH'
        : `${host} (root's ${key ? 'known_hosts' : denied ? 'key' : 'SSH connection'})`,
      facts: { host: named, reason: key ? 'host key' : denied ? 'authentication' : undefined },
      message: program
        ? 'Nix wants to connect over SSH, and there is no ssh in PATH of the process (an activation script or a service has a PATH of its own).'
        : key
          ? `The host key of ${bare} is not known (or has changed). For builds it is root (nix-daemon) who connects, so root must accept the key: that you can log in says nothing.`
          : denied
            ? `${bare} does not accept the key that is offered: builds connect as root (nix-daemon), with root's keys and root's ssh configuration.`
            : `${bare} cannot be reached over SSH as the daemon does it, or it has no nix-daemon/nix-store in PATH.`,
      fixes: program
        ? [
            nixFix(
              'Give it openssh.',
              'systemd.services.NAME.path = [ pkgs.openssh ];   # in an activation script: export PATH=${pkgs.openssh}/bin:$PATH',
            ),
          ]
        : [
            shellFix(
              'Try what the daemon does, as root; compare the fingerprint, and accept the host key (it goes to /root/.ssh/known_hosts).',
              `sudo ssh ${host} nix-store --version`,
              'security',
            ),
            nixFix(
              'Or declare the host key for everybody.',
              `programs.ssh.knownHosts."${bare}".publicKey = "ssh-ed25519 AAAA…";`,
              'security',
            ),
            nixFix(
              'Name user and key of the builder.',
              `nix.buildMachines = [ { hostName = "${bare}"; sshUser = "nix"; sshKey = "/root/.ssh/id_ed25519"; systems = [ "x86_64-linux" ]; } ];`,
            ),
            shellFix(
              'If the machine was reinstalled, forget its old key first.',
              `sudo ssh-keygen -R ${bare}`,
              'security',
            ),
          ],
      verify: program ? ['which ssh'] : [`sudo nix store ping --store ssh-ng://${host}`],
    };
  },
};
