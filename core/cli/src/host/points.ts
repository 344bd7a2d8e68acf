import {
  NixaiError,
  ExitCode,
  corePoints,
  type CorePoints,
  type Point,
  type Registry,
} from '@nixai/api';
import { createRegistry, type OwnedRegistry } from './registry.js';

export interface PointsOptions {
  /** Resolves when every plugin that adds to a point is registered. */
  readonly ready: (point: string) => Promise<void>;
  /** Where a package stands among those that add: core first, then plugins as they are installed. */
  readonly rankOf: (origin: string) => number;
  /** Told of a contribution that gives way to one of an earlier plugin. */
  readonly onLeftOut: (origin: string, why: string) => void;
  /** Told of what could not be closed. */
  readonly warn: (message: string) => void;
}

/** The extension points of a host, by their names. Whoever names one that is not there opens it. */
export class Points {
  readonly #opened = new Map<string, { point: Point<unknown>; registry: OwnedRegistry<unknown> }>();
  readonly #options: PointsOptions;

  constructor(options: PointsOptions) {
    this.#options = options;
    for (const point of Object.values(corePoints)) this.#open(point);
  }

  list(): readonly Point<unknown>[] {
    return [...this.#opened.values()].map(({ point }) => point);
  }

  of<T>(point: Point<T>): OwnedRegistry<T> {
    return this.#open(point) as OwnedRegistry<T>;
  }

  /** What a plugin gave, by point: `{ docSources: ['acme-wiki'], 'acme.pages': ['start'] }`. */
  async contributionsOf(origin: string): Promise<Record<string, readonly string[]>> {
    const found: Record<string, readonly string[]> = {};
    for (const { point, registry } of this.#opened.values()) {
      const names = (await registry.list()).filter((one) => one.origin === origin);
      if (names.length > 0) found[point.id.replace(/^nixai\./, '')] = names.map(({ name }) => name);
    }
    return found;
  }

  async dispose(): Promise<void> {
    for (const { registry } of [...this.#opened.values()].reverse()) await registry.dispose();
  }

  #open(point: Point<unknown>): OwnedRegistry<unknown> {
    const known = this.#opened.get(point.id);
    if (known !== undefined) return known.registry;
    const registry = createRegistry<unknown>(point.what, {
      ...this.#options,
      ready: () => this.#options.ready(point.id),
    });
    this.#opened.set(point.id, { point, registry });
    return registry;
  }
}

/** `host.docSources` and the others of core, each as `open` hands it on. */
export function namedPoints(open: (point: Point<unknown>) => Registry<unknown>): CorePoints {
  const entries = Object.entries(corePoints).map(([name, point]) => [name, open(point)]);
  return Object.fromEntries(entries) as CorePoints;
}

/** A plugin is only loaded where a point of its list is read, so it may not add to another one. */
export function undeclared(origin: string, what: 'points' | 'services', id: string): NixaiError {
  return new NixaiError({
    code: 'undeclared',
    what: `${origin} adds to "${id}", which its package.json does not name`,
    why: `what is not in "nixai": { "${what}": […] } is not found when it is looked for`,
    exitCode: ExitCode.refused,
  });
}
