import { createRequire } from 'node:module';
import type LibsqlDatabase from 'libsql';

export type Database = LibsqlDatabase.Database;

/** Opens an SQLite file. The binding is loaded here and nowhere else, when first needed. */
export function openDatabase(path: string, readonly: boolean): Database {
  const load = createRequire(import.meta.url);
  const Libsql = load('libsql') as typeof LibsqlDatabase;
  return new Libsql(path, { readonly, fileMustExist: readonly });
}
