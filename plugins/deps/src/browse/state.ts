import { orders, rowsOf, type Order, type Row, type Shown } from './shown.js';

/** Where somebody is. */
export interface State {
  /** Keys of the rows that are open. */
  readonly open: ReadonlySet<string>;
  /** Key of the row that is chosen. */
  readonly at: string;
  readonly order: Order;
  /** What is typed after a slash, while it is typed. */
  readonly typing?: string;
  /** What was looked for last. */
  readonly word?: string;
  /** A sentence about the last key; gone with the next one. */
  readonly said?: string;
  /** Whether it is over, and whether with the path that is chosen. */
  readonly end?: 'left' | 'chosen';
}

/** A key as readline names it. */
export interface Key {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
}

export function start({ graph }: Shown): State {
  const [root = 0] = graph.roots;
  return { open: new Set(graph.roots.map(String)), at: String(root), order: 'frees' };
}

/**
 * The state after a key.
 * @param page so many rows are on a screen.
 */
export function press(shown: Shown, { said: _, ...state }: State, key: Key, page: number): State {
  if (key.ctrl === true && key.name === 'c') return { ...state, end: 'left' };
  if (state.typing !== undefined) return type(shown, state, state.typing, key);
  const rows = rowsOf(shown, state);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === state.at),
  );
  const row = rows[at] as Row;
  const go = (to: number): State => ({
    ...state,
    at: rows[Math.min(rows.length - 1, Math.max(0, to))]?.key ?? state.at,
  });
  switch (key.name ?? key.sequence) {
    case 'up':
    case 'k':
      return go(at - 1);
    case 'down':
    case 'j':
      return go(at + 1);
    case 'pageup':
      return go(at - page);
    case 'pagedown':
    case 'space':
      return go(at + page);
    case 'home':
      return go(0);
    case 'end':
      return go(rows.length - 1);
    case 'right':
    case 'l':
    case 'return':
    case 'enter':
      if (row.mark === 'leaf') return { ...state, said: 'It needs nothing.' };
      if (row.mark === 'open') return go(at + 1);
      return { ...state, open: new Set([...state.open, row.key]) };
    case 'left':
    case 'h':
      if (row.mark === 'open')
        return { ...state, open: new Set([...state.open].filter((one) => one !== row.key)) };
      return row.depth === 0 ? state : { ...state, at: row.key.replace(/\/\d+$/, '') };
    case 's':
      return { ...state, order: orders[(orders.indexOf(state.order) + 1) % orders.length]! };
    case 'n':
      return state.word === undefined ? state : find(shown, state, state.word, row.node);
    case 'p':
      return { ...state, end: 'chosen' };
    case 'q':
    case 'escape':
      return { ...state, end: 'left' };
    default:
      return key.sequence === '/' ? { ...state, typing: '' } : state;
  }
}

/** A key while a word is typed that is looked for. */
function type(shown: Shown, { typing: _, ...state }: State, typed: string, key: Key): State {
  const { name, sequence = '', ctrl } = key;
  if (name === 'escape') return state;
  if (name === 'return' || name === 'enter')
    return typed === '' ? state : find(shown, { ...state, word: typed }, typed);
  if (name === 'backspace') return { ...state, typing: typed.slice(0, -1) };
  // Names of store paths have no other signs.
  return {
    ...state,
    typing: ctrl !== true && /^[\w+.?=-]$/.test(sequence) ? typed + sequence : typed,
  };
}

/** Opens the way to what is called so; after a node to the next one that is. */
function find(shown: Shown, state: State, word: string, after?: number): State {
  const found = shown.matching(word);
  if (found.length === 0) return { ...state, said: `Nothing in it is called ${word}.` };
  const place = after === undefined ? 0 : (found.indexOf(after) + 1) % found.length;
  const chain = shown.chainTo(found[place] ?? 0);
  const keys = chain.map((_, at) => chain.slice(0, at + 1).join('/'));
  return {
    ...state,
    open: new Set([...state.open, ...keys.slice(0, -1)]),
    at: keys.at(-1) ?? state.at,
    said: `${place + 1} of ${found.length} called ${word}; n shows the next.`,
  };
}
