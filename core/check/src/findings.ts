import type { CheckEdit, CheckFinding } from '@nixai/api';
import type { SourceFile } from '@nixai/machine';
import { Lines, type Definition } from '@nixai/nix';
import type { Exceptions } from './exceptions.js';
import { isIgnored } from './ignored.js';
import type { Span } from './options/doubt.js';
import type { Severities } from './severities.js';

/** A finding with the edit that mends it. */
export interface Fixable {
  readonly finding: CheckFinding;
  readonly file: SourceFile;
  readonly definition: Definition;
  readonly edit: CheckEdit;
}

/** What somebody found, before it has a line. */
export interface Told extends Pick<
  CheckFinding,
  'rule' | 'severity' | 'message' | 'why' | 'hint' | 'docs' | 'origin'
> {
  readonly at: Span;
  readonly edit?: CheckEdit;
  /** What the edit is of. */
  readonly definition?: Definition;
  /** The same message says no more a second time in a file. */
  readonly oncePerFile?: true;
}

/** What was found: each once, none that a comment silences, as severe as the settings say. */
export class Findings {
  readonly all: CheckFinding[] = [];
  readonly fixables: Fixable[] = [];
  readonly #lines = new Map<SourceFile, Lines>();
  readonly #told = new Set<string>();

  constructor(
    readonly severities: Severities,
    readonly isExcepted: Exceptions = () => false,
  ) {}

  tell(file: SourceFile, { at, edit, definition, docs, oncePerFile, ...told }: Told): void {
    const severity = this.severities.of(told.rule, told.severity);
    if (severity === 'off') return;
    const option = definition?.path.map(({ name }) => name);
    if (this.isExcepted(told.rule, { file: file.path, option })) return;
    const lines = this.#lines.get(file) ?? new Lines(file.source);
    this.#lines.set(file, lines);
    const { line, column } = lines.positionOf(at.start);
    const end = lines.positionOf(at.end);
    const place = oncePerFile === true ? '' : `:${line}:${column}`;
    const key = `${file.path}${place}:${told.rule}:${told.message}`;
    if (this.#told.has(key) || isIgnored(lines, line, told.rule)) return;
    this.#told.add(key);
    const finding: CheckFinding = {
      rule: told.rule,
      severity,
      message: told.message,
      why: told.why,
      hint: told.hint,
      docs,
      origin: told.origin,
      fixable: edit === undefined ? undefined : true,
      file: file.path,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
    };
    this.all.push(finding);
    if (edit !== undefined && definition !== undefined)
      this.fixables.push({ finding, file, definition, edit });
  }
}
