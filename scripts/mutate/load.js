// Loaded before the tests: puts the change of NIXAI_MUTANT into the one file that it is for, as Node reads
// it. The file on disk stays as it was built, whatever ends the run.
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

let mutant;

/** Told by `register`, in the thread in which modules are read. */
export function initialize(given) {
  mutant = given;
}

/** Node's hook: the text of a module. */
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (url !== mutant.url) return loaded;
  const text = loaded.source.toString();
  const source = text.slice(0, mutant.start) + mutant.with + text.slice(mutant.end);
  return { ...loaded, source };
}

if (isMainThread) register(import.meta.url, { data: JSON.parse(process.env.NIXAI_MUTANT) });
