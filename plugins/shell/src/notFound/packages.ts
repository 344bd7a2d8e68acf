import { docs, type DocsEngine, type HostWith } from '@nixai/api';
import { native } from '@nixai/packages';
import type { NotFound } from '../results/notFound.js';

/** The packages that have a program: one that is known to, and the one of the same name. */
export async function packagesWith(host: HostWith<DocsEngine>, program: string): Promise<NotFound> {
  const engine = await host.service(docs);
  const known = native.program(program);
  const names = [...new Set([known ?? program, program])];
  const found = await Promise.all(names.map((name) => engine.package(name)));
  return {
    program,
    packages: names.flatMap((attribute, at) => {
      const description = found[at]?.description;
      return attribute === known || found[at] !== undefined ? [{ attribute, description }] : [];
    }),
  };
}
