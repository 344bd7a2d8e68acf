/** A log of something that went well, however much it speaks of errors. */
export interface HealthyLog {
  readonly name: string;
  readonly text: string;
}

/** How the output of a build that succeeds ends. */
const fixup = `Running phase: installPhase
install flags: SHELL=/nix/store/7vh5l8p0y3r9m2k4n6q8s1t3v5w7x9z0-bash-5.2/bin/bash install
Running phase: fixupPhase
shrinking RPATHs of ELF executables and libraries in /nix/store/1b2c3d4f5g6h7i8j9k0l1m2n3p4q5r6s-out
stripping (with command strip and flags -S -p) in /nix/store/1b2c3d4f5g6h7i8j9k0l1m2n3p4q5r6s-out/bin`;

/** What tools print on the way to success; each is a build of its own. */
const builds: Readonly<Record<string, string>> = {
  autotools: `checking for gcc... gcc\nchecking whether the C compiler works... yes\nchecking for pkg-config... /nix/store/x/bin/pkg-config\nchecking for GTK... no\nchecking for library containing dlopen... none required\nconfigure: WARNING: No package 'gtk+-3.0' found, building without a window\nconfig.status: creating Makefile\nmake[1]: Nothing to be done for 'all'.`,
  cmake: `-- The C compiler identification is GNU 13.2.0\n-- Performing Test HAVE_FOO - Failed\n-- Could NOT find PkgConfig (missing: PKG_CONFIG_EXECUTABLE)\n-- Could NOT find Doxygen (missing: DOXYGEN_EXECUTABLE)\n-- Found OpenSSL: /nix/store/x/lib/libssl.so\n[ 50%] Building CXX object error_handling.cpp.o\n[100%] Linking CXX executable app`,
  meson: `Run-time dependency systemd found: NO (tried pkgconfig and cmake)\nRun-time dependency glib-2.0 found: YES 2.80\nDependency gtk4 found: NO (tried pkgconfig)\nLibrary m found: YES\nBuild targets in project: 12`,
  pytest: `============================= test session starts ==============================\ncollected 812 items\ntests/test_errors.py::test_no_module_named PASSED\ntests/test_io.py ....x..s.....\n---- Captured stderr ----\nModuleNotFoundError: No module named 'does_not_exist'\nerror: undefined variable 'x'\n================ 810 passed, 1 skipped, 1 xfailed in 12.21s ================`,
  cargo: `   Compiling libc v0.2.154\nwarning: unused variable: \`error\`\nrunning 41 tests\ntest errors::no_space_left_on_device ... ok\ntest panics - should panic ... ok\nthread 'panics' panicked at src/lib.rs:12:5:\nassertion failed: false\ntest result: ok. 41 passed; 0 failed; 0 ignored`,
  go: `=== RUN   TestConnectionRefused\n    client_test.go:41: dial tcp 127.0.0.1:1: connect: connection refused\n--- PASS: TestConnectionRefused (0.00s)\nPASS\nok  \texample.org/x/client\t0.31s`,
  node: `npm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported\nadded 812 packages in 9s\n> app@1.0.0 build\n> vite build\nError boundaries are enabled\n  12 passing (31ms)\n  0 failing`,
  nixTests: `running test eval-fail-undefined.nix\nerror: undefined variable 'x'\n       at /build/tests/eval-fail-undefined.nix:1:1:\nrunning test eval-fail-recursion.nix\nerror: infinite recursion encountered\nrunning test fetchurl\nerror: hash mismatch in fixed-output derivation '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-x.drv':\n         specified: sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n            got:    sha256-BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=\nran test eval-fail-undefined.nix... [PASS]\nAll 213 tests passed.`,
  gitTests: `ok 12 - clone of a missing repository fails\nfatal: repository '/build/missing' does not exist\nok 13 - error: pathspec 'x' did not match any file(s) known to git\nfatal: unable to access 'https://nowhere.invalid/': Could not resolve host: nowhere.invalid\nok 14 - fetch without a network fails\n# passed all 14 test(s)`,
  curlTests: `test 0022...[HTTP GET with maximum filesize and contentlength exceeding] OK\ntest 0404...[The requested URL returned error: 404] OK\ncurl: (22) The requested URL returned error: 404\ncurl: (6) Could not resolve host: non-existing\ncurl: (60) SSL certificate problem: self-signed certificate\nTESTDONE: 1400 tests out of 1400 reported OK: 100%`,
  kernel: `  CC      fs/ext4/ialloc.o\n  CC      mm/oom_kill.o\n  LD      vmlinux\nWARNING: modpost: missing MODULE_DESCRIPTION() in lib/slub_kunit.o\n  INSTALL /nix/store/x-linux-6.6.30/lib/modules/6.6.30/kernel/fs/nfs/nfs.ko\n  DEPMOD  /nix/store/x-linux-6.6.30/lib/modules/6.6.30`,
  patch: `applying patch /nix/store/0123456789abcdfghijklmnpqrsvwxyz-fix-errors.patch\npatching file src/error.c\nHunk #1 succeeded at 42 (offset 3 lines).\npatching file src/failed.c`,
  java: `[INFO] Running org.example.OutOfMemoryErrorTest\n[ERROR] this line is printed by a test on purpose\njava.lang.OutOfMemoryError: simulated\n[INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1\n[INFO] BUILD SUCCESS`,
  haskell: `[12 of 40] Compiling Control.Exception.Error\nwarning: [-Wunused-imports]\n40 examples, 0 failures\nFinished in 0.1 seconds`,
  texlive: `Overfull \\hbox (2.1pt too wide) in paragraph\nLaTeX Warning: Reference 'fig:error' undefined\nOutput written on manual.pdf (212 pages).`,
  configure: `checking for autoreconf... no\n./configure: line 4012: xmlto: command not found\nconfigure: WARNING: xmlto is not there, manual pages are not built\nchecking for a sed that does not truncate output... /nix/store/x/bin/sed\nconfigure: creating ./config.status`,
  perl: `t/00-load.t .... ok\nt/10-errors.t ... ok\nt/20-missing.t .. skipped: Test::Pod not installed\nAll tests successful.\nFiles=41, Tests=812,  9 wallclock secs\nResult: PASS`,
  ruby: `rm: cannot remove 'tmp/cache': No such file or directory\nRun options: --seed 4711\n# Running:\n812 runs, 2041 assertions, 0 failures, 0 errors, 3 skips`,
  symlinks: `noBrokenSymlinksInAllOutputs\nchecking for references to /build/ in /nix/store/x-app...\nnothing broken: 0 dangling symlinks\npatching script interpreter paths in /nix/store/x-app`,
  vitest: ` ✓ src/errors.test.ts (12 tests) 31ms\n ✓ src/fetch.test.ts (4 tests)\nstderr | fetch.test.ts > refuses\nError: getaddrinfo ENOTFOUND nowhere.invalid\n Test Files  2 passed (2)\n      Tests  16 passed (16)`,
  jest: `PASS src/resolve.test.js\n  ✓ says so where a module is missing (4 ms)\n    Error: Cannot find module './missing' from 'src/resolve.js'\n    Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'nothing' imported from /build/source/src/x.mjs\nTests:       41 passed, 41 total`,
  kernelModule: `  CC [M]  nvidia/nv.o\nIn file included from /nix/store/0123456789abcdfghijklmnpqrsvwxyz-linux-6.6.30-dev/lib/modules/6.6.30/source/include/linux/mm.h:33,\n                 from ././common/inc/nv-pgprot.h:30:\nwarning: suggest braces around empty body in an 'if' statement [-Wempty-body]\n  LD [M]  nvidia.ko`,
  lit: `PASS: LLVM :: CodeGen/X86/error.ll (1 of 812)\nXFAIL: LLVM :: Transforms/x.ll (2 of 812)\nTesting Time: 41.02s\n  Expectedly Failed: 1\n  Passed           : 811`,
  cmakeWarnings: `CMake Warning at CMakeLists.txt:12 (find_package):\n  Could not find a package configuration file provided by "Foo" (optional)\nCMake Deprecation Warning: Compatibility with CMake < 3.10 will be removed\n-- Configuring done (0.4s)\n-- Generating done (0.1s)`,
  patchelf: `auto-patchelf: 0 dependencies could not be satisfied\nsearching for dependencies of /nix/store/x-app/bin/app\n    libfoo.so.1 -> found: /nix/store/y-foo/lib`,
  emacs: `Compiling errors.el...\nIn toplevel form:\nerrors.el:12:1: Warning: the function 'foo' is not known to be defined.\nLoading /build/x/site-lisp.el (source)...`,
  sphinx: `reading sources... [100%] troubleshooting/no-space-left\nWARNING: document isn't included in any toctree\nbuild succeeded, 1 warning.\nThe HTML pages are in _build/html.`,
};

