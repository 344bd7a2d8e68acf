import { at, type RepoView } from '../../repo/view.js';

/** What `setup.cfg` and `setup.py` say, as far as it is written there and not computed. */
export interface SetupFacts {
  readonly name?: { value: string; from: string };
  readonly version?: { value: string; from: string };
  readonly description?: { value: string; from: string };
  readonly homepage?: { value: string; from: string };
  readonly licence?: { value: string; from: string };
  readonly requires: readonly { text: string; from: string }[];
  readonly programs: readonly { name: string; from: string }[];
  readonly usesScm: boolean;
}

export async function readSetup(project: RepoView): Promise<SetupFacts> {
  const config = await project.read('setup.cfg');
  const script = await project.read('setup.py');
  const fromConfig = config === undefined ? undefined : readConfig(config);
  const fromScript = script === undefined ? undefined : readScript(script);
  return {
    name: fromConfig?.name ?? fromScript?.name,
    version: fromConfig?.version ?? fromScript?.version,
    description: fromConfig?.description ?? fromScript?.description,
    homepage: fromConfig?.homepage ?? fromScript?.homepage,
    licence: fromConfig?.licence ?? fromScript?.licence,
    requires: [...(fromConfig?.requires ?? []), ...(fromScript?.requires ?? [])],
    programs: [...(fromConfig?.programs ?? []), ...(fromScript?.programs ?? [])],
    usesScm: /use_scm_version|setuptools_scm/.test(`${config ?? ''}${script ?? ''}`),
  };
}

function readConfig(text: string): SetupFacts {
  const values = new Map<string, { lines: { text: string; from: string }[] }>();
  let section = '';
  let key = '';
  text.split('\n').forEach((line, index) => {
    const from = `setup.cfg:${index + 1}`;
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) [section, key] = [header, ''];
    else if (/^[ \t]*[#;]/.test(line) || line.trim() === '') return;
    else if (/^\s/.test(line))
      values.get(`${section}.${key}`)?.lines.push({ text: line.trim(), from });
    else {
      const found = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
      if (found === null) return;
      key = found[1]!.replace(/-/g, '_');
      values.set(`${section}.${key}`, {
        lines: found[2] === '' ? [] : [{ text: found[2]!.trim(), from }],
      });
    }
  });
  const one = (name: string) => {
    const line = values.get(`metadata.${name}`)?.lines[0];
    return line === undefined || /^(?:attr|file):/.test(line.text)
      ? undefined
      : { value: line.text, from: line.from };
  };
  return {
    name: one('name'),
    version: one('version'),
    description: one('description') ?? one('summary'),
    homepage: one('url') ?? one('home_page'),
    licence: one('license'),
    requires: values.get('options.install_requires')?.lines ?? [],
    programs: [
      ...(values.get('options.entry_points.console_scripts')?.lines ?? []).map(
        ({ text: line, from }) => ({ name: /^([\w.-]+)\s*=/.exec(line)?.[1] ?? '', from }),
      ),
      ...(values.get('options.scripts')?.lines ?? []).map(({ text: line, from }) => ({
        name: line.split('/').at(-1)!,
        from,
      })),
    ].filter(({ name }) => name !== ''),
    usesScm: false,
  };
}

function readScript(text: string): SetupFacts {
  const word = (key: string) => {
    const found = new RegExp(`\\b${key}\\s*=\\s*\\(?\\s*["']([^"'\\n]*)["']`).exec(text);
    return found === null
      ? undefined
      : { value: found[1]!, from: at('setup.py', text, found.index) };
  };
  const name = /^[ \t]*(?:name|NAME)\s*=\s*["']([\w.-]+)["']/m.exec(text);
  const requires = strings(
    text,
    /\b(?:install_requires|requires|REQUIRES|requirements|INSTALL_REQUIRES|install_requirements|REQUIRED)\s*=\s*\[/,
  );
  const programs = strings(text, /["']?console_scripts["']?\s*[:=]\s*\[/)
    .map(({ text: line, from }) => ({ name: /^[ \t]*([\w.-]+)\s*=/.exec(line)?.[1] ?? '', from }))
    .concat(
      [...text.matchAll(/console_scripts["']?\s*[:=]\s*["'\n]+\s*([\w.-]+)\s*=/g)].map((found) => ({
        name: found[1]!,
        from: at('setup.py', text, found.index),
      })),
    );
  const scripts = strings(text, /\bscripts\s*=\s*\[/).map(({ text: line, from }) => ({
    name: line.split('/').at(-1)!,
    from,
  }));
  return {
    name:
      name === null ? word('name') : { value: name[1]!, from: at('setup.py', text, name.index) },
    version: word('version') ?? word('__version__'),
    description: word('description'),
    homepage: word('url'),
    licence: word('license'),
    requires,
    programs: [...programs, ...scripts].filter(({ name: one }) => one !== ''),
    usesScm: false,
  };
}

/** The strings of a list that is written out. */
function strings(text: string, start: RegExp): readonly { text: string; from: string }[] {
  const found = start.exec(text);
  if (found === null) return [];
  const begin = found.index + found[0].length;
  const body = text.slice(begin, begin + 8000);
  const end =
    /^[^\]]*\]/.exec(
      body.replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, (one) => 'x'.repeat(one.length)),
    )?.[0].length ?? 0;
  return [
    ...body
      .slice(0, end)
      .replace(/#[^\n]*/g, (one) => ' '.repeat(one.length))
      .matchAll(/(["'])((?:(?!\1)[^\\\n])*)\1/g),
  ].map((one) => ({ text: one[2]!, from: at('setup.py', text, begin + one.index) }));
}
