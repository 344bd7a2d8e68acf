/** The keys of the configuration that say which machine is meant. */
export const configKeys = {
  nixos_folder: {
    type: 'path',
    describe: "Folder of the machine's configuration",
    default: '/etc/nixos',
    env: ['NIXAI_NIXOS_FOLDER'],
    project: 'inside',
  },
} as const;
