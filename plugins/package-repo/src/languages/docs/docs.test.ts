import { expect } from 'chai';
import { analyze, createProject, derivationOf } from '../../testing/project.js';

describe('a book or site', () => {
  it('is built by mdBook with what book.toml names; what nixpkgs may not have is a comment', async () => {
    const { text } = await derivationOf({
      'book.toml':
        '[book]\ntitle = "Weather for everybody"\n[preprocessor.mermaid]\n[preprocessor.own]\n[output.html]\n',
    });
    expect(text)
      .to.contain('mdbook build --dest-dir $out')
      .and.contain('mdbook-mermaid')
      .and.contain('# Unknown here: mdbook-own');
  });

  it('is built by MkDocs with its theme and plugins', async () => {
    const { text } = await derivationOf({
      'mkdocs.yml':
        'site_name: x\ntheme:\n  name: material\nplugins:\n  - search\n  - awesome-pages\n',
    });
    expect(text)
      .to.contain('python3Packages.mkdocs-material')
      .and.contain('python3Packages.mkdocs-awesome-pages')
      .and.not.contain('mkdocs-search');
  });

  it('is a part of a program, and not in its place', async () => {
    const project = createProject({
      'Cargo.toml': '[package]\nname = "weather"\n',
      'docs/book.toml': '[book]\ntitle = "x"\n',
    });
    try {
      const { components } = await analyze(project);
      expect(components.map(({ facts }) => facts.language)).to.deep.equal(['rust']);
      const all = await analyze(project, { all: true });
      expect(all.components.map(({ facts }) => facts.language)).to.deep.equal(['rust', 'docs']);
    } finally {
      project.remove();
    }
  });
});
