/** The keys of the configuration that are read here. */
export const configKeys = {
  ai_repair_rounds: {
    type: { integer: [0, 3] },
    describe: 'How often a model is asked to mend an answer that did not pass the check',
    default: 1,
    env: ['NIXAI_REPAIR_ROUNDS'],
    project: 'any',
  },
} as const;
