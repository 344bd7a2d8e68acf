import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRepository } from './read.js';

describe('a repository tells its environment', () => {
  const read = (files: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'nixai-repo-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const { language, framework, set, services } = readRepository(folder);
      return [language, framework, set, services];
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('by manifest, dependencies, lock and compose file', () => {
    expect(
      read({
        'pyproject.toml': '[project]\ndependencies = [\n  "django>=5",\n]\n',
        'uv.lock': '',
        'compose.yaml':
          'services:\n  db:\n    image: docker.io/library/postgres:16\n  cache:\n    image: "redis:7"\n',
      }),
    ).to.deep.equal(['python', 'django', ['packageManager=uv'], ['postgres', 'redis']]);
    expect(
      read({
        'package.json': '{"dependencies":{"next":"15","react":"19"}}',
        'pnpm-lock.yaml': '',
        'tsconfig.json': '{}',
      }),
    ).to.deep.equal(['nodejs', 'nextjs', ['packageManager=pnpm', 'typescript=true'], []]);
    expect(
      read({ 'Cargo.toml': '[dependencies]\naxum = "0.8"\n', 'package.json': '{}' }),
    ).to.deep.equal(['rust', 'axum', [], []]);
    expect(read({ 'go.mod': 'require github.com/labstack/echo/v4 v4.1\n' })).to.deep.equal([
      'golang',
      'echo',
      [],
      [],
    ]);
  });

  it('and says so where it tells nothing', () => {
    expect(() => read({ 'README.md': '' })).to.throw(/tells what it is written in/);
  });
});
