/** Members of `builtins`, from Nix 2.3 up to 2.31, that are also there as `__name`. */
const prefixed =
  `add addDrvOutputDependencies addErrorContext all any appendContext attrNames attrValues bitAnd
bitOr bitXor break catAttrs ceil compareVersions concatLists concatMap concatStringsSep
convertHash currentSystem currentTime deepSeq div elem elemAt exec fetchClosure fetchFinalTree
fetchurl filter filterSource findFile flakeRefToString floor foldl' fromJSON functionArgs
genList genericClosure getAttr getContext getEnv getFlake groupBy hasAttr hasContext hashFile
hashString head importNative intersectAttrs isAttrs isBool isFloat isFunction isInt isList
isPath isString langVersion length lessThan listToAttrs mapAttrs match mul nixPath nixVersion
outputOf parseDrvName parseFlakeRef partition path pathExists readDir readFile readFileType
replaceStrings seq sort split splitVersion storeDir storePath stringLength sub substring tail
toFile toJSON toPath toXML trace traceVerbose tryEval typeOf unsafeDiscardOutputDependency
unsafeDiscardStringContext unsafeGetAttrPos valueSize warn zipAttrsWith`.split(/\s+/);

/** Those that need no prefix (manual, “Built-in Functions”). */
const bare = `abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit
fetchMercurial fetchTarball fetchTree fromTOML import isNull map null placeholder removeAttrs
scopedImport throw toString true`.split(/\s+/);

/** The names that every Nix file can use without binding them. */
export const globalNames: ReadonlySet<string> = new Set([
  ...bare,
  ...prefixed.map((name) => `__${name}`),
  '__curPos',
]);
