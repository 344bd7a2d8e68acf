import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHealthMachine, createTestHost } from '@nixai/api/testing';
import { identityOf } from '../background/process.js';
import type { ServerRecord } from '../background/record.js';
import { checks } from './checks.js';

describe('the server, to nixai health', () => {
  let folder: string;
  let server: Server | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-mcp-health-'));
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  const host = () => createTestHost({ paths: { runtime: folder } });
  const record = (more: Partial<ServerRecord> = {}): ServerRecord => ({
    ...identityOf(process.pid),
    version: '1.0.0',
    since: '2026-11-30T10:00:00.000Z',
    socket: join(folder, 'mcp.sock'),
    argv: [],
    ...more,
  });
  const look = async (written?: ServerRecord) => {
    const one = host();
    if (written !== undefined)
      writeFileSync(join(folder, 'mcp-server.json'), JSON.stringify(written));
    const [check] = checks;
    return (await check?.run(createHealthMachine({ host: one }), { of: '', unit: '' })) ?? [];
  };
  /** What listens at the socket, and what it says to each line. */
  const listen = (answer: string) =>
    new Promise<void>((resolve) => {
      server = createServer((client) => client.on('data', () => client.end(answer)));
      server.listen(join(folder, 'mcp.sock'), resolve);
    });

  it('is nothing to tell where none was started, or it was stopped', async () => {
    expect(await look()).to.deep.equal([]);
  });

  it('is well where it answers', async () => {
    await listen('{"jsonrpc":"2.0","id":1,"result":{"serverInfo":{"name":"nixai"}}}\n');
    const [reading] = await look(record());
    expect(reading).to.deep.include({ status: 'ok' });
    expect(reading?.summary).to.contain('mcp.sock');
  });

  it('is worth a look where it ended without being stopped, with its log and how to start it', async () => {
    const [reading] = await look(record({ pid: 2 ** 22 + 1, log: '/log' }));
    expect(reading).to.deep.include({ status: 'minor', evidence: ['its log: /log'] });
    expect(reading?.fix?.code).to.equal('nixai mcp-server start --background');
  });

  it('is wrong where it runs and nobody answers, or somebody else does', async () => {
    const [silent] = await look(record());
    expect(silent).to.deep.include({ status: 'major' });
    expect(silent?.fix?.code).to.equal('nixai mcp-server restart');
    await listen('HTTP/1.1 400 Bad Request\n');
    const [other] = await look(record());
    expect(other?.status).to.equal('major');
    expect(other?.summary).to.contain("is not nixai's");
  });
});
