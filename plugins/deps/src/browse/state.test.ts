import { expect } from 'chai';
import type { Style } from '@nixai/api';
import { graphOf } from '../graph/graph.js';
import { draw } from './screen.js';
import { createShown, rowsOf } from './shown.js';
import { press, start, type Key, type State } from './state.js';

const path = (name: string): string => `/nix/store/${'a'.repeat(32)}-${name}`;
const closure = { top: 'app tool', app: 'lib deep', tool: 'lib', lib: 'deep', deep: '' };
const shown = createShown(
  './result',
  graphOf(
    Object.entries(closure).map(([name, needs], at) => ({
      ...{ path: path(name), size: 10 ** at },
      needs: needs.split(' ').map(path),
    })),
    [path('top')],
  ),
);
const plain = new Proxy({} as Style, { get: () => (text: string) => text });

/** Keys by their names; after a slash what is typed, up to the end. */
function pressed(keys: string, state: State = start(shown)): State {
  const [names = '', typed] = keys.split('/');
  const all: Key[] = names
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => ({ name }));
  if (typed !== undefined)
    all.push(...['/', ...typed].map((sequence) => ({ sequence })), { name: 'return' });
  return all.reduce((now, key) => press(shown, now, key, 2), state);
}
const namesOf = (state: State): string[] =>
  rowsOf(shown, state).map(({ node, depth, key }) => {
    const name = shown.labelOf(node);
    return `${' '.repeat(depth)}${state.at === key ? '>' : ''}${name}`;
  });

describe('walking through a closure', () => {
  it('opens what is chosen, and goes back to what is above', () => {
    const open = pressed('down down right');
    expect(namesOf(open)).to.deep.equal(['top', ' tool', ' >app', '  deep', '  lib']);
    expect(namesOf(pressed('left', open))).to.deep.equal(['top', ' tool', ' >app']);
    expect(namesOf(pressed('down left', open))).to.include(' >app');
  });

  it('sorts by what would go, by own bytes and by name', () => {
    expect(namesOf(start(shown))).to.deep.equal(['>top', ' tool', ' app']);
    expect(namesOf(pressed('s s'))).to.deep.equal(['>top', ' app', ' tool']);
  });

  it('opens the shortest way to what is called so, and goes round', () => {
    const found = pressed('/ib');
    expect(namesOf(found)).to.deep.equal(['top', ' tool', ' app', '  deep', '  >lib']);
    expect(found.said).to.equal('1 of 1 called ib; n shows the next.');
    expect(pressed('/quux').said).to.equal('Nothing in it is called quux.');
    const several = pressed('/o');
    expect(namesOf(several)[0]).to.equal('>top');
    expect(namesOf(pressed('n', several))).to.include(' >tool');
    expect(namesOf(pressed('n n', several))[0]).to.equal('>top');
  });

  it('ends with the path or without, and says that a leaf needs nothing', () => {
    expect(pressed('p').end).to.equal('chosen');
    expect(pressed('q').end).to.equal('left');
    const leaf = pressed('right', pressed('/deep'));
    expect(leaf.said).to.equal('It needs nothing.');
  });

  it('is never wider or higher than the screen, whatever is open', () => {
    const open = pressed('/lib');
    for (const size of [
      { width: 80, height: 24 },
      { width: 20, height: 8 },
      { width: 1, height: 1 },
    ]) {
      const lines = draw(shown, open, size, plain);
      expect(lines).to.have.length(Math.min(size.height, 24));
      for (const line of lines) expect(line.length).to.be.at.most(size.width);
    }
    const lines = draw(shown, open, { width: 80, height: 24 }, plain);
    expect(lines.find((line) => line.includes('>'))).to.match(/1000 B > {4}\+ lib$/);
    expect(lines.join('\n')).to.contain('needed by app, tool');
  });
});
