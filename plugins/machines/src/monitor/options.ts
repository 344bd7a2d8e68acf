import { resolve } from 'node:path';

/** A timer runs in no folder of anybody's: paths are made whole. */
export function againstOptions({
  against,
  flake,
  config,
}: {
  readonly against?: string;
  readonly flake?: string;
  readonly config?: string;
}): Readonly<Record<string, string | undefined>> {
  return {
    against,
    flake: flake === undefined ? undefined : wholeFlake(flake),
    config: config === undefined ? undefined : resolve(config),
  };
}

function wholeFlake(reference: string): string {
  const [place = '', ...rest] = reference.split('#');
  if (!/^\.{0,2}(?:\/|$)/.test(place)) return reference;
  return [resolve(place === '' ? '.' : place), ...rest].join('#');
}
