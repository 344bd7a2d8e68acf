import { expect } from 'chai';
import { ourAnalyzers } from '../languages/index.js';
import { sourceHash } from '../hashes/source.js';
import { readGit, tagOfVersion } from '../repo/git.js';
import { createProject, gitRunner } from '../testing/project.js';
import { hashesFor } from './compute.js';
import { refOf, versionOf } from './derivationText.js';
import { hashPlaces, putHash } from './places.js';

const text = `{ lib }:
buildGoModule (finalAttrs: {
  version = "1.0";

  # Not computed: x.
  # Next: y
  src = fetchFromGitHub {
    tag = "v\${finalAttrs.version}";
    hash = lib.fakeHash;
  };

  vendorHash = "sha256-${'Zk'.repeat(21)}o=";
  meta.description = "hash = none";
})
`;
const { signal } = new AbortController();

describe('hashes of a derivation', () => {
  it('are found with the set that they are in', () => {
    expect(
      hashPlaces(text).map(({ attribute, inside, value }) => [attribute, inside, value]),
    ).to.deep.equal([
      ['hash', 'src', 'lib.fakeHash'],
      ['vendorHash', undefined, `"sha256-${'Zk'.repeat(21)}o="`],
    ]);
  });

  it('are put in with the reason that they have, and without the one of before', () => {
    const [source, vendor] = hashPlaces(text);
    expect(putHash(text, source!, '"new"'))
      .to.contain('\n  src = fetchFromGitHub {')
      .and.contain('hash = "new";')
      .and.not.contain('# N');
    expect(putHash(text, vendor!, 'lib.fakeHash', ['Not computed: z.'])).to.contain(
      '  # Not computed: z.\n  vendorHash = lib.fakeHash;',
    );
  });

  it('need the one version that there is', () => {
    expect(versionOf(text, 'a.nix')).to.deep.equal({ line: 2, version: '1.0' });
    expect(() => versionOf(`${text}${text}`, 'a.nix')).to.throw('several versions');
    expect(refOf(text)!.value).to.equal('"v${finalAttrs.version}"');
  });

  it('are those of the files of a tag, whatever is checked out and changed', async () => {
    const project = createProject({ 'go.mod': 'module a.org/b\n', 'main.go': 'package main\n' });
    try {
      project.publish('v1.0');
      project.write({ 'main.go': 'package main // 2\n' });
      project.git('commit', '-qam', 'second');
      project.git('tag', 'v2.0');
      project.git('tag', 'other-2.0');
      const git = (await readGit(gitRunner, project.folder, signal))!;
      const at = await tagOfVersion(gitRunner, project.folder, '2.0', 'v1.0', signal);
      expect(at).to.equal('v2.0');
      const second = await sourceHash({ ...git, tag: 'v2.0' }, gitRunner, signal);
      project.write({ 'main.go': 'package main // 3\n' });
      const places = hashPlaces(text);
      const answers = await hashesFor(places, git, 'v2.0', '', ourAnalyzers, gitRunner, signal);
      expect(answers[0]!.answer).to.deep.equal(second);
      expect(answers[1]!.answer).to.have.property('missing');
      const [first] = await hashesFor(
        places.slice(0, 1),
        git,
        'v1.0',
        '',
        ourAnalyzers,
        gitRunner,
        signal,
      );
      expect(first!.answer)
        .to.have.property('hash')
        .that.is.not.equal((second as { hash: string }).hash);
    } finally {
      project.remove();
    }
  });
});
