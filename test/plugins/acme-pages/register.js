import { definePlugin } from '@nixai/api';
import { pages } from './points.js';

export default definePlugin((host) => {
  host.point(pages).add('contents', () => ({ title: 'Contents' }));
});
