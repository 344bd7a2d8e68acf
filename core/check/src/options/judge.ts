import type { OptionCatalog } from '@nixai/api';
import { literalOf, seeThrough, type Definition } from '@nixai/nix';
import type { Doubt, Surroundings } from './doubt.js';
import { pathOf } from './names.js';
import { stringLike } from '../types/fits.js';
import { notASet } from './notASet.js';
import { unknownOption } from './unknownOption.js';
import { isRoughlyTyped, mayBeTakenNow, wrongTypes } from './wrongType.js';

/** What is wrong with a definition, as far as it shows. */
export function judge(definition: Definition, around: Surroundings): readonly Doubt[] {
  // `if options ? a.b then … else …`, `versionAtLeast lib.version "25.11"`: each is for the one that has it.
  if (definition.guarded) return [];
  const path = pathOf(definition);
  const match = around.catalog.match(path);
  switch (match.outcome) {
    case 'option':
      if (around.mayHaveOtherTypes === true && mayBeTakenNow(definition, match.type)) return [];
      if (isRoughlyTyped(match, definition, around)) return [];
      if (!around.isOfSet && isTakenElsewhere(definition, path, around)) return [];
      // A guessed module may be of a set that is not at hand, with other types under the same name.
      return around.isOfSet || around.others.length > 0
        ? wrongTypes(definition, match.type, path).map((doubt) =>
            isNewChoice(doubt, match.type, around) || isNowOther(definition, match.type, around)
              ? asNewChoice(doubt, around)
              : doubt,
          )
        : [];
    case 'branch':
      return notASet(definition, path, around);
    case 'unknown':
      return unknownOption(definition, path, match.known, around);
    default:
      return [];
  }
}

/** What was guessed to be of one set may be of another, that has the option and takes the value. */
const isTakenElsewhere = (
  definition: Definition,
  path: readonly string[],
  { others }: Surroundings,
): boolean =>
  others.some((other) => {
    const match = other.match(path);
    return match.outcome === 'option' && wrongTypes(definition, match.type, path).length === 0;
  });

/** Choices come with releases: `home.stateVersion` takes one more each half year. */
const isNewChoice = ({ hint }: Doubt, type: string, { newer }: Surroundings): boolean =>
  newer !== undefined && hint === undefined && /\bone of\b/.test(type);

const severalTexts = /^list of (?:string|\(optionally newline-terminated\) single-line string)$/;

/**
 * `nix.gc.dates = [ "weekly" ]`: where there was one text, a newer release often takes several; and of the times
 * of a timer one as well.
 */
const isNowOther = (
  { path, value, scope }: Definition,
  type: string,
  { newer }: Surroundings,
): boolean =>
  newer !== undefined &&
  seeThrough(value, scope).some((seen) => {
    const isOfTimer = /^(?:dates|startAt|onCalendar)$/.test(path.at(-1)?.name ?? '');
    const given = literalOf(seen.value)?.type;
    return given === 'list'
      ? stringLike.test(type)
      : given === 'string' && isOfTimer && severalTexts.test(type);
  });

/** Told, and not mended: how it is written for the set at hand may not be how it has to be now. */
function asNewChoice({ edit: _, hint, ...doubt }: Doubt, { newer }: Surroundings): Doubt {
  const older = `the set at hand is older than ${newer}, which this is built with: nixai docs sync`;
  return { ...doubt, severity: 'note', hint: hint === undefined ? older : `${hint}; ${older}` };
}

/** Only whether the value is of the option's type, where the catalog has the option. */
export function judgeType(definition: Definition, catalog: OptionCatalog): readonly Doubt[] {
  const path = pathOf(definition);
  const match = catalog.match(path);
  return match.outcome === 'option' ? wrongTypes(definition, match.type, path) : [];
}
