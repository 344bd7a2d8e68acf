import { CommandHelp } from '@oclif/core/help';

/** oclif's help on a command, with a line of usage that has no empty alternatives. */
export class OwnCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    return withoutGaps(super.defaultUsage());
  }
}

/** Of flags that exclude each other, oclif leaves the place of each that stands elsewhere: `--csv | | ]`. */
export const withoutGaps = (usage: string): string =>
  usage
    .replaceAll(/\|(?:\s*\|)+/g, '|')
    .replaceAll(/\[\s*\|\s*/g, '[')
    .replaceAll(/\s*\|\s*\]/g, ']');
