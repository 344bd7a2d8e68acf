import { definePlugin, point } from '@nixai/api';

export default definePlugin((host) => {
  host.point(point('acme.pages')).add('start', () => ({ title: 'Start' }));
});