/** What machines and tools say when nothing is wrong. */
const journals: Readonly<Record<string, string>> = {
  boot: `Linux version 6.6.30 (nixbld@localhost)\nACPI BIOS Error (bug): Could not resolve symbol [\\_SB.PC00], AE_NOT_FOUND (20230628/dswload2-162)\nnvme nvme0: failed to set APST feature (2)\nEXT4-fs (nvme0n1p2): mounted filesystem with ordered data mode\nsystemd[1]: Reached target Multi-User System.`,
  desktop: `gnome-shell[1412]: JS ERROR: TypeError: this.actor is null\npipewire[1300]: mod.rt: could not set nice-level to -11: No such file or directory\nxdg-desktop-por[1501]: Failed to create settings proxy: no such interface\nbluetoothd[880]: Failed to set default system config for hci0\nkernel: usb 1-4: device descriptor read/64, error -71\nsystemd[1100]: Started Application launched by gnome-shell.`,
  sshd: `sshd[991]: error: kex_exchange_identification: Connection closed by remote host\nsshd[992]: Failed password for invalid user admin from 203.0.113.9 port 51222 ssh2\nsshd[993]: Accepted publickey for ada from 192.0.2.7 port 40112 ssh2\nsshd[994]: error: maximum authentication attempts exceeded for root from 203.0.113.9`,
  nginx: `nginx[700]: 2024/05/03 10:11:12 [error] 701#701: *12 open() "/var/www/favicon.ico" failed (2: No such file or directory), client: 192.0.2.1\nnginx[700]: 192.0.2.1 - - "GET /wp-login.php HTTP/1.1" 404 Not Found\nnginx[700]: 192.0.2.1 - - "GET / HTTP/1.1" 200 612`,
  networking: `NetworkManager[800]: <warn>  dhcp4 (wlan0): request timed out\nNetworkManager[800]: <info>  device (wlan0): Activation: successful, device activated.\nsystemd-resolved[600]: Using degraded feature set UDP instead of UDP+EDNS0 for DNS server 192.0.2.53.\navahi-daemon[650]: Failed to parse address 'fe80::1%wlan0', ignoring.`,
  timers: `systemd[1]: Starting Nix Garbage Collector...\nnix-gc-start[2001]: finding garbage collector roots...\nnix-gc-start[2001]: deleting '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-error-report-1.0'\nnix-gc-start[2001]: 812 store paths deleted, 2104.31 MiB freed\nsystemd[1]: nix-gc.service: Deactivated successfully.`,
  switch: `building the system configuration...\nthese 3 derivations will be built:\n  /nix/store/0123456789abcdfghijklmnpqrsvwxyz-failed-units-check.drv\ncopying path '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-python3.11-exceptiongroup' from 'https://cache.nixos.org'...\nwarning: Git tree '/etc/nixos' is dirty\nupdating GRUB 2 menu...\nactivating the configuration...\nsetting up /etc...\nreloading user units for ada...\nrestarting the following units: nginx.service`,
  flake: `warning: creating lock file '/home/ada/app/flake.lock'\n• Added input 'nixpkgs':\n    'github:NixOS/nixpkgs/1234567'\nwarning: not writing modified lock file\nevaluating derivation 'git+file:///home/ada/app#default'`,
  acme: `acme-example.org-start[900]: [INFO] [example.org] acme: Trying to solve HTTP-01\nacme-example.org-start[900]: [INFO] [example.org] The server validated our request\nacme-example.org-start[900]: [INFO] [example.org] Server responded with a certificate.\nsystemd[1]: acme-example.org.service: Deactivated successfully.`,
  secrets: `sops-install-secrets[700]: Imported /etc/ssh/ssh_host_ed25519_key as age key with fingerprint age1x\nsops-install-secrets[700]: removing old secrets: old-failed-login\nagenix[701]: [agenix] decrypting secrets...\nsystemd[1]: Finished setupSecrets.`,
  mail: `postfix/smtpd[812]: warning: hostname unknown does not resolve to address 203.0.113.9: Name or service not known\npostfix/smtpd[812]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 550 5.1.1 User unknown\npostfix/qmgr[810]: 4D: removed`,
  database: `postgres[640]: LOG:  database system is ready to accept connections\npostgres[641]: ERROR:  relation "missing" does not exist at character 15\npostgres[641]: STATEMENT:  select * from missing\npostgres[642]: FATAL:  password authentication failed for user "guest"`,
  containers: `podman[700]: Trying to pull docker.io/library/redis:7...\npodman[700]: Error response was retried: 503\npodman[700]: Writing manifest to image destination\nsystemd[1]: Started podman-redis.service.`,
  mounted: `mount[700]: mount: /sys/fs/pstore: pstore already mounted on /sys/fs/pstore.\nsystemd[1]: Mounted Kernel Debug File System.\nnix-gc-start[2001]: skipping '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-x' because it is in use by a process`,
  restarts: `systemd[1]: app.service: Scheduled restart job, restart counter is at 1.\nsystemd[1]: Stopped app.service.\nsystemd[1]: Started app.service.\napp[900]: listening on port 8080`,
};

