import type { RepoView } from '../../repo/view.js';

/** How often the README names a program. */
export async function spokenOf(project: RepoView): Promise<(name: string) => number> {
  const file = project.inFolder('').find((one) => /^readme/i.test(one));
  const words = ((file && (await project.head(file, 60_000))) ?? '').split(/[^\w-]+/);
  return (name) => words.filter((word) => word === name).length;
}
