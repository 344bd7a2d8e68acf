/** The keys that the program itself reads. */
export const ownKeys = {
  log_level: {
    type: { oneOf: ['debug', 'info', 'warn', 'error'] },
    describe: 'How much is said on stderr',
    default: 'info',
    env: ['NIXAI_LOG_LEVEL'],
    project: 'any',
  },
  'history.enabled': {
    type: 'boolean',
    describe: 'Keep questions and answers on this machine (nixai history)',
    default: true,
    env: ['NIXAI_HISTORY'],
    project: { only: false },
  },
  'history.keep_days': {
    type: { integer: [1, 36_500] },
    describe: 'Days until a kept question is deleted',
    default: 90,
    env: ['NIXAI_HISTORY_KEEP_DAYS'],
  },
} as const;
