import type { DevenvTemplate } from '../templates/template.js';

export const zig: DevenvTemplate = {
  name: 'zig',
  title: 'Zig',
  aliases: [],
  words: ['zig'],
  options: [
    {
      name: 'version',
      about: 'Zig, as 0.15.1',
      pattern: /default|\d+\.\d+\.\d+/,
      default: 'default',
    },
  ],
  frameworks: [],
  part: ({ values }) => ({
    settings: {
      'languages.zig.enable': true,
      ...(values.version !== 'default' &&
        values.version !== undefined && { 'languages.zig.version': values.version }),
    },
    next: ['zig init'],
    proof: 'zig version',
  }),
};
