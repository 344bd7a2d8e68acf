import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checker, ExitCode, NixaiError, type Host } from '@nixai/api';
import { devenvOptions, moduleOptions } from '../options/options.js';
import { missingInputs, portsTwice, withoutNpm } from './rules.js';
import { settingsOf } from './settings.js';
import { readYaml } from './yaml.js';

/** Something to look at in devenv's files. */
export interface DevenvFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface DevenvReport {
  readonly files: readonly string[];
  readonly findings: readonly DevenvFinding[];
  readonly against: string;
}

/** Bytes beyond which a file is no devenv.nix. */
const largest = 4 * 1024 * 1024;

/**
 * Checks devenv.nix, devenv.local.nix and devenv.yaml of a folder, or of the folder of a file.
 * @throws NixaiError `check-unreadable`.
 */
export async function checkFolder(host: Host, target: string): Promise<DevenvReport> {
  const path = resolve(target);
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
  const folder = isFolder ? path : dirname(path);
  const names = isFolder ? ['devenv.nix', 'devenv.local.nix'] : [basename(path)];
  const modules = (await Promise.all(names.map((name) => fileIn(folder, name)))).filter(
    (one) => one !== undefined,
  );
  if (modules.length === 0) throw unreadable(target);
  const yaml = await fileIn(folder, 'devenv.yaml');
  const read = readYaml(yaml?.text ?? '');
  const options = await devenvOptions(host);
  const service = await host.service(checker);
  const findings: DevenvFinding[] = [];
  for (const { path: file, text } of modules) {
    for (const { rule, severity, message, hint, line } of await service.checkModule(
      { name: file, text },
      moduleOptions(options),
    ))
      findings.push({ rule, severity, message, hint, file, line });
    const settings = settingsOf(text);
    // What is imported brings inputs of its own.
    const missing = read.imports ? [] : missingInputs(settings, read.inputs);
    for (const remark of [
      ...missing,
      ...withoutNpm(settings),
      ...portsTwice(settings, options.options),
    ])
      findings.push({ ...remark, file });
  }
  if (yaml !== undefined)
    findings.push(...read.faults.map((fault) => ({ ...fault, file: yaml.path })));
  const files = [...modules, ...(yaml === undefined ? [] : [yaml])].map((one) => one.path);
  return { files, findings, against: options.against };
}

async function fileIn(folder: string, name: string) {
  const path = join(folder, name);
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > largest) return undefined;
  return { path, text: await readFile(path, 'utf8') };
}

const unreadable = (target: string): NixaiError =>
  new NixaiError({
    code: 'check-unreadable',
    what: `there is no devenv.nix in ${target}`,
    hint: 'nixai devenv create LANGUAGE NAME',
    exitCode: ExitCode.refused,
  });