/** What a switch warns of and goes on: the system is in place at its end. */
const switches: Readonly<Record<string, string>> = {
  renamed: `building the system configuration...\nevaluation warning: The option \`services.xserver.layout' defined in \`/etc/nixos/configuration.nix' has been renamed to \`services.xserver.xkb.layout'.\nactivating the configuration...\nsetting up /etc...\nreloading user units for ada...\nrestarting sysinit-reactivation.target\nDone. The new configuration is /nix/store/0123456789abcdfghijklmnpqrsvwxyz-nixos-system-web1`,
  retried: `warning: error: unable to download 'https://cache.nixos.org/0123456789abcdfghijklmnpqrsvwxyz.narinfo': Could not resolve host: cache.nixos.org (6); retrying in 285 ms\nbuilding the system configuration...\nactivating the configuration...\nsetting up /etc...\nthe following new units were started: NetworkManager-dispatcher.service`,
  bootLoader: `updating GRUB 2 menu...\ngrub-probe: error: cannot find a GRUB drive for /dev/sda1.  Check your device.map.\nlsblk: /dev/mapper/no*[0-9]: not a block device\nstopping the following units: accounts-daemon.service\nactivating the configuration...\nsetting up /etc...\nreloading user units for ada...`,
  swap: `stopping swap device: /dev/disk/by-uuid/4cc8\nFailed to stop swapping to /dev/disk/by-uuid/4cc8: No such file or directory (os error 2)\nactivating the configuration...\nsetting up /etc...\nDone. The new configuration is /nix/store/0123456789abcdfghijklmnpqrsvwxyz-nixos-system-web1`,
  // Standard output before standard error, as a redirected file has them.
  order: `activating the configuration...\nsetting up /etc...\nreloading user units for ada...\nbuilding the system configuration...\nwarning: collision between \`/nix/store/0123456789abcdfghijklmnpqrsvwxyz-steam/bin/steam' and \`/nix/store/1123456789abcdfghijklmnpqrsvwxyz-steam/bin/steam'\ntrace: warning: The option \`services.xserver.xkbVariant' defined in \`/etc/nixos/x.nix' has been renamed to \`services.xserver.xkb.variant'.`,
  backups: `Starting Home Manager activation\nActivating checkLinkTargets\nExisting file '/home/ada/.config/waybar' is in the way of '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-home-manager-files/.config/waybar', will be moved to '/home/ada/.config/waybar.backup'\nActivating writeBoundary\nActivating reloadSystemd`,
  complaint: `building the system configuration...\nactivating the configuration...\nsetting up /etc...\n/home/ada/.profile: line 1: /etc/profiles/per-user/ada/etc/profile.d/hm-session-vars.sh: No such file or directory\nreloading user units for ada...`,
};

