import { dirname, join, resolve } from 'node:path';
import { parse, walk, type PathLiteral, type StringLiteral } from '@nixai/nix';

/** Who finds files by looking into a folder, its own one too. */
const looksIntoFolders =
  /\b(?:readDir|listFilesRecursive|packagesFromDirectoryRecursive|import-?[tT]ree|haumea)\b/;

/**
 * Which files a file names, wherever it does: `import ./a.nix`, `callPackage ./a { }`, `"${self}/a.nix"`. Where
 * only a folder is certain (`./hosts/${name}.nix`, `readDir ./modules`) all that lie in it count: who asks what
 * is of no use has to hear of too few files and never of one that is in use.
 * @param known files that may be named, absolute.
 */
export class Names {
  readonly #files: ReadonlySet<string>;

  constructor(
    readonly root: string,
    known: Iterable<string>,
  ) {
    this.#files = new Set(known);
  }

  /** What a file with that text names; itself never. */
  of(path: string, text: string): string[] {
    const found = new Set<string>();
    const { tree } = parse(text, { pipeOperators: true });
    walk(tree.root, (node) => {
      const named =
        node.kind === 'path'
          ? this.#byPath(node, path, looksIntoFolders.test(text))
          : node.kind === 'string'
            ? this.#byString(node, path)
            : [];
      for (const one of named) found.add(one);
    });
    found.delete(path);
    return [...found];
  }

  #byPath({ parts }: PathLiteral, from: string, looks: boolean): readonly string[] {
    const [first, more] = parts;
    if (first?.kind !== 'text') return [];
    const at = resolve(dirname(from), first.text);
    if (more !== undefined) return this.#beneath(first.text.endsWith('/') ? at : dirname(at));
    if (this.#files.has(at)) return [at];
    const whole = join(at, 'default.nix');
    if (this.#files.has(whole) && whole !== from) return [whole];
    // A flake says `src = ./.` of all that lies beside it, and uses none of it by that.
    const isOwn = `${dirname(from)}/`.startsWith(`${at}/`);
    return isOwn && at === this.root && !looks ? [] : this.#beneath(at);
  }

  /** `./. + "/a.nix"`, `"${self}/hosts/${name}"`: from where the file lies, or from the whole folder. */
  #byString({ parts }: StringLiteral, from: string): readonly string[] {
    return parts.flatMap((part, at) => {
      if (part.kind !== 'text' || !/^[\w./@+-]+$/.test(part.text)) return [];
      const written = part.text.replace(/^\/+/, '');
      const places = [dirname(from), this.root].map((folder) => resolve(folder, written));
      if (parts[at + 1] !== undefined && written.endsWith('/'))
        return places.flatMap((place) => this.#beneath(place));
      return places.flatMap((place) =>
        [place, join(place, 'default.nix')].filter((one) => written !== '' && this.#files.has(one)),
      );
    });
  }

  #beneath(folder: string): readonly string[] {
    return [...this.#files].filter((file) => file.startsWith(`${folder}/`));
  }
}
