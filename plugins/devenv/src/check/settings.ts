import { eachDefinition, Lines, parse, readModule } from '@nixai/nix';

/** A setting of a file, as it is written. */
export interface Setting {
  /** `languages.rust.channel`; a name that is computed is `<name>`. */
  readonly path: string;
  /** As Nix. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** What a devenv.nix sets, in the order of the file; nothing where it does not parse. */
export function settingsOf(text: string): readonly Setting[] {
  const { tree, errors } = parse(text);
  if (errors.length > 0) return [];
  const lines = new Lines(text);
  const settings: Setting[] = [];
  for (const seen of readModule(text, tree.root).config)
    eachDefinition(seen.value, seen.scope, ({ path, value, by }) => {
      settings.push({
        path: path.map(({ name }) => name ?? '<name>').join('.'),
        value: text.slice(value.start, value.end),
        line: lines.positionOf(by.start).line,
      });
      return 'inside';
    });
  return settings;
}
