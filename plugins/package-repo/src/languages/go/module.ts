import type { Dependency } from '../../analyzer.js';

/** A `go.mod`, as far as packaging is concerned. */
export interface GoModule {
  /** `github.com/junegunn/fzf` */
  readonly path: string;
  readonly line: number;
  /** `1.22` */
  readonly go?: string;
  readonly requires: readonly (Dependency & {
    readonly indirect: boolean;
    readonly line: number;
  })[];
  /** Modules that are replaced by folders of the project: they are not fetched. */
  readonly local: readonly string[];
}

/** Reads `go.mod`; undefined where it names no module. */
export function parseGoModule(text: string, file: string): GoModule | undefined {
  let path: string | undefined;
  let pathLine = 0;
  let go: string | undefined;
  let block = '';
  const requires: GoModule['requires'][number][] = [];
  const local: string[] = [];
  text.split('\n').forEach((raw, index) => {
    const indirect = /\/\/\s*indirect/.test(raw);
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (line === '') return;
    const opened = /^(\w+)\s*\($/.exec(line);
    if (opened !== null) block = opened[1]!;
    else if (line === ')') block = '';
    else {
      const [word = '', ...rest] = block === '' ? line.split(/\s+/) : [block, ...line.split(/\s+/)];
      const unquoted = rest.map((one) => one.replace(/^["`]|["`]$/g, ''));
      if (word === 'module' && unquoted[0] !== undefined)
        [path, pathLine] = [unquoted[0], index + 1];
      if (word === 'go') go = unquoted[0];
      if (word === 'require' && unquoted[0] !== undefined)
        requires.push({
          name: unquoted[0],
          version: unquoted[1],
          scope: 'runtime',
          indirect,
          line: index + 1,
          from: `${file}:${index + 1}`,
        });
      if (word === 'replace' && /^\.{1,2}\//.test(unquoted.at(-1) ?? '')) local.push(unquoted[0]!);
    }
  });
  return path === undefined ? undefined : { path, line: pathLine, go, requires, local };
}

/** The last part of a module's path that is a name: `github.com/a/b/v3` gives `b`. */
export function moduleName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path).replace(/\.v\d+$/, '');
}
