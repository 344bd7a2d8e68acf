/** The keys of the configuration that bound what nixai may reach. */
export const configKeys = {
  offline: {
    type: 'boolean',
    describe: 'Connect to nothing beyond this machine',
    default: false,
    env: ['NIXAI_OFFLINE'],
    project: { only: true },
  },
} as const;
