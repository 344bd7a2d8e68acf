import type { DiagnosisRule, Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';
import { attributeOfCMake } from '../../shared/toolchain.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

const names: Readonly<Record<string, string>> = {
  Qt5: 'libsForQt5.qtbase',
  Qt6: 'qt6.qtbase',
  Boost: 'boost',
  OpenSSL: 'openssl',
  ZLIB: 'zlib',
  CURL: 'curl',
  Threads: 'stdenv.cc',
  OpenCV: 'opencv',
  Eigen3: 'eigen',
  Protobuf: 'protobuf',
  SDL2: 'SDL2',
  GTest: 'gtest',
  fmt: 'fmt',
  spdlog: 'spdlog',
  nlohmann_json: 'nlohmann_json',
  Python3: 'python3',
  LLVM: 'llvm',
  X11: 'xorg.libX11',
  OpenGL: 'libGL',
  Git: 'git',
  ECM: 'extra-cmake-modules',
  Vulkan: 'vulkan-loader',
  Doxygen: 'doxygen',
};

/** CMake or meson finds no package of a name. */
export const cmakePackage: DiagnosisRule = inPackage({
  id: 'build/cmake-package',
  class: 'cmake-package-missing',
  phase: 'build',
  title: 'CMake does not find a package',
  components: ['build'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Could not find a package configuration'],
      line: /Could not find a package configuration file provided by "(?<name>[\w.+-]{1,80})"/,
    },
    {
      anchors: ['Could NOT find '],
      line: /(?:CMake Error.{0,200}|^\s{0,8})Could NOT find (?<name>(?!PkgConfig)[\w.+-]{1,80})(?: \(missing: (?<missing>.{1,200}?)\)|,)?/,
    },
    {
      anchors: ['Failed to find required Qt component', 'Failed to find Qt component'],
      line: /Failed to find (?:required )?(?<qt>Qt) component "(?<component>[\w.]{2,60})"/,
    },
    {
      anchors: ['is not able to compile a simple test', 'CMAKE_C_COMPILER not set'],
      line: /(?<compiler>CMAKE_(?:C|CXX)_COMPILER not set|No CMAKE_(?:C|CXX)_COMPILER could be found)/,
    },
    {
      anchors: ['CMake 3.5 has been removed', 'Compatibility with CMake'],
      line: /(?<old>Compatibility with CMake < 3\.5 has been removed)/,
    },
  ],
  docs: [{ title: 'Nixpkgs manual: CMake', url: 'https://nixos.org/manual/nixpkgs/stable/#cmake' }],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const inBuild = package_ === undefined ? '' : ` in ${package_}`;
    if (evidence.get('old') !== '')
      return {
        culprit: `cmake_minimum_required${inBuild}`,
        facts: { derivation: package_ },
        message: `The source of ${package_ ?? 'the package'} asks for a CMake below 3.5, and CMake 4 does not know that any more.`,
        fixes: [
          ...(package_ === undefined && evidence.context.target?.kind === 'system'
            ? [
                shellFix(
                  'If you did not write the package: take a newer revision of what it comes from (nixpkgs, or an input), where it is mended.',
                  'nix flake update   # with channels: sudo nix-channel --update',
                ),
              ]
            : []),
          nixFix(
            'Let CMake take it as of 3.5 (until upstream mends it, or nixpkgs has it mended: update).',
            'cmakeFlags = [ "-DCMAKE_POLICY_VERSION_MINIMUM=3.5" ];',
          ),
        ],
        verify: buildAgain(package_),
      };
    const generation = /Qt(?<is>[56])/.exec(
      [evidence.before(/Qt[56]/, 8)?.[0] ?? '', evidence.after(/Qt[56]/, 6)?.[0] ?? ''].join(' '),
    )?.groups?.['is'];
    const name =
      evidence.get('qt') === ''
        ? `${evidence.get('name') || 'a C compiler'}${partOfKde(evidence)}`
        : `Qt${generation ?? '6'}${evidence.get('component')}`;
    const optional =
      /Could NOT find/.test(evidence.line.text) && !/CMake Error/.test(evidence.line.text);
    // What is only optional does not stop CMake.
    if (
      optional &&
      evidence.after(/Configuring incomplete|CMake Error|failed with exit code/, 60) === undefined
    )
      return undefined;
    const attribute =
      packageName(names[name] ?? qtModule(name) ?? kdeModule(name) ?? attributeOfCMake(name)) ??
      'YOUR_PACKAGE';
    const fill =
      attribute === 'YOUR_PACKAGE'
        ? {
            fill: {
              YOUR_PACKAGE: `the package that has ${name}Config.cmake or Find${name}.cmake (nix-locate finds it; it may lie in a set of its own)`,
            },
          }
        : {};
    return {
      culprit: `${name}${inBuild}`,
      facts: { package: name, derivation: package_ },
      message: `CMake does not find ${name}${inBuild}: its package is not among the inputs.`,
      fixes: [
        nixFix(
          'Add it to the inputs (a program to nativeBuildInputs, a library to buildInputs).',
          `buildInputs = [ pkgs.${attribute} ];`,
          fill,
        ),
        nixFix(
          'In a shell.',
          `pkgs.mkShell { packages = [ pkgs.cmake pkgs.${attribute} ]; }`,
          fill,
        ),
      ],
      verify: buildAgain(package_),
      confidence: optional ? 0.7 : undefined,
    };
  },
});

