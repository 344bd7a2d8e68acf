import { definePlugin } from '@nixai/api';

/** This plugin brings commands only; registering lets core check that it fits the api. */
export default definePlugin(() => {});
