import { spawn } from 'node:child_process';

/** Remembers process groups outside of this process, and ends them when it is gone. */
export interface Lifeline {
  add(group: number): void;
  remove(group: number): void;
}

/**
 * Reads "+ GROUP" and "- GROUP" until nobody writes any more, then ends the groups that are left. A
 * process that is killed with SIGKILL can do nothing for its children, but the kernel closes its pipe.
 */
const script = `
groups=' '
while read -r what group; do
  case $what in
    +) groups="$groups$group " ;;
    -) case $groups in
         *" $group "*) groups="\${groups%%" $group "*} \${groups#*" $group "}" ;;
       esac ;;
  esac
done
[ "$groups" = ' ' ] && exit
for group in $groups; do kill -s TERM -- "-$group"; done
sleep 2
for group in $groups; do kill -s KILL -- "-$group"; done
`;

/** Starts the watcher: a shell that waits on a pipe. Nothing here waits for it. */
export function createLifeline(): Lifeline {
  const watcher = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    // Ctrl-C at the terminal must not take it away first.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Where there is no shell, or somebody ends it, children still end with us in all other cases.
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  const tell = (what: '+' | '-', group: number): void => {
    if (watcher.stdin.writable) watcher.stdin.write(`${what} ${group}\n`);
  };
  return { add: (group) => tell('+', group), remove: (group) => tell('-', group) };
}
