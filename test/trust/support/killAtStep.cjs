// Loaded before nixai: counts the steps by which it changes files, and ends the process before the
// n-th as a machine that stops would. What is on the disk changes in steps alone, so that with a kill
// before each of them every state is seen that a kill at some moment could leave.
'use strict';
const fs = require('node:fs');
const process = require('node:process');

const { NIXAI_TRIAL_PROGRAM: program, NIXAI_TRIAL_STEP: step, NIXAI_TRIAL_LOG: log } = process.env;

const changing = ['write', 'writev', 'writeFile', 'appendFile', 'rename', 'unlink', 'rm', 'rmdir'];
changing.push('mkdir', 'mkdtemp', 'link', 'symlink', 'truncate', 'ftruncate', 'copyFile', 'cp');
changing.push('fsync', 'fdatasync', 'chmod', 'fchmod', 'chown', 'fchown', 'utimes', 'futimes');
const changingOfHandle = ['write', 'writev', 'writeFile', 'appendFile', 'sync', 'datasync'];
changingOfHandle.push('truncate', 'chmod', 'chown', 'utimes');

const note = fs.writeFileSync;
let steps = 0;

function count() {
  steps++;
  if (steps === Number(step)) process.kill(process.pid, 'SIGKILL');
}

function counted(holder, names) {
  for (const name of names) {
    const real = holder[name];
    if (typeof real !== 'function') continue;
    holder[name] = function (...given) {
      count();
      return real.apply(this, given);
    };
  }
}

/** Opening is a step where it can make or empty a file. */
const writes = (flags) =>
  typeof flags === 'string'
    ? /[wa+]/.test(flags)
    : ((flags ?? 0) & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0;

function countOpening(holder, name, onOpen = (opened) => opened) {
  const real = holder[name];
  holder[name] = function (path, flags, ...rest) {
    if (writes(flags)) count();
    return onOpen(real.call(this, path, flags, ...rest));
  };
}

// Its children (npm, an editor) have the same environment, and are left alone.
if (process.argv[1] === program) {
  counted(fs, [...changing, ...changing.map((name) => `${name}Sync`)]);
  counted(fs.promises, changing);
  countOpening(fs, 'open');
  countOpening(fs, 'openSync');
  let prototype;
  countOpening(fs.promises, 'open', async (opening) => {
    const handle = await opening;
    if (prototype === undefined) {
      prototype = Object.getPrototypeOf(handle);
      counted(prototype, changingOfHandle);
    }
    return handle;
  });
  require('node:module').syncBuiltinESMExports();
  if (log !== undefined) process.on('exit', () => note(log, String(steps)));
}
