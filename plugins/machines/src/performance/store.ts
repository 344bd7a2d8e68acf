import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { valuesSchema, type Values } from './sample.js';

/** What was measured at a time; milliseconds since 1970. */
export interface Sample extends Values {
  readonly at: number;
}

/** Samples older than this are removed by the next look. */
const keptDays = 35;
const day = 24 * 3600 * 1000;

const folderOf = (host: Host, machine: string): string =>
  join(host.paths.state, 'machines/performance', machine);

/** The hour that a file is of: `20261130T11`. */
const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13).replaceAll('-', '');

/** Keeps the samples of a machine, a file an hour and look; none has more than an hour's to write anew. */
export class Keeper {
  private readonly id = randomBytes(3).toString('hex');
  private hour = '';
  private samples: Sample[] = [];
  private isWritten = true;

  constructor(
    private readonly host: Host,
    private readonly machine: string,
  ) {}

  async take(sample: Sample): Promise<void> {
    const hour = hourOf(sample.at);
    if (hour !== this.hour) {
      await this.write();
      this.samples = [];
      this.hour = hour;
    }
    this.samples.push(sample);
    this.isWritten = false;
  }

  async write(): Promise<void> {
    if (this.isWritten) return;
    this.isWritten = true;
    const path = join(folderOf(this.host, this.machine), `${this.hour}-${this.id}.json`);
    const text = `${JSON.stringify({ version: 1, samples: this.samples })}\n`;
    await (await this.host.service(files)).write(path, text, { mode: 0o600 });
  }
}

const goodName = /^\d{8}T\d{2}-[0-9a-f]{6}\.json$/;

async function namesOf(host: Host, machine: string): Promise<readonly string[]> {
  const names = await readdir(folderOf(host, machine)).catch(() => []);
  return names.filter((name) => goodName.test(name)).sort();
}

/** Removes what is too old to be of use. */
export async function forgetOld(host: Host, machine: string, now: number): Promise<void> {
  const oldest = hourOf(now - keptDays * day);
  const service = await host.service(files);
  for (const name of await namesOf(host, machine))
    if (name.slice(0, oldest.length) < oldest)
      await service.remove(join(folderOf(host, machine), name));
}

/** What was measured of a machine since a time, in its order; a file that is none is left out. */
export async function readSamples(
  host: Host,
  machine: string,
  since: number,
): Promise<readonly Sample[]> {
  const first = hourOf(since);
  const names = await namesOf(host, machine);
  const read = await Promise.all(
    names
      .filter((name) => name.slice(0, first.length) >= first)
      .map(async (name) => {
        const text = await readRegular(join(folderOf(host, machine), name), 'utf8').catch(() => '');
        return samplesOf(text);
      }),
  );
  return read
    .flat()
    .filter(({ at }) => at >= since)
    .sort((one, other) => one.at - other.at);
}

const known = Object.keys(valuesSchema.properties ?? {});

function samplesOf(text: string): readonly Sample[] {
  try {
    const { samples } = JSON.parse(text) as { readonly samples?: unknown };
    if (!Array.isArray(samples)) return [];
    return samples.flatMap((one: unknown) => (isSample(one) ? [one] : []));
  } catch {
    return [];
  }
}

const isSample = (one: unknown): one is Sample =>
  typeof one === 'object' &&
  one !== null &&
  'at' in one &&
  Object.entries(one).every(([key, value]) =>
    key === 'fullest'
      ? typeof value === 'string'
      : Number.isFinite(value) && (key === 'at' || known.includes(key)),
  );
