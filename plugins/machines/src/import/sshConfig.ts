import { readRegular } from '@nixai/contributions';
import SSHConfig from 'ssh-config';
import type { Found } from './found.js';

/**
 * The hosts that an ssh_config names in full. Each is registered by that name: its address, user, key
 * and port go on being ssh_config's.
 */
export async function importSshConfig(file: string): Promise<Found> {
  const text = await readRegular(file, 'utf8');
  const machines: { name: string; host: string }[] = [];
  const left: string[] = [];
  for (const line of SSHConfig.parse(text)) {
    if (line.type !== SSHConfig.DIRECTIVE) continue;
    const { param, value } = line as unknown as { param: string; value: Value };
    const words = typeof value === 'string' ? [value] : value.map(({ val }) => val);
    if (param.toLowerCase() === 'include')
      left.push(`Include ${words.join(' ')}: import it by --source`);
    if (param.toLowerCase() !== 'host') continue;
    for (const name of words)
      if (/[*?!]/.test(name)) left.push(`Host ${name}: a pattern`);
      else if (!machines.some((one) => one.name === name)) machines.push({ name, host: name });
  }
  return { machines, groups: [], left };
}

type Value = string | readonly { readonly val: string }[];
