// A registry on loopback that may lie: what it says of a package, and which bytes it hands out, may
// depend on how often it was asked.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { packageJson } from '../../scripts/release/packing.js';

/** `sha512-…` of some bytes, as registries write it. */
export const integrityOf = (bytes) =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

/**
 * Starts one. `offer(tarballs, lie)` makes the packages be there, the last one as the newest; `lie`
 * gets what an honest registry would say of a package (`{ document, asked }`, `asked` from 1) and
 * returns what this one says.
 */
export async function startHostileRegistry() {
  /** Calls it with how often it was called, from 1. */
  const counted = (answer) => {
    let asked = 0;
    return () => answer(++asked);
  };
  const documents = new Map();
  const bytesAt = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    const bytes = bytesAt.get(path)?.();
    if (bytes !== undefined) return void response.end(bytes);
    const document = documents.get(path.slice(1))?.();
    response.statusCode = document === undefined ? 404 : 200;
    // Nothing that it said before is kept.
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document ?? { error: 'not found' }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;

  return {
    url,
    offer(tarballs, lie = ({ document }) => document) {
      const packed = tarballs.map((path) => [packageJson(path), readFileSync(path)]);
      const [{ name }] = packed.at(-1);
      const versions = packed.map(([manifest, bytes]) => {
        const path = `/${name}/-/${manifest.version}.tgz`;
        bytesAt.set(path, () => bytes);
        const dist = { tarball: `${url}${path.slice(1)}`, integrity: integrityOf(bytes) };
        return [manifest.version, { ...manifest, dist }];
      });
      const document = {
        name,
        'dist-tags': { latest: versions.at(-1)[0] },
        versions: Object.fromEntries(versions),
      };
      const said = (asked) => lie({ document: JSON.parse(JSON.stringify(document)), asked });
      documents.set(name, counted(said));
    },
    /** Hands out other bytes at a path; `answer` gets how often it was asked. */
    serve: (path, answer) => bytesAt.set(path, counted(answer)),
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
