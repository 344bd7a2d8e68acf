import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProcessRunner } from '@nixai/api';
import { analyzeRepo, type Analysis } from '../analysis/analyze.js';
import type { AnalyzeOptions } from '../analysis/choose.js';
import { ourAnalyzers } from '../languages/index.js';
import { printDerivation } from '../nix/derivation.js';
import { planSource } from '../repo/source.js';

export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  git(...words: string[]): string;
  /** All is committed, tagged, and said to come from GitHub. */
  publish(tag: string): void;
  remove(): void;
}

/** A folder with these files, made for one test. */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-project-'));
  const write: Project['write'] = (more) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const git: Project['git'] = (...words) =>
    execFileSync(
      'git',
      ['-C', folder, '-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...words],
      { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } },
    ).trim();
  write(files);
  return {
    folder,
    write,
    git,
    publish(tag) {
      git('init', '-q', '-b', 'main');
      git('remote', 'add', 'origin', 'git@github.com:ada/weather.git');
      git('add', '-A');
      git('commit', '-q', '-m', 'first');
      git('tag', tag);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Real git, and no other program. */
export const gitRunner = {
  which: async () => 'git',
  run: async ([program, ...words]: readonly [string, ...string[]]) => {
    try {
      return {
        code: 0,
        stdout: execFileSync(program, words, {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
        stderr: '',
        truncated: false,
      };
    } catch (error) {
      const { status, stdout, stderr } = error as {
        status: number;
        stdout: string;
        stderr: string;
      };
      return { code: status, stdout, stderr, truncated: false };
    }
  },
  pipeline: async ([first, second]: readonly (readonly [string, ...string[]])[]) => {
    const archive = execFileSync(first![0], first!.slice(1), { maxBuffer: 1 << 28 });
    execFileSync(second![0], second!.slice(1), { input: archive });
    return { code: 0, stdout: '', stderr: '', truncated: false };
  },
} as unknown as ProcessRunner;

export async function analyze(project: Project, options: AnalyzeOptions = {}): Promise<Analysis> {
  return analyzeRepo(
    project.folder,
    ourAnalyzers,
    gitRunner,
    options,
    new AbortController().signal,
  );
}

/** The derivation of a folder's only project, without hashes. */
export async function derivationOf(
  files: Readonly<Record<string, string>>,
  options: AnalyzeOptions = {},
): Promise<{ text: string; analysis: Analysis }> {
  const project = createProject(files);
  try {
    const analysis = await analyze(project, options);
    const component = analysis.components[0]!;
    return {
      text: printDerivation(
        component,
        planSource(analysis.folder, analysis.git, component.version.value),
        {},
      ),
      analysis,
    };
  } finally {
    project.remove();
  }
}
