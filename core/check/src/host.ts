import type { DocsEngine, HostWith, ProcessRunner } from '@nixai/api';

/** A host, as what reads and judges configurations needs it. */
export type CheckHost = HostWith<DocsEngine | ProcessRunner>;
