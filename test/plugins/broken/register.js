export default Object.assign(
  () => {
    throw new Error('the wiki table is missing');
  },
  { apiVersion: '1.0.0' },
);
