import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { compileHandbook } from './compileHandbook.js';

const topic = (id: string, more = '') => `
id: ${id}
title: A title
area: networking
kind: howto
questions: [one, two, three]
synonyms: [word]
answer: Do this.
${more}`;

describe('compileHandbook', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-handbook-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(files: Record<string, string>): void {
    const all = { 'renames.yaml': '[]', 'options/a.yaml': '[]', ...files };
    mkdirSync(join(folder, 'topics'), { recursive: true });
    for (const [name, content] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  }

  function faultsOf(files: Record<string, string>): string {
    write(files);
    return compileHandbook(folder).faults.join('\n');
  }

  it('fills what a topic leaves out with empty lists', () => {
    write({ 'topics/a.yaml': topic('a') });
    const [first] = compileHandbook(folder).handbook.topics;
    expect(first).to.include({ id: 'a', title: 'A title' });
    expect(first?.options).to.deep.equal([]);
    expect(first?.snippets).to.deep.equal([]);
  });

  it('names the file and the key that no topic has', () => {
    const faults = faultsOf({ 'topics/a.yaml': topic('a', 'colour: red') });
    expect(faults).to.match(/^topics\/a\.yaml: .*colour/);
  });

  it('names the file and the field that is missing', () => {
    const faults = faultsOf({ 'topics/a.yaml': topic('a').replace('answer: Do this.', '') });
    expect(faults).to.match(/^topics\/a\.yaml: .*answer/);
  });

  it('names the file that is no YAML', () => {
    expect(faultsOf({ 'topics/a.yaml': 'a: [' })).to.match(/^topics\/a\.yaml: /);
  });

  it('refuses a topic whose file has another name', () => {
    expect(faultsOf({ 'topics/a.yaml': topic('b') })).to.equal('topics/a.yaml: the id is b');
  });

  it('refuses an option or a rename that is there twice', () => {
    const option = '- { name: a.b, set: nixos, type: boolean, summary: Does it. }\n';
    const rename = '- { set: nixos, old: a, new: [b], kind: renamed, since: "24.11" }\n';
    const files = { 'options/a.yaml': option, 'options/b.yaml': option };
    expect(faultsOf({ ...files, 'renames.yaml': rename + rename }).split('\n')).to.deep.equal([
      'options/b.yaml: nixos option a.b is in options/a.yaml already',
      'renames.yaml: nixos rename of a is in renames.yaml already',
    ]);
  });

  it('refuses references to topics that are not there', () => {
    const option = '- { name: a.b, set: nixos, type: boolean, summary: Does it., topic: gone }';
    const files = { 'topics/a.yaml': topic('a', 'related: [lost]'), 'options/a.yaml': option };
    expect(faultsOf(files).split('\n')).to.deep.equal([
      'topics/a.yaml: related: there is no other topic lost',
      'options/a.yaml: a.b: there is no topic gone',
    ]);
  });

  it('refuses a next step that is no command of nixai', () => {
    const faults = faultsOf({ 'topics/a.yaml': topic('a', 'next: [nixai conquer]') });
    expect(faults).to.equal('topics/a.yaml: next.0: is no nixai command');
  });

  it('refuses a removal that does not say what to do', () => {
    const rename = '- { set: nixos, old: a, new: [], kind: removed, since: "24.11" }';
    expect(faultsOf({ 'renames.yaml': rename })).to.include('needs a note');
  });

  it('lists every fault at once', () => {
    const files = { 'topics/a.yaml': topic('b'), 'topics/c.yaml': topic('d') };
    expect(faultsOf(files).split('\n')).to.have.length(2);
  });
});
