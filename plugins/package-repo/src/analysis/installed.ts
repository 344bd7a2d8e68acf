import type { Fact, Input, PackageFacts } from '../analyzer.js';
import { literally } from '../repo/literally.js';
import type { RepoView } from '../repo/view.js';

/** Man pages and completions of the source, and how they are put in place. */
export interface Installed {
  /** Lines of `postInstall`. */
  readonly lines: readonly string[];
  /** Lines that run the program, for where it can run. */
  readonly guarded: readonly string[];
  readonly from: Fact<string>[];
  /** Programs that make pages of their sources. */
  readonly tools: readonly Input[];
}

/** Sources of man pages, `foo.1.scd`, and what makes pages of them. */
const pageSources: readonly {
  readonly pattern: RegExp;
  readonly tool: string;
  readonly command: string;
}[] = [
  { pattern: /\.[1-8]\.scd$/, tool: 'scdoc', command: `scdoc < "$page" > "''\${page%.scd}"` },
  {
    pattern: /\.[1-8]\.md$/,
    tool: 'go-md2man',
    command: `go-md2man -in "$page" -out "''\${page%.md}"`,
  },
];

const aside =
  /(?:^|\/)(?:vendor|third[-_]?party|node_modules|tests?|testdata|fixtures?|examples?|deps|extern\w*|subprojects|windows|debian|snap|rpm)\//i;

/** Finds them, where the project's own build does not install them. */
export function findInstalled(project: RepoView, facts: PackageFacts): Installed {
  if (facts.installsItsFiles === true || facts.language === 'node')
    return { lines: [], guarded: [], from: [], tools: [] };
  const lines: string[] = [];
  const from: Fact<string>[] = [];
  const files = project.files.filter((file) => !aside.test(file) && !file.startsWith('-'));
  const pages = files.filter(
    (file) =>
      /\.[1-8]$/.test(file) &&
      /^[\w./+-]+$/.test(file) &&
      !/(?:^|\/)(?:change|release|template|v?\d)[^/]*$/i.test(file) &&
      /(?:^|\/)[A-Za-z][\w+-]*(?:\.[A-Za-z][\w+-]*)*\.[1-8]$/.test(file),
  );
  if (pages.length > 0 && facts.programs.length > 0) {
    lines.push(`installManPage ${grouped(pages).join(' ')}`);
    from.push({ value: 'installManPage', from: pages[0]! });
  }
  const made = facts.programs.length === 0 ? undefined : pagesToMake(files, pages, facts);
  if (made !== undefined) {
    lines.push(...made.lines);
    from.push({ value: 'installManPage', from: made.tool.from });
  }
  const desktop = desktopFiles(files, facts);
  if (desktop.length > 0) lines.push(...(lines.length > 0 ? [''] : []), ...desktop);
  const main = facts.mainProgram?.value;
  const ready = main === undefined ? [] : completionFiles(files, main);
  if (ready.length > 0) {
    if (lines.length > 0) lines.push('');
    lines.push(
      `installShellCompletion --cmd ${main} \\`,
      ...ready.map(
        ({ shell, file }, index) => `  --${shell} ${file}${index < ready.length - 1 ? ' \\' : ''}`,
      ),
    );
    from.push({ value: 'installShellCompletion', from: ready[0]!.file });
  }
  const own = facts.completions;
  const shells = (own?.shells ?? []).filter((shell) => !ready.some((one) => one.shell === shell));
  const guarded =
    own === undefined || shells.length === 0
      ? []
      : [
          `installShellCompletion --cmd ${own.program} \\`,
          ...shells.map(
            (shell, index) =>
              `  --${shell} <(${[
                own.variable === undefined ? '' : `${own.variable}=${shell}`,
                `$out/bin/${own.program}`,
                own.words.replace('@SHELL@', shell),
              ]
                .filter((word) => word !== '')
                .join(' ')})${index < shells.length - 1 ? ' \\' : ''}`,
          ),
        ];
  if (guarded.length > 0) from.push({ value: 'installShellCompletion', from: own!.from });
  const more = facts.postInstall ?? [];
  if (more.length > 0 && more.some((line) => line.includes('installShell'))) {
    if (ready.length === 0) {
      from.push({ value: 'installShellCompletion', from: facts.manifest });
      lines.push(...(lines.length > 0 ? [''] : []), ...more);
    }
  } else lines.unshift(...more);
  return { lines, guarded, from, tools: made === undefined ? [] : [made.tool] };
}

