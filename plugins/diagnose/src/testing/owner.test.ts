import { expect } from 'chai';
import { diagnosed } from './diagnose.js';

const drv = (name: string): string => `/nix/store/${'z'.repeat(32)}-${name}.drv`;

/** A compiler error in the build of `name`, under what was run and above what needs it. */
const failing = (command: string, name: string, needs?: string): string =>
  [
    command,
    `error: builder for '${drv(name)}' failed with exit code 1;`,
    '       last 2 log lines:',
    '       > src/main.c:3:10: fatal error: odd.h: No such file or directory',
    '       > make: *** [Makefile:3: main.o] Error 1',
    ...(needs === undefined
      ? []
      : [`error: 1 dependencies of derivation '${drv(needs)}' failed to build`]),
    '',
  ].join('\n');

const firstFix = (log: string, at = 0): string => {
  const fix = diagnosed(log).findings[0]?.fixes[at];
  return `${fix?.title ?? ''}\n${fix?.code ?? ''}`;
};

describe('whose package it is', () => {
  it('released, in a system: another revision, the older one or a newer, and nothing to edit', () => {
    const log = failing('$ sudo nixos-rebuild switch --flake .', 'tool-1.2', 'system-path');
    expect(firstFix(log)).to.include('git restore flake.lock');
    expect(firstFix(log, 1)).to.include('nix flake update');
  });

  it('released, in a system by channels: its channel', () => {
    const log = `unpacking channels...\n${failing('$ sudo nixos-rebuild switch', 'tool-1.2', 'system-path')}`;
    expect(firstFix(log)).to.include('sudo nix-channel --rollback');
    expect(firstFix(log, 1)).to.include('sudo nix-channel --update');
  });

  it("of somebody's flake that the command names: its newest revision", () => {
    const log = failing('$ nix run github:acme/tool#app', 'tool-1.2');
    expect(firstFix(log)).to.include('nix flake metadata --refresh');
    expect(firstFix(log)).to.include('github:acme/tool');
  });

  it("of the person's own folder: what to edit", () => {
    expect(firstFix(failing('$ nix build .#tool', 'tool-1.2'))).to.include('buildInputs');
  });

  it('built after an update in the same run: the lock file of before', () => {
    const updated = "• Updated input 'tool':\n    'github:acme/tool/aaaa' (2026-01-01)\n";
    const log = `${updated}${failing('$ sudo nixos-rebuild switch', 'tool-1.2', 'system-path')}`;
    expect(firstFix(log)).to.include('git restore flake.lock');
  });
});
