# What the modules of a file say was renamed or removed: their `imports`, with a library that only
# writes it down. { old, new }: lists of names; new is null for what was removed, and text what is
# said of it then.
{
  file,
  deprecations ? null,
}:
let
  inherit (builtins)
    concatStringsSep isAttrs isFunction isList foldl' genList length elemAt stringLength substring
    replaceStrings filter match split mapAttrs attrNames map head tail;
  chars = s: genList (i: substring i 1 s) (stringLength s);
  upper = [ "A" "B" "C" "D" "E" "F" "G" "H" "I" "J" "K" "L" "M" "N" "O" "P" "Q" "R" "S" "T" "U" "V" "W" "X" "Y" "Z" ];
  lower = [ "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" "k" "l" "m" "n" "o" "p" "q" "r" "s" "t" "u" "v" "w" "x" "y" "z" ];
  cased = mark: replaceStrings upper (map (l: mark + l) lower);
  toList = x: if isList x then x else [ x ];
  fake = {
    mkRenamedOptionModule = old: new: { __renamed = { inherit old new; }; };
    mkRenamedOptionModuleWith = { from, to, ... }: { __renamed = { old = from; new = to; }; };
    mkAliasOptionModule = old: new: { __renamed = { inherit old new; }; };
    mkChangedOptionModule = old: new: _: { __renamed = { inherit old new; }; };
    mkMergedOptionModule = olds: new: _: map (old: { __renamed = { inherit old new; }; }) olds;
    mkRemovedOptionModule = old: text: { __renamed = { inherit old text; new = null; }; };
    doRename = { from, to, ... }: { __renamed = { old = from; new = to; }; };
    inherit toList isAttrs mapAttrs isList length head tail concatStringsSep filter;
    map = builtins.map;
    flatten = x: if isList x then builtins.concatLists (map fake.flatten x) else [ x ];
    concatMap = builtins.concatMap;
    optional = c: x: if c then [ x ] else [ ];
    optionals = c: x: if c then x else [ ];
    genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
    mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
    attrValues = builtins.attrValues;
    attrNames = attrNames;
    splitString = sep: s: filter builtins.isString (split (replaceStrings [ "." ] [ "\\." ] sep) s);
    strings = fake // { };
    lists = fake // { };
    modules = fake // { };
    attrsets = fake // { };
    trivial = fake // { };
    id = x: x;
    pipe = foldl' (x: f: f x);
    flip = f: a: b: f b a;
    hm = {
      strings = {
        toSnakeCase = cased "_";
        toKebabCase = cased "-";
      };
      deprecations = if deprecations == null then { } else import deprecations { lib = fake; };
      assertions = { };
      types = { };
      maintainers = { };
    };
    maintainers = { };
    types = { };
  };
  found = module:
    if isFunction module then found (module (builtins.mapAttrs (_: _: { }) (builtins.functionArgs module) // { lib = fake; config = { }; options = { }; pkgs = { }; }))
    else if isAttrs module && module ? __renamed then [ module.__renamed ]
    else if isAttrs module && module ? imports then builtins.concatMap found' (fake.flatten module.imports)
    else [ ];
  found' = one: if isAttrs one || isFunction one then found one else [ ];
in
found (import file)
