import { optionSetNames } from '@nixai/api';
import type { Definition } from '@nixai/nix';
import { optionPathText } from '@nixai/nix/quoting';
import { isClosed, isUncertain, optionInside } from './closed.js';
import type { Doubt, Surroundings } from './doubt.js';
import { slipOfOwn } from './slipOfOwn.js';
import {
  isNear,
  isOtherNumber,
  isOtherVersion,
  mayTake,
  slipsBeside,
  withNameTwice,
} from './nearNames.js';
import { list } from './names.js';
import { notOwnSet } from './notOwnSet.js';
import { oldName } from './oldName.js';
import { isSlipOfImports } from './slipOfImports.js';
import { meantInHomeModule, otherModuleOf } from './otherModules.js';
import {
  hintFor,
  isNamedLikeInput,
  isOfAnotherSystem,
  isOfLaterRelease,
  meantPackages,
  rightPlace,
} from './unknownNames.js';
import { wrongTypes } from './wrongType.js';

/** What is to be said of a path that the option set does not have. */
export function unknownOption(
  definition: Definition,
  path: readonly string[],
  known: readonly string[],
  around: Surroundings,
): Doubt[] {
  const name = optionPathText(path);
  const rename = around.renameOf(path);
  // `options.fonts = ours { … }` adds to what the set has there; what the set renamed is gone all the same.
  const isRenamedBeside =
    rename?.found.outcome === 'renamed' &&
    known.length === path.length - 1 &&
    !around.own.names(path);
  if (around.own.has(path) && !isRenamedBeside) {
    const type = around.own.typeOf(path);
    return type === undefined
      ? notOwnSet(definition, path, around)
      : wrongTypes(definition, type, path);
  }
  if (isUncertain(definition, known, around.catalog)) return [];
  const at = definition.path[known.length]?.attribute ?? definition.by;
  if (isSlipOfImports(definition, path))
    return [
      {
        rule: 'unknown-option',
        severity: 'error',
        message: `there is no option \`${name}\``,
        hint: 'did you mean `imports`?',
        at,
      },
    ];
  // What lies below it is unknown for the same reason.
  const ownSteps = around.own.steps(path);
  const upTo = optionPathText(path.slice(0, Math.max(known.length, ownSteps) + 1));
  const isOfOwn = ownSteps > known.length;
  const leaf = definition.path.findLast(({ attribute }) => attribute !== undefined)?.attribute;
  const old = rename && oldName(definition, rename, leaf ?? at, around.catalog);
  const isOfAnother = isOfAnotherSystem(path, around);
  if (old !== undefined)
    return isOfAnother && (definition.conditional || !around.isOfSet) ? [] : [old];
  if (isOfAnother && definition.conditional) return [];
  const elsewhere = around.others.find((other) => {
    // A module that nix-darwin took over from NixOS has what NixOS' own had then.
    if (other.set === 'nix-darwin' && around.catalog.set === 'nixos' && known.length > 1)
      return false;
    const { outcome } = other.match(path);
    return outcome === 'option' || outcome === 'inside';
  });
  // `services.tincr` is no slip of `services.tinc` where the flake has an input of that name.
  const isOfInput = around.isOpen && isNamedLikeInput(path[known.length] ?? '', around.inputs);
  // Nor is an option of that name NixOS', whose home has one that the input brings.
  if (elsewhere !== undefined && isOfInput) return [];
  // `if isDarwin then … else …`: the branches are for different systems.
  if (elsewhere !== undefined && (!around.isOfSet || definition.conditional)) return [];
  // NixOS got modules for programs that Home Manager had for long.
  const isOfModules = known.length === 1 && /^(?:programs|services)$/.test(known[0] ?? '');
  const mayBeNewer = around.newer !== undefined && (known.length > 1 || isOfModules);
  if (elsewhere?.match(path).outcome === 'option' && mayBeNewer)
    return [
      {
        rule: 'wrong-set',
        severity: 'note',
        message: `\`${name}\` is an option of ${optionSetNames[elsewhere.set]}; the set of ${optionSetNames[around.catalog.set]} at hand has none, and is older than ${around.newer}`,
        hint: 'get the newer set: nixai docs sync',
        at,
      },
    ];
  if (elsewhere !== undefined && !mayBeNewer)
    return [
      {
        rule: 'wrong-set',
        // What nix-darwin still has, an older NixOS may have had under that name.
        severity:
          elsewhere.set === 'nix-darwin' && around.catalog.gaps !== undefined ? 'warning' : 'error',
        message: `\`${name}\` is an option of ${optionSetNames[elsewhere.set]}, and this is a module of ${optionSetNames[around.catalog.set]}`,
        hint: rightPlace(elsewhere.set, around.catalog.set),
        at,
      },
    ];
  const meantOwn = slipOfOwn(definition, path, around);
  if (meantOwn !== undefined) return [meantOwn];
  const project = otherModuleOf(path);
  // A flake that has it among its inputs may import its module where nobody can see it.
  if (project !== undefined && (around.isOpen || around.inputs?.has(project))) return [];
  if (project !== undefined)
    return [
      {
        rule: 'unknown-option',
        severity: 'error',
        message: `there is no option \`${name}\`: nothing here imports the module of ${project}`,
        hint: `add ${project} to the inputs of the flake, and its module to the imports`,
        at,
      },
    ];
  const maybeMeant = (name: string): boolean =>
    mayTake(name, definition, around.catalog) &&
    !(around.newer !== undefined && isOfLaterRelease(name, around.catalog));
  const nearest = (isOfInput ? [] : around.catalog.nearest(path, 5)).filter(
    (one) => isNear(path, one, known.length) && maybeMeant(one),
  );
  const beside =
    isOfInput || nearest.length > 0
      ? []
      : slipsBeside(path, known, around.catalog).filter(maybeMeant);
  const whole =
    isOfInput || nearest.length + beside.length > 0
      ? undefined
      : withNameTwice(path, known, around.catalog);
  const isNewerName =
    around.newer !== undefined &&
    (nearest.some((one) => isOtherNumber(path, one)) ||
      [...nearest, ...beside].some((one) => isOtherVersion(path, one)));
  const isWhole = whole !== undefined && mayTake(whole, definition, around.catalog);
  const meant = isWhole ? [whole] : isNewerName ? [] : beside;
  if (meant.length > 0)
    return [
      {
        rule: 'unknown-option',
        // What is new since the set was made may well be called like what it has.
        severity: around.newer === undefined ? 'error' : 'warning',
        message: `there is no option \`${name}\``,
        hint: `did you mean ${list(meant)}?`,
        at,
      },
    ];
  const inside =
    nearest.length === 0 ? optionInside(definition, path, known, around.catalog) : undefined;
  if (inside !== undefined)
    return [
      {
        rule: 'unknown-option',
        severity: around.newer === undefined ? 'error' : 'warning',
        message: `there is no option \`${name}\`: \`${optionPathText(inside)}\` is one of its own`,
        hint: `close the braces of \`${optionPathText(path.slice(0, -inside.length))}\` before it`,
        at,
      },
    ];
  const ofHome = nearest.length === 0 ? around.renameInHome?.(path) : undefined;
  if (ofHome !== undefined && around.isOfSet)
    return [
      {
        rule: 'wrong-set',
        severity: 'warning',
        message: `\`${name}\` was an option of Home Manager, and this is a module of ${optionSetNames[around.catalog.set]}`,
        hint:
          ofHome.found.outcome === 'renamed'
            ? `in home.nix, or below home-manager.users.NAME, it is ${list(ofHome.found.to)} now`
            : rightPlace('home-manager', around.catalog.set),
        at,
      },
    ];
  if (
    around.newer !== undefined &&
    nearest.length + beside.length === 0 &&
    !(isOfOwn && around.isOpen)
  )
    return [
      {
        rule: 'unknown-option',
        severity: 'note',
        message: `\`${upTo}\` is in no option set at hand; these are older than ${around.newer}, which this is built with`,
        hint: 'get the newer set: nixai docs sync',
        at,
        oncePerFile: true,
      },
    ];
  if (isNewerName)
    return [
      {
        rule: 'unknown-option',
        // `listenAddresses` is what `listenAddress` becomes when it may be several.
        severity: 'note',
        message: `\`${name}\` is in no option set at hand; these are older than ${around.newer}, which this is built with`,
        hint: `did you mean ${list([...nearest, ...beside])}? A newer set tells: nixai docs sync`,
        at,
      },
    ];
  const isOfSubmodule = isClosed(known, around.catalog);
  const isElsewhere =
    around.isOpen && nearest.length === 0 && (isOfInput || !isOfSubmodule || around.mayExtend);
  if (isElsewhere)
    return [
      {
        rule: 'unknown-module',
        severity: 'note',
        message: `\`${upTo}\` is not known here; a module that could not be read may declare it${around.isBuiltBefore === true && known.length > 0 ? ', or the older release that this is built with' : ''}`,
        at,
        oncePerFile: true,
      },
    ];
  // A set with gaps has every module, but not each option that an older one got later.
  if (around.catalog.gaps !== undefined && nearest.length === 0 && known.length > 1)
    return [
      {
        rule: 'unknown-option',
        // Without a lock nobody knows which release it is built with.
        severity: around.isBuiltBefore === true ? 'warning' : 'note',
        message: `\`${name}\` is no option that nixai knows of`,
        hint: `a newer one may be missing there; to be sure: nixai docs sync`,
        at,
      },
    ];
  return [
    {
      rule: 'unknown-option',
      severity: 'error',
      message: `there is no option \`${name}\``,
      hint: hintFor(
        nearest.length > 0
          ? nearest
          : [...meantPackages(path, around.catalog), ...meantInHomeModule(path)],
      ),
      at,
    },
  ];
}
