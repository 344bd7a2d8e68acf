import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

export const dockerUnreachable: DiagnosisRule = {
  id: 'runtime/docker',
  class: 'docker-unreachable',
  phase: 'runtime',
  title: 'Docker daemon cannot be reached',
  components: ['services', 'containers'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['connect to the Docker daemon', 'connect to the docker API', 'docker.sock'],
      line: /Cannot connect to the Docker daemon at (?<socket>[^\s.]{1,80}(?:\.sock)?)|(?<denied>permission denied) while trying to connect to the [Dd]ocker (?:daemon socket|API)(?: at (?<at>\S{1,80}))?|dial unix (?<dial>\S{1,80}docker\.sock): connect: (?<why>permission denied|no such file or directory|connection refused)/,
    },
  ],
  docs: [{ title: 'NixOS wiki: Docker', url: 'https://wiki.nixos.org/wiki/Docker' }],
  explain(evidence) {
    const denied = evidence.get('denied') !== '' || evidence.get('why') === 'permission denied';
    const socket = (
      evidence.get('socket') ||
      evidence.get('at') ||
      evidence.get('dial') ||
      '/var/run/docker.sock'
    ).replace(/^unix:\/\/|[:,]+$/g, '');
    return {
      culprit: `${socket} (docker${denied ? ' group' : ' daemon'})`,
      facts: { socket },
      message: denied
        ? `Your user may not open ${socket}: it is not in the group docker, or has not logged in again since.`
        : `Nothing answers at ${socket}: the Docker daemon is not enabled, or does not run.`,
      fixes: denied
        ? [
            nixFix(
              'Join the group (it is as much as root), and log in again.',
              'users.users.YOUR_USER.extraGroups = [ "docker" ];',
              { risk: 'security', fill: { YOUR_USER: 'your user name' } },
            ),
          ]
        : [
            nixFix('Switch it on.', 'virtualisation.docker.enable = true;', 'restart'),
            shellFix(
              'Or see why it does not run.',
              'systemctl status docker.service docker.socket; journalctl -b -u docker | tail -50 | nixai diagnose',
            ),
          ],
      options: denied ? undefined : ['virtualisation.docker.enable'],
      verify: ['docker info'],
    };
  },
};
