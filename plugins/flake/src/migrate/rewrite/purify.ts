import type { Configuration, SourceFile } from '../read/configuration.js';
import { applyMends } from './apply.js';
import { fetches } from './fetches.js';
import { impurities } from './impurities.js';
import { searchPaths, type Search } from './searchPaths.js';
import { blockedAt, siteOf, type Mend, type NeededInput, type Site } from './site.js';

/** A configuration that evaluates without a search path, as far as that can be had. */
export interface Purified {
  /** What every file is afterwards; those that stay as they are too. */
  readonly files: readonly { readonly file: SourceFile; readonly after: string }[];
  readonly sites: readonly Site[];
  readonly inputs: readonly NeededInput[];
  /** Whether modules of Home Manager inside of NixOS are handed the inputs. */
  readonly homeTakesInputs: boolean;
}

/** Mends what pure evaluation does not take, and names what it cannot mend. */
export function purify(configuration: Configuration, search: Search): Purified {
  const inputs = new Map<string, NeededInput>();
  const sites: Site[] = [];
  let homeTakesInputs = false;
  const files = configuration.files.map((file) => {
    const [fault] = file.faults;
    if (fault !== undefined) {
      sites.push(broken(file, fault));
      return { file, after: file.text };
    }
    const mends = distinct(
      [...searchPaths(file, search), ...fetches(file), ...impurities(file, configuration)].sort(
        (a, b) => a.at - b.at,
      ),
      inputs,
    );
    const after = applyMends(file, mends);
    if (after === undefined) {
      sites.push(...mends.map(refused));
      return { file, after: file.text };
    }
    for (const one of mends) {
      sites.push(siteOf(one));
      if (one.state !== 'mended') continue;
      for (const input of one.inputs ?? []) inputs.set(input.name, input);
      if (file.role === 'home' && one.formals?.includes('inputs') === true) homeTakesInputs = true;
    }
    return { file, after };
  });
  for (const { file, line, path, why } of configuration.outside)
    if (!path.startsWith('/') && !path.startsWith('~'))
      sites.push({
        kind: 'outside',
        file,
        line,
        text: path,
        state: 'blocked',
        what:
          why === 'missing'
            ? 'is not there'
            : 'lies outside of the folder, where a flake does not see it: move it there',
      });
  return { files, sites, inputs: [...inputs.values()], homeTakesInputs };
}

/** Two addresses that would have one name: the second one is left to a person. */
function distinct(mends: readonly Mend[], known: ReadonlyMap<string, NeededInput>): Mend[] {
  const named = new Map(known);
  return mends.map((one) => {
    const other = one.inputs?.find(({ name, url }) => (named.get(name)?.url ?? url) !== url);
    for (const input of one.inputs ?? []) if (!named.has(input.name)) named.set(input.name, input);
    if (other === undefined) return one;
    const { url } = named.get(other.name)!;
    return blockedAt(one, `there is an input ${other.name} from elsewhere: ${url}`);
  });
}

const refused = (one: Mend): Site => ({
  ...siteOf(one),
  state: one.state === 'kept' ? 'kept' : 'blocked',
  what: one.state === 'mended' ? 'the edit would not hold here: make it by hand' : one.what,
});

const broken = (
  file: SourceFile,
  fault: { readonly message: string; readonly line: number },
): Site => ({
  kind: 'syntax',
  file: file.path,
  line: fault.line,
  text: fault.message,
  state: 'blocked',
  what: 'Nix does not read this file: nixai check shows what is wrong',
});
