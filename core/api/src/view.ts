/** Text styles. Each is the identity where there is no colour. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  heading(text: string): string;
  code(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
  link(text: string): string;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The column that gives way when the table is wider than the terminal. */
  readonly flexible?: boolean;
}

export interface TreeNode {
  readonly label: string;
  readonly children?: readonly TreeNode[];
}

/**
 * What a renderer draws with: pure functions from values to text that fits the width. All of them
 * measure display width (CJK, emoji), and none leaves trailing blanks.
 */
export interface View {
  readonly color: boolean;
  /** Columns of the terminal; 80 when there is none. */
  readonly width: number;
  readonly style: Style;
  /** Markdown as a terminal shows it: headings, lists, tables, Nix and shell highlighted. */
  markdown(source: string): string;
  /** A block of source text, indented by two and highlighted. */
  code(source: string, language: 'nix' | 'sh' | 'text'): string;
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): string;
  /** Key–value lines, keys padded to one width. */
  pairs(rows: readonly (readonly [key: string, value: string])[]): string;
  tree(root: TreeNode): string;
  /** Prose broken at the width, each line indented. */
  wrap(text: string, indent?: number): string;
}
