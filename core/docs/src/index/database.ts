import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type LibsqlDatabase from 'libsql';

export type Database = LibsqlDatabase.Database;

/** Opens an SQLite file. The binding is loaded here and nowhere else, when first needed. */
export function openDatabase(path: string, readonly: boolean): Database {
  const Libsql = loadBinding();
  const db = new Libsql(path, { readonly, fileMustExist: readonly });
  // Mapped, a page costs no system call; a search reads hundreds.
  db.exec('pragma mmap_size = 268435456');
  return db;
}

let binding: typeof LibsqlDatabase | undefined;

/**
 * The binding tells glibc from musl by a diagnostic report on the whole process, of which it reads
 * one field: 5 ms of each start. While it loads, it gets that field alone where it is certain.
 */
function loadBinding(): typeof LibsqlDatabase {
  if (binding !== undefined) return binding;
  const load = createRequire(import.meta.url);
  const { report } = process;
  const original = report?.getReport;
  if (report !== undefined && usesGlibc())
    report.getReport = () => ({ header: { glibcVersionRuntime: 'present' } });
  try {
    return (binding = load('libsql') as typeof LibsqlDatabase);
  } finally {
    if (report !== undefined && original !== undefined) report.getReport = original;
  }
}

function usesGlibc(): boolean {
  try {
    return readFileSync('/proc/self/maps', 'latin1').includes('/libc.so.6');
  } catch {
    return false;
  }
}
