import { editorConfiguration } from './runtime/editor-configuration/rule.js';
import { buildEnvironment } from './builder/build-environment/rule.js';
import { versionFromGit } from './builder/version-from-git/rule.js';
import { javascriptBuild } from './builder/javascript-build/rule.js';
import { kernelLimits } from './runtime/kernel-limits/rule.js';
import { foreignTooling } from './runtime/foreign-tooling/rule.js';
import { languagePackage } from './runtime/language-package/rule.js';
import { immutableSystem } from './runtime/immutable-system/rule.js';
import { darwinPreferences } from './activation/darwin-preferences/rule.js';
import { lineEnds } from './runtime/line-ends/rule.js';
import { channelDatabase } from './runtime/channel-database/rule.js';
import { notEnabled } from './runtime/not-enabled/rule.js';
import { nvidiaDriver } from './runtime/nvidia-driver/rule.js';
import { graphicalSession } from './runtime/graphical-session/rule.js';
import { sessionEnvironment } from './runtime/session-environment/rule.js';
import { virtualMachines } from './runtime/virtual-machines/rule.js';
import { rootlessContainers } from './runtime/rootless-containers/rule.js';
import { fuse } from './runtime/fuse/rule.js';
import { userNamespaces } from './runtime/user-namespaces/rule.js';
import { deviceAccess } from './runtime/device-access/rule.js';
import { goneVersion } from './eval/gone-version/rule.js';
import { moduleForm } from './eval/module-form/rule.js';
import { listIndex } from './eval/list-index/rule.js';
import { operands } from './eval/operands/rule.js';
import { storeName } from './eval/store-name/rule.js';
import { sourceUnreadable } from './eval/source-unreadable/rule.js';
import { flakeForm } from './flake/flake-form/rule.js';
import { referenceForm } from './flake/reference-form/rule.js';
import { outputForm } from './flake/output-form/rule.js';
import { buildLimit } from './store/build-limit/rule.js';
import { notTrusted } from './store/not-trusted/rule.js';
import { storeReadOnly } from './store/read-only/rule.js';
import { storeRefused } from './store/refused/rule.js';
import { gitTrouble } from './fetch/git-trouble/rule.js';
import { sshHostKey } from './runtime/ssh-host-key/rule.js';
import { unitStep } from './runtime/unit-step/rule.js';
import { desktopData } from './runtime/desktop-data/rule.js';
import { bootUnlock } from './boot/unlock/rule.js';
import { homeConfiguration } from './home-manager/configuration/rule.js';
import { daemonLost } from './store/daemon-lost/rule.js';
import { lockDisagrees } from './builder/lock-disagrees/rule.js';
import { builtinArgument } from './eval/builtin-argument/rule.js';
import { optionReadOnly } from './eval/option-read-only/rule.js';
import { askedPackage } from './eval/asked-package/rule.js';
import { buildNotAllowed } from './store/build-not-allowed/rule.js';
import { cacheUnfit } from './store/cache-unfit/rule.js';
import { moduleNotFound } from './runtime/module-not-found/rule.js';
import { databaseAccess } from './runtime/database-access/rule.js';
import { nodeModule } from './builder/node-module/rule.js';
import { storeAddress } from './store/address/rule.js';
import { storeGarbage } from './store/garbage/rule.js';
import { deployTools } from './activation/deploy-tools/rule.js';
import { secretDefinition } from './activation/secret-definition/rule.js';
import { disko } from './boot/disko/rule.js';
import { devenv } from './flake/devenv/rule.js';
import { rebuildCommand } from './activation/rebuild-command/rule.js';
import { loaderEntries } from './boot/loader-entries/rule.js';
import { packagingHook } from './builder/packaging-hook/rule.js';
import { configureMissing } from './builder/configure-missing/rule.js';
import { languageLibrary } from './builder/language-library/rule.js';
import { kernelConfig } from './builder/kernel-config/rule.js';
import { commandRefused } from './store/command-refused/rule.js';
import { failedStep } from './home-manager/failed-step/rule.js';
import { lispMemory } from './activation/lisp-memory/rule.js';
import type { DiagnosisRules } from '@nixai/api';
import { activationFailed } from './activation/activation-failed/rule.js';
import { activationChecks } from './activation/checks/rule.js';
import { commandLine } from './activation/command-line/rule.js';
import { darwinEtc } from './activation/darwin-etc/rule.js';
import { homebrew } from './activation/homebrew/rule.js';
import { interrupted } from './activation/interrupted/rule.js';
import { launchdRefused } from './activation/launchd/rule.js';
import { needsRoot } from './activation/needs-root/rule.js';
import { secretNotDecrypted } from './activation/secret-not-decrypted/rule.js';
import { sudoRefused } from './activation/sudo/rule.js';
import { switchRunning } from './activation/switch-running/rule.js';
import { unitCondition } from './activation/unit-condition/rule.js';
import { unitStart } from './activation/unit-start/rule.js';
import { waitOnline } from './activation/wait-online/rule.js';
import { espMissing } from './boot/esp-missing/rule.js';
import { filesystemUnsupported } from './boot/filesystem-unsupported/rule.js';
import { grubEmbedding } from './boot/grub-embedding/rule.js';
import { loaderInstall } from './boot/loader-install/rule.js';
import { mountDevice } from './boot/mount-device/rule.js';
import { bootFull } from './boot/partition-full/rule.js';
import { rootDevice } from './boot/root-device/rule.js';
import { secureBootKeys } from './boot/secure-boot-keys/rule.js';
import { zfsImport } from './boot/zfs-import/rule.js';
import { appManagement } from './builder/app-management/rule.js';
import { autoPatchelf } from './builder/auto-patchelf/rule.js';
import { badInterpreter } from './builder/bad-interpreter/rule.js';
import { buildScript } from './builder/build-script/rule.js';
import { builderFailed } from './builder/builder-failed/rule.js';
import { cargoLock } from './builder/cargo-lock/rule.js';
import { cmakePackage } from './builder/cmake-package/rule.js';
import { compileError } from './builder/compile-error/rule.js';
import { danglingSymlink } from './builder/dangling-symlink/rule.js';
import { deviceTree } from './builder/device-tree/rule.js';
import { docsSkew } from './builder/docs-skew/rule.js';
import { execFormat } from './builder/exec-format/rule.js';
import { goVendor } from './builder/go-vendor/rule.js';
import { haskellBounds } from './builder/haskell-bounds/rule.js';
import { initrdModule } from './builder/initrd-module/rule.js';
import { kvmDenied } from './builder/kvm/rule.js';
import { kernelModule } from './builder/kernel-module/rule.js';
import { linkError } from './builder/link-error/rule.js';
import { linkerMissing } from './builder/linker-library/rule.js';
import { lockfilePlace } from './builder/lockfile-place/rule.js';
import { manualStep } from './builder/manual-step/rule.js';
import { npmCache } from './builder/npm-cache/rule.js';
import { offlineDependency } from './builder/offline-dependency/rule.js';
import { outOfMemory } from './builder/out-of-memory/rule.js';
import { outputNotProduced } from './builder/output-not-produced/rule.js';
import { outputReference } from './builder/output-reference/rule.js';
import { outsideOutput } from './builder/outside-output/rule.js';
import { patchFailed } from './builder/patch/rule.js';
import { phaseFileMissing } from './builder/phase-file-missing/rule.js';
import { pkgConfigMissing } from './builder/pkg-config/rule.js';
import { profileCollision } from './builder/profile-collision/rule.js';
import { programCrash } from './builder/program-crash/rule.js';
import { pythonMissing } from './builder/python-module/rule.js';
import { remoteBuilder } from './builder/remote-builder/rule.js';
import { sandboxNetwork } from './builder/sandbox-network/rule.js';
import { shellSyntax } from './builder/shell-syntax/rule.js';
import { shellcheck } from './builder/shellcheck/rule.js';
import { substitutePattern } from './builder/substitute-pattern/rule.js';
import { testFailure } from './builder/test-failure/rule.js';
import { toolMissing } from './builder/tool-missing/rule.js';
import { toolchainTooOld } from './builder/toolchain-too-old/rule.js';
import { udevRules } from './builder/udev-rules/rule.js';
import { unitTwice } from './builder/unit-twice/rule.js';
import { wrongSystem } from './builder/wrong-system/rule.js';
import { autoCall } from './eval/auto-call/rule.js';
import { brokenPackage } from './eval/broken-package/rule.js';
import { cachedFailure } from './eval/cached-failure/rule.js';
import { declaredTwice } from './eval/declared-twice/rule.js';
import { devenvHidden } from './eval/devenv-hidden/rule.js';
import { duplicateDefinition } from './eval/duplicate-definition/rule.js';
import { failedAssert } from './eval/failed-assert/rule.js';
import { failedAssertions } from './eval/failed-assertions/rule.js';
import { fetcherVersion } from './eval/fetcher-version/rule.js';
import { fileMissing } from './eval/file-missing/rule.js';
import { functionArgument } from './eval/function-argument/rule.js';
import { hashForm } from './eval/hash-form/rule.js';
import { importFromDerivation } from './eval/import-from-derivation/rule.js';
import { infiniteRecursion } from './eval/infinite-recursion/rule.js';
import { insecurePackage } from './eval/insecure-package/rule.js';
import { missingAttribute } from './eval/missing-attribute/rule.js';
import { nixPathMissing } from './eval/nix-path-missing/rule.js';
import { optionConflict } from './eval/option-conflict/rule.js';
import { optionNotExist } from './eval/option-not-exist/rule.js';
import { optionType } from './eval/option-type/rule.js';
import { optionUndefined } from './eval/option-undefined/rule.js';
import { pureEvalPath } from './eval/pure-eval-path/rule.js';
import { pythonFormat } from './eval/python-format/rule.js';
import { pythonVersionMix } from './eval/python-version-mix/rule.js';
import { releaseSkew } from './eval/release-skew/rule.js';
import { renamedOption } from './eval/renamed-option/rule.js';
import { renamedPackage } from './eval/renamed-package/rule.js';
import { stackOverflow } from './eval/stack-overflow/rule.js';
import { stringContext } from './eval/string-context/rule.js';
import { syntaxError } from './eval/syntax-error/rule.js';
import { thrownError } from './eval/thrown-error/rule.js';
import { typeMergeOverride } from './eval/type-merge-override/rule.js';
import { typeCoercion } from './eval/type-coercion/rule.js';
import { undefinedVariable } from './eval/undefined-variable/rule.js';
import { unfreePackage } from './eval/unfree-package/rule.js';
import { valueType } from './eval/value-type/rule.js';
import { brokenArchive } from './fetch/broken-archive/rule.js';
import { connectionFailed } from './fetch/connection/rule.js';
import { dnsFailure } from './fetch/dns/rule.js';
import { gitAuthentication } from './fetch/git-authentication/rule.js';
import { gitReference } from './fetch/git-reference/rule.js';
import { hashMismatch } from './fetch/hash-mismatch/rule.js';
import { rateLimit } from './fetch/rate-limit/rule.js';
import { sourceGone } from './fetch/source-404/rule.js';
import { tlsFailure } from './fetch/tls/rule.js';
import { experimentalFeature } from './flake/experimental-feature/rule.js';
import { followsMissing } from './flake/follows-missing/rule.js';
import { gitOwnership } from './flake/git-ownership/rule.js';
import { inputAttribute } from './flake/input-attribute/rule.js';
import { lockNarHash } from './flake/lock-narhash/rule.js';
import { lockNotWritable } from './flake/lock-not-writable/rule.js';
import { lockUnlocked } from './flake/lock-unlocked/rule.js';
import { lockVersion } from './flake/lock-version/rule.js';
import { notAFlake } from './flake/not-a-flake/rule.js';
import { flakeOutputMissing } from './flake/output-missing/rule.js';
import { flakeRegistry } from './flake/registry/rule.js';
import { untrackedFile } from './flake/untracked-file/rule.js';
import { dconf } from './home-manager/dconf/rule.js';
import { fileClobberCutOff } from './home-manager/file-clobber-cut-off/rule.js';
import { fileClobber } from './home-manager/file-clobber/rule.js';
import { otherUser } from './home-manager/other-user/rule.js';
import { profileConflict } from './home-manager/profile-conflict/rule.js';
import { fileSystemErrors } from './runtime/file-system-errors/rule.js';
import { sshKeyPermissions } from './runtime/ssh-key-permissions/rule.js';
import { acmeOrder } from './runtime/acme/rule.js';
import { dockerUnreachable } from './runtime/docker/rule.js';
import { coreDump } from './runtime/core-dump/rule.js';
import { driverMismatch } from './runtime/driver-mismatch/rule.js';
import { execMissing } from './runtime/exec-missing/rule.js';
import { foreignBinary } from './runtime/foreign-binary/rule.js';
import { glibcMismatch } from './runtime/glibc/rule.js';
import { graphicsLibrary } from './runtime/graphics/rule.js';
import { namespacePath } from './runtime/namespace-path/rule.js';
import { permissionDenied } from './runtime/permission-denied/rule.js';
import { portInUse } from './runtime/port-in-use/rule.js';
import { postgresData } from './runtime/postgresql-data/rule.js';
import { serviceConfiguration } from './runtime/service-configuration/rule.js';
import { sharedLibrary } from './runtime/shared-library/rule.js';
import { buildDirFull } from './store/build-dir-full/rule.js';
import { buildUsers } from './store/build-users/rule.js';
import { stateOwner } from './store/state-owner/rule.js';
import { daemonUnreachable } from './store/daemon-unreachable/rule.js';
import { storeDatabase } from './store/database/rule.js';
import { diskFull } from './store/disk-full/rule.js';
import { installer } from './store/installer/rule.js';
import { missingSignature } from './store/missing-signature/rule.js';
import { nixConf } from './store/nix-conf/rule.js';
import { nixCrash } from './store/nix-crash/rule.js';
import { noBinSh } from './store/no-bin-sh/rule.js';
import { noSubstitute } from './store/no-substitute/rule.js';
import { storeNoexec } from './store/noexec/rule.js';
import { storePathCorrupt } from './store/path-corrupt/rule.js';
import { postBuildHook } from './store/post-build-hook/rule.js';
import { sandboxUnavailable } from './store/sandbox-unavailable/rule.js';
import { storeUnreadable } from './store/unreadable/rule.js';
import { direnv } from './activation/direnv/rule.js';
import { environmentUnset } from './activation/environment-unset/rule.js';
import { folderInTheWay } from './home-manager/folder-in-the-way/rule.js';
import { pathLeavesSource } from './eval/path-leaves-source/rule.js';
import { severalDerivations } from './eval/several-derivations/rule.js';
import { optionUndocumented } from './eval/option-undocumented/rule.js';
import { localBuildsOff } from './store/local-builds-off/rule.js';
import { nixosTest } from './builder/nixos-test/rule.js';
import { noMakeTarget } from './builder/no-make-target/rule.js';
import { profileOwner } from './home-manager/profile-owner/rule.js';
import { deployProfile } from './activation/deploy-profile/rule.js';
import { bashTooOld } from './builder/bash-too-old/rule.js';
import { formatCheck } from './builder/format-check/rule.js';
import { unboundVariable } from './builder/unbound-variable/rule.js';
import { outputNotThere } from './eval/output-not-there/rule.js';

