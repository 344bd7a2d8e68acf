import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a switch is under way on a host, by what is on its disk. */
export function isDown(host) {
  const files = host.files('run/nixai');
  return (
    files.some((one) => one.endsWith('/armed')) && !files.some((one) => one.endsWith('/result'))
  );
}

/** Looks every 20 ms how many hosts are down. */
export function watch(hosts) {
  let most = 0;
  let looks = 0;
  let on = true;
  const ended = (async () => {
    while (on) {
      most = Math.max(most, hosts.filter(isDown).length);
      looks++;
      await sleep(20);
    }
  })();
  return {
    stop: async () => {
      on = false;
      await ended;
      return { most, looks };
    },
  };
}