/** `KF5 (missing: WindowSystem)`: each part of the frameworks is a package. */
function partOfKde(evidence: Evidence): string {
  const [part] = evidence.get('missing').split(/[\s,]+/);
  return /^KF[56]$/.test(evidence.get('name')) && /^[A-Z]\w{1,40}$/.test(part ?? '')
    ? (part ?? '')
    : '';
}

/** Parts of KDE's frameworks that do not begin with a k. */
const withoutK =
  /^(?:Attica|Baloo|BluezQt|ModemManagerQt|NetworkManagerQt|Prison|Purpose|Solid|Sonnet|Syndication|ThreadWeaver)$/;

/** `KF6WindowSystem` is kdePackages.kwindowsystem. */
function kdeModule(name: string): string | undefined {
  const { generation, part } =
    /^KF(?<generation>[56])(?<part>[A-Z]\w{1,40})$/.exec(name)?.groups ?? {};
  if (part === undefined) return undefined;
  return `${generation === '5' ? 'libsForQt5' : 'kdePackages'}.${withoutK.test(part) ? '' : 'k'}${part.toLowerCase()}`;
}

/** `Qt6Svg` is of qtsvg; the parts that have no package of their own are of qtbase. */
function qtModule(name: string): string | undefined {
  const groups = /^Qt(?<generation>[56])(?<part>[A-Z]\w{1,40})$/.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const part = (groups['part'] ?? '').toLowerCase().replace(/private$|tools$/, '');
  const set = groups['generation'] === '5' ? 'libsForQt5' : 'qt6';
  const own: Readonly<Record<string, string>> = {
    qml: 'qtdeclarative',
    quick: 'qtdeclarative',
    quickcontrols2: 'qtdeclarative',
    svg: 'qtsvg',
    waylandclient: 'qtwayland',
    waylandcompositor: 'qtwayland',
    multimedia: 'qtmultimedia',
    webenginewidgets: 'qtwebengine',
    webenginecore: 'qtwebengine',
    webchannel: 'qtwebchannel',
    websockets: 'qtwebsockets',
    linguist: 'qttools',
    uitools: 'qttools',
    core5compat: 'qt5compat',
    shadertools: 'qtshadertools',
    networkauth: 'qtnetworkauth',
    positioning: 'qtpositioning',
    sensors: 'qtsensors',
    serialport: 'qtserialport',
    x11extras: 'qtx11extras',
    charts: 'qtcharts',
    '3dcore': 'qt3d',
  };
  return `${set}.${own[part] ?? 'qtbase'}`;
}
