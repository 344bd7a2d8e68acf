// tsyringe reads type metadata through Reflect; the lite build is enough and half as slow to load.
import 'reflect-metadata/lite';
import {
  container,
  instanceCachingFactory,
  instancePerContainerCachingFactory,
  type DependencyContainer,
} from 'tsyringe';
import type { Host, Token } from '@nixai/api';
import { closeAll, type Closer } from './closing.js';
import type { ServiceSpec } from './services.js';

/** The services of one host, or of one run in it. */
export interface ServiceScope {
  get<T>(token: Token<T>): Promise<T>;
  /** The services of one command: its own of those that live for a run, this one's of all others. */
  forRun(host: Host): ServiceScope;
  /** Closes what was made here, the last first; then nothing more can be had. */
  dispose(): Promise<void>;
}

/** A scope for each host, below the container of the process. */
export function createScope(host: Host, specs: readonly ServiceSpec[]): ServiceScope {
  const own = container.createChildContainer();
  const scope = scopeOf(own, host);
  for (const spec of specs) {
    const make =
      spec.life === 'session'
        ? instanceCachingFactory(() => scope.make(spec))
        : instancePerContainerCachingFactory((at) => at.resolve<Scope>(scopeKey).make(spec));
    own.register(spec.key, { useFactory: make });
  }
  return scope;
}

/** What a container knows of the scope that it is part of. */
const scopeKey = Symbol('scope');

interface Scope extends ServiceScope {
  make(spec: ServiceSpec): Promise<unknown>;
}

function scopeOf(own: DependencyContainer, host: Host): Scope {
  /** In the order in which they were ready: what a service was made from stands before it. */
  const closing: Closer[] = [];
  const making = new Set<Promise<unknown>>();

  const scope: Scope = {
    // In an async function, so that a container that is closed rejects.
    get: async <T>({ key }: Token<T>) => own.resolve<Promise<T>>(key),
    make(spec) {
      const made = spec.create(seenBy(spec, host, scope)).then((service) => {
        const what = `the service ${nameOf(spec.key)}`;
        closing.push({ what, close: () => spec.dispose?.(service) });
        return service;
      });
      making.add(made);
      return made;
    },
    forRun: (runHost) => scopeOf(own.createChildContainer(), runHost),
    async dispose() {
      await Promise.allSettled(making);
      await closeAll(closing.splice(0), (message) => host.log.warn(message));
      await own.dispose();
    },
  };
  own.register(scopeKey, { useValue: scope });
  return scope;
}

/** The host as a service sees it: of the services of core, those that it says it needs. */
function seenBy({ key, needs }: ServiceSpec, host: Host, scope: Scope): Host {
  const allowed = new Set(needs.map((one) => one.key));
  const service = async <T>(token: Token<T>): Promise<T> => {
    if (allowed.has(token.key)) return scope.get(token);
    throw new Error(`${nameOf(key)} does not say that it needs ${nameOf(token.key)}`);
  };
  return { ...host, service, optional: service };
}

const nameOf = ({ description = '' }: symbol): string =>
  description.replace(/^nixai\.service\./, '');
