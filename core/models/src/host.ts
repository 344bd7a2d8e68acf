import type { HostWith, HttpClient, Redactor } from '@nixai/api';

/** A host, as what talks to models needs it. */
export type ModelHost = HostWith<Redactor | HttpClient>;
