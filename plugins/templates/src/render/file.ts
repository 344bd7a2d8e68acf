interface Written {
  readonly file?: string | undefined;
  readonly diff?: string | undefined;
  readonly written: boolean;
  readonly dryRun: boolean;
  readonly undo?: string | undefined;
}

/** What became of a file that a template was to be written to. */
export function renderFile({ written, dryRun, diff = '', file, undo }: Written): string {
  if (diff === '') return `${file} is so already.`;
  if (!written)
    return dryRun ? `${diff.trimEnd()}\nNothing was written (--dry-run).` : 'Nothing was written.';
  return `Wrote ${file}. To take it back: nixai undo ${undo}`;
}
