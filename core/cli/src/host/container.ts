// tsyringe reads type metadata through Reflect; the lite build is enough and half as slow to load.
import 'reflect-metadata/lite';
import { container, instanceCachingFactory, type DependencyContainer } from 'tsyringe';
import type { Host } from '@nixai/api';
import { serviceFactories } from './services.js';

/** A container of one host's services; each is built once, when it is first resolved. */
export function createContainer(host: Host): DependencyContainer {
  const own = container.createChildContainer();
  for (const [key, create] of serviceFactories)
    own.register(key, { useFactory: instanceCachingFactory(() => create(host)) });
  return own;
}