/** Every rule of this plugin. */
export const rules: DiagnosisRules = [
  editorConfiguration,
  buildEnvironment,
  versionFromGit,
  javascriptBuild,
  kernelLimits,
  foreignTooling,
  languagePackage,
  immutableSystem,
  darwinPreferences,
  lineEnds,
  channelDatabase,
  notEnabled,
  nvidiaDriver,
  graphicalSession,
  sessionEnvironment,
  virtualMachines,
  rootlessContainers,
  fuse,
  userNamespaces,
  deviceAccess,
  activationFailed,
  activationChecks,
  commandLine,
  darwinEtc,
  homebrew,
  interrupted,
  launchdRefused,
  needsRoot,
  secretNotDecrypted,
  sudoRefused,
  switchRunning,
  unitCondition,
  unitStart,
  waitOnline,
  espMissing,
  filesystemUnsupported,
  loaderInstall,
  bootFull,
  grubEmbedding,
  mountDevice,
  rootDevice,
  secureBootKeys,
  zfsImport,
  appManagement,
  autoPatchelf,
  badInterpreter,
  buildScript,
  builderFailed,
  cargoLock,
  cmakePackage,
  compileError,
  danglingSymlink,
  deviceTree,
  docsSkew,
  execFormat,
  goVendor,
  haskellBounds,
  initrdModule,
  kernelModule,
  kvmDenied,
  linkError,
  linkerMissing,
  lockfilePlace,
  manualStep,
  npmCache,
  offlineDependency,
  outOfMemory,
  outputNotProduced,
  outputReference,
  outsideOutput,
  patchFailed,
  phaseFileMissing,
  pkgConfigMissing,
  profileCollision,
  programCrash,
  pythonMissing,
  remoteBuilder,
  sandboxNetwork,
  shellSyntax,
  shellcheck,
  substitutePattern,
  testFailure,
  toolMissing,
  toolchainTooOld,
  udevRules,
  unitTwice,
  wrongSystem,
  brokenPackage,
  cachedFailure,
  declaredTwice,
  devenvHidden,
  duplicateDefinition,
  failedAssert,
  failedAssertions,
  fetcherVersion,
  fileMissing,
  functionArgument,
  hashForm,
  importFromDerivation,
  infiniteRecursion,
  insecurePackage,
  missingAttribute,
  nixPathMissing,
  optionConflict,
  optionNotExist,
  optionType,
  optionUndefined,
  pureEvalPath,
  pythonFormat,
  pythonVersionMix,
  releaseSkew,
  renamedOption,
  renamedPackage,
  stackOverflow,
  stringContext,
  syntaxError,
  thrownError,
  typeCoercion,
  typeMergeOverride,
  undefinedVariable,
  unfreePackage,
  autoCall,
  fileSystemErrors,
  sshKeyPermissions,
  valueType,
  brokenArchive,
  connectionFailed,
  dnsFailure,
  gitAuthentication,
  gitReference,
  hashMismatch,
  rateLimit,
  sourceGone,
  tlsFailure,
  experimentalFeature,
  followsMissing,
  gitOwnership,
  inputAttribute,
  lockNarHash,
  lockNotWritable,
  lockUnlocked,
  lockVersion,
  notAFlake,
  flakeOutputMissing,
  flakeRegistry,
  untrackedFile,
  dconf,
  fileClobberCutOff,
  fileClobber,
  otherUser,
  profileConflict,
  acmeOrder,
  dockerUnreachable,
  coreDump,
  driverMismatch,
  graphicsLibrary,
  execMissing,
  foreignBinary,
  glibcMismatch,
  namespacePath,
  permissionDenied,
  portInUse,
  postgresData,
  serviceConfiguration,
  sharedLibrary,
  buildDirFull,
  buildUsers,
  daemonUnreachable,
  stateOwner,
  storeDatabase,
  diskFull,
  installer,
  missingSignature,
  nixConf,
  nixCrash,
  noBinSh,
  noSubstitute,
  storeNoexec,
  storePathCorrupt,
  postBuildHook,
  sandboxUnavailable,
  storeUnreadable,
  nodeModule,
  storeGarbage,
  storeAddress,
  direnv,
  environmentUnset,
  folderInTheWay,
  pathLeavesSource,
  severalDerivations,
  optionUndocumented,
  localBuildsOff,
  nixosTest,
  noMakeTarget,
  profileOwner,
  deployProfile,
  bashTooOld,
  formatCheck,
  unboundVariable,
  outputNotThere,
  goneVersion,
  moduleForm,
  listIndex,
  operands,
  storeName,
  sourceUnreadable,
  flakeForm,
  referenceForm,
  outputForm,
  buildLimit,
  notTrusted,
  storeReadOnly,
  storeRefused,
  gitTrouble,
  sshHostKey,
  unitStep,
  desktopData,
  bootUnlock,
  homeConfiguration,
  daemonLost,
  lockDisagrees,
  builtinArgument,
  optionReadOnly,
  askedPackage,
  buildNotAllowed,
  cacheUnfit,
  moduleNotFound,
  databaseAccess,
  deployTools,
  secretDefinition,
  disko,
  devenv,
  rebuildCommand,
  loaderEntries,
  packagingHook,
  configureMissing,
  languageLibrary,
  kernelConfig,
  commandRefused,
  failedStep,
  lispMemory,
];
