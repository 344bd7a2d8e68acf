import type { Prompt } from '@nixai/api';

/** Asks before each machine, until somebody says that all the rest may be done, or none. */
export function askEach(prompt: Prompt): (name: string) => Promise<boolean> {
  let answer: 'yes' | 'skip' | 'all' | 'stop' = 'yes';
  return async (name) => {
    if (answer !== 'all' && answer !== 'stop')
      answer = await prompt.select(`Deploy to ${name}?`, [
        { name: 'yes', value: 'yes' },
        { name: 'skip it', value: 'skip' },
        { name: 'yes, and all the others', value: 'all' },
        { name: 'stop here', value: 'stop' },
      ]);
    return answer === 'yes' || answer === 'all';
  };
}
