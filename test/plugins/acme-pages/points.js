import { point, token } from '@nixai/api';

/** A page: `{ title }`. */
export const pages = point('acme.pages', {
  what: 'page',
  check: ({ title }) => (typeof title === 'string' ? [] : ['has no title']),
});

/** Somebody may know the weather: `{ today(): Promise<string> }`. */
export const weather = token('acme.weather');
