import { parse, type Expression, type SyntaxFault } from '@nixai/nix';
import { readRegular } from '../readRegular.js';

/** A file that was read. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
  readonly root: Expression;
  readonly errors: readonly SyntaxFault[];
  /** A set that was handed over as a text: what stands around it may bind the names that it uses. */
  readonly isPiece: boolean;
  /** It was handed over, and lies nowhere. */
  readonly isText: boolean;
}

/** The files of a configuration, each read once. */
export class SourceFiles {
  readonly #files = new Map<string, SourceFile>();
  readonly #texts: ReadonlyMap<string, string>;

  /** @param texts What files are to be taken to say, by their paths: before they are written. */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  get all(): readonly SourceFile[] {
    return [...this.#files.values()];
  }

  /** @returns undefined where it was not read. */
  known(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  /** @returns undefined where there is none that can be read. */
  async read(path: string): Promise<SourceFile | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const text = this.#texts.get(path) ?? (await readRegular(path));
    return text === undefined || isLocked(text) ? undefined : this.add(path, text);
  }

  /** Takes a text for a file. */
  add(path: string, source: string, isText = false): SourceFile {
    const strict = parse(source);
    const { errors } = strict;
    const { tree } = errors.length > 0 && !isBroken({ errors }) ? parse(source, pipes) : strict;
    const isPiece = isText && tree.root.kind === 'set';
    const file = { path, source, root: tree.root, errors, isPiece, isText };
    this.#files.set(path, file);
    return file;
  }

  /**
   * The same for a file that nothing leads to; where nothing is in it either, or all of it was put behind `#`,
   * its place is kept for later.
   */
  async readLoose(path: string): Promise<SourceFile | undefined> {
    const isNew = !this.#files.has(path);
    const file = await this.read(path);
    if (!isNew || file === undefined || !saysNothing(file.source)) return file;
    this.#files.delete(path);
    return undefined;
  }
}

/** Nothing, or comments alone. */
export const saysNothing = (source: string): boolean =>
  source.replace(/\/\*[^]*?\*\/|#[^\n]*/g, '').trim() === '';

/** git-crypt and git-agecrypt leave the bytes of a secret where its text was. */
const isLocked = (text: string): boolean =>
  text.includes('\0') || /^(?:age-encryption\.org\/v1\n|-----BEGIN AGE ENCRYPTED)/.test(text);

const pipes = { pipeOperators: true };

/** Pipes are Nix where its experimental feature is on: such a file is read on. */
export const isBroken = ({ errors }: Pick<SourceFile, 'errors'>): boolean =>
  errors.some(({ code }) => code !== 'pipe-operator');

/** Whether it declares outputs, as `flake.nix` does. */
export const isFlake = ({ root, source }: SourceFile): boolean =>
  root.kind === 'set' &&
  root.bindings.some(
    (binding) =>
      binding.kind === 'binding' &&
      source.slice(binding.path.start, binding.path.end) === 'outputs',
  );