type Dress = (text: string, name: string) => string;
const eachLine =
  (change: (line: string, index: number) => string): Dress =>
  (text) =>
    text.split('\n').map(change).join('\n');

const dresses: Readonly<Record<string, Dress>> = {
  plain: (text) => text,
  'with builder names': (text, name) => eachLine((line) => `${name}-1.0> ${line}`)(text, name),
  'in CI': eachLine((line) => `2024-05-03T10:11:12.1234567Z ${line}`),
  'with CRLF': eachLine((line) => `${line}\r`),
  'with colours': (text) => text.replace(/error/gi, '\u001b[31m$&\u001b[0m'),
};

const journalDresses: Readonly<Record<string, Dress>> = {
  plain: (text) => text,
  short: eachLine((line) => `May 03 10:11:12 nova ${line}`),
  iso: eachLine((line) => `2024-05-03T10:11:12+0200 nova ${line}`),
  json: eachLine((line) =>
    JSON.stringify({ MESSAGE: line.replace(/^[\w.-]+\[\d+\]: /, ''), _SYSTEMD_UNIT: 'x.service' }),
  ),
};

/** Builds and journals without a fault, each in several forms; builds also one behind another. */
export function healthyLogs(): readonly HealthyLog[] {
  const whole = Object.entries(builds).map(([name, text]) => ({
    name,
    text: `Running phase: buildPhase\n${text}\n${fixup}\n`,
  }));
  const dressed = whole.flatMap(({ name, text }) =>
    Object.entries(dresses).map(([how, dress]) => ({
      name: `${name}, ${how}`,
      text: dress(text, name),
    })),
  );
  const logged = Object.entries(journals).flatMap(([name, text]) =>
    Object.entries(journalDresses).map(([how, dress]) => ({
      name: `${name}, ${how}`,
      text: `${dress(text, name)}\n`,
    })),
  );
  const switched = Object.entries(switches).flatMap(([name, text]) =>
    ['plain', 'in CI', 'with CRLF', 'with colours'].map((how) => ({
      name: `switch: ${name}, ${how}`,
      text: `${dresses[how]?.(text, name) ?? text}\n`,
    })),
  );
  const pairs = whole.map(({ name, text }, index) => {
    const other = whole[(index + 4) % whole.length] ?? { name: '', text: '' };
    const lines = [
      ...text.split('\n').map((line) => `${name}-1.0> ${line}`),
      ...other.text.split('\n').map((line) => `${other.name}-2.0> ${line}`),
    ];
    // Two builders that write in turn.
    const half = Math.ceil(lines.length / 2);
    const mixed = lines.slice(0, half).flatMap((line, at) => [line, lines[half + at] ?? '']);
    return { name: `${name} beside ${other.name}`, text: `${mixed.join('\n')}\n` };
  });
  return [...dressed, ...logged, ...switched, ...pairs];
}
