import type { InitializeHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isConfined, notForIt } from './isConfined.js';

// What Node asks, in a thread of its own, for each module that is imported. It loads nothing else.
let roots: readonly string[] = [];

export const initialize: InitializeHook<readonly string[]> = (data) => {
  roots = data;
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  const [from, file] = [pathOf(context.parentURL), pathOf(resolved.url)];
  // A module of Node's own is no file; anything else that is none can only be code in an address.
  if (file !== undefined && isConfined(roots, from, file))
    throw notForIt('ERR_MODULE_NOT_FOUND', from, file);
  return resolved;
};

const pathOf = (url: string | undefined): string | undefined =>
  url?.startsWith('file:') === true ? fileURLToPath(url) : undefined;
