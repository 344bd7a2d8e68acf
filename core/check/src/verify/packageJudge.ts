import type { DocsEngine, PackageVerdict } from '@nixai/api';

const mostNearest = 3;

/** Tells which packages there are; undefined for what nothing at hand can tell. */
export function createPackageJudge(
  engine: DocsEngine,
): (attribute: string) => Promise<PackageVerdict | undefined> {
  let known: Promise<boolean> | undefined;
  return async (name) => {
    // A set of packages (`python3Packages`) may have more than what is listed below it.
    if (name.includes('.') || !(await (known ??= hasPackages(engine)))) return undefined;
    if ((await engine.package(name)) !== undefined) return { name, verdict: 'known' };
    const query = { text: name, kinds: ['package'], limit: mostNearest, local: true } as const;
    const { passages } = await engine.search(query);
    return { name, verdict: 'unknown', instead: passages.map(({ title }) => title) };
  };
}

async function hasPackages(engine: DocsEngine): Promise<boolean> {
  const sources = await engine.status();
  return sources.some(({ status }) => (status.counts.package ?? 0) > 0);
}
