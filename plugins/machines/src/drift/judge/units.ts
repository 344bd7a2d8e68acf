import { drift, type Judged } from '../finding.js';
import type { Facts } from '../probe/read.js';

/** Transient units of systemd itself and of sessions: nobody's override. */
const transient = /^(?:run-|session-|user-|init\.scope|nixai-deploy-)/;

/** Units that lie outside of the system, are masked, have failed, or run with an older file. */
export function judgeUnits({ unitFiles, failed, reload, hasSystemd }: Facts): Judged {
  const overriding = unitFiles.flatMap(({ path, type, target }) => {
    const name = path.replace(/^.*\/systemd\/(?:system\.control|system)\//, '');
    const isOwn =
      transient.test(name) || target.startsWith('/nix/store/') || target.startsWith('/etc/static/');
    if (isOwn) return [];
    if (type === 'l' && target === '/dev/null')
      return [drift('unit-masked', name, 'it is masked', [path])];
    // What is wanted by what is a link to a unit that is judged by itself.
    if (type === 'l' && /\.(?:wants|requires)\//.test(name)) return [];
    return [drift('unit-overridden', path, `${name} lies outside of the system`)];
  });
  return {
    found: [
      ...overriding,
      ...failed.map((unit) => drift('unit-failed', unit, 'it has failed')),
      ...reload.map((unit) =>
        drift('unit-needs-reload', unit, 'it runs with an older file than is there'),
      ),
    ],
    notTold: hasSystemd ? [] : [{ what: 'how its units are', why: 'no systemd runs there' }],
  };
}