/** The entry of a program in menus, and the icon that has its name. */
function desktopFiles(files: readonly string[], facts: PackageFacts): readonly string[] {
  const plain = files.filter((file) => /^[\w./+-]+$/.test(file));
  const entries = plain.filter((file) => file.endsWith('.desktop'));
  const [entry] = entries;
  // Several are for choices, sessions or other desktops: which of them is for the person to say.
  if (entry === undefined || entries.length > 1 || facts.programs.length === 0) return [];
  const names = [entry.split('/').at(-1)!.slice(0, -'.desktop'.length), ...facts.programs];
  const icon = plain.find((file) =>
    names.some((name) => file === `${name}.svg` || file.endsWith(`/${name}.svg`)),
  );
  return [
    `install -Dm444 ${entry} -t $out/share/applications`,
    ...(icon === undefined
      ? []
      : [`install -Dm444 ${icon} -t $out/share/icons/hicolor/scalable/apps`]),
  ];
}

/** Pages that are not in the source, and that one program makes of files that are. */
function pagesToMake(
  files: readonly string[],
  pages: readonly string[],
  facts: PackageFacts,
): { readonly lines: readonly string[]; readonly tool: Input } | undefined {
  for (const { pattern, tool, command } of pageSources) {
    const sources = files.filter(
      (file) =>
        pattern.test(file) &&
        /(?:^|\/)[A-Za-z][\w+-]*\.[1-8]\.\w+$/.test(file) &&
        /^[\w./+-]+$/.test(file) &&
        !pages.includes(file.slice(0, file.lastIndexOf('.'))),
    );
    if (sources.length === 0 || (tool === 'go-md2man' && facts.language !== 'go')) continue;
    const ending = sources[0]!.slice(sources[0]!.lastIndexOf('.'));
    return {
      lines: [
        `for page in ${grouped(sources, ending).join(' ')}; do`,
        `  ${command}`,
        `  installManPage "''\${page%${ending}}"`,
        'done',
      ],
      tool: { attribute: tool, kind: 'native', from: sources[0]!, why: 'makes the man pages' },
    };
  }
  return undefined;
}

/** `man/man1/*.1` where a folder has more than three of a kind. */
function grouped(pages: readonly string[], ending = ''): readonly string[] {
  const byFolder = new Map<string, string[]>();
  for (const page of pages) {
    const key = `${page.includes('/') ? page.slice(0, page.lastIndexOf('/') + 1) : ''}*${page.slice(-2 - ending.length)}`;
    byFolder.set(key, [...(byFolder.get(key) ?? []), page]);
  }
  return [...byFolder].flatMap(([pattern, all]) => (all.length > 3 ? [pattern] : all));
}

function completionFiles(
  files: readonly string[],
  program: string,
): readonly { shell: string; file: string }[] {
  const name = literally(program);
  const inFolder = files.filter(
    (file) =>
      /complet|(?:^|\/)(?:etc|gen|shell|contrib|scripts|assets|misc|extra|share)\//i.test(file) &&
      /^[\w./+-]+$/.test(file),
  );
  const shells: readonly (readonly [shell: string, ...patterns: RegExp[]])[] = [
    [
      'bash',
      new RegExp(`(?:^|/)${name}\\.bash(?:-completion)?$`),
      new RegExp(
        `/bash[\\w-]*/(?:${name}|${name}[-.]completion(?:\\.bash)?|${name}\\.(?:bash|sh))$`,
      ),
      new RegExp(`(?:^|/)complet[^/]*/${name}$`),
      /complet[^/]*\/(?:(?:completions?\.)?bash|bash_[\w-]+)$|(?:^|\/)completions?\.bash$/,
      /(?:^|\/)bash[_-]completions?(?:\.(?:ba)?sh)?$/,
    ],
    [
      'fish',
      new RegExp(`(?:^|/)${name}\\.fish$`),
      /complet[^/]*\/(?:(?:completions?\.)?fish|fish_[\w-]+)$|(?:^|\/)completions?\.fish$/,
      /(?:^|\/)fish[_-]completions?(?:\.fish)?$/,
    ],
    [
      'zsh',
      new RegExp(`(?:^|/)_${name}$`),
      new RegExp(`(?:^|/)(?:_?${name}\\.zsh|zsh/${name})$`),
      /complet[^/]*\/(?:(?:completions?\.)?zsh|zsh_[\w-]+)$|(?:^|\/)completions?\.zsh$/,
      /(?:^|\/)zsh[_-]completions?(?:\.zsh)?$/,
    ],
  ];
  return shells.flatMap(([shell, ...patterns]) => {
    const file = patterns
      .map((pattern) => inFolder.find((one) => pattern.test(one)))
      .find((one) => one !== undefined);
    return file === undefined ? [] : [{ shell, file }];
  });
}
