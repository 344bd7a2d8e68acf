import { defineCommand } from '@nixai/api';
import { pages, weather } from '../points.js';

export default defineCommand({
  summary: 'List the pages that plugins add',
  examples: ['<%= config.bin %> pages'],
  async run({ host }) {
    const found = await host.point(pages).list();
    const all = found.map(async ({ name, origin, create }) => ({
      name,
      origin,
      title: (await create()).title,
    }));
    const service = await host.optional(weather);
    return { pages: await Promise.all(all), weather: await service?.today() };
  },
  render: ({ pages, weather = 'nobody knows' }) =>
    [...pages.map(({ title, origin }) => `${title} (${origin})`), `Weather: ${weather}`].join('\n'),
});
