// Built with an api that does not exist yet.
export default Object.assign(
  () => {
    throw new Error('a plugin of another api version was run');
  },
  { apiVersion: '2.0.0' },
);
