// How the index is made, and how it is read: both must know.
export const indexOptions = {
  idField: 'at',
  fields: ['page', 'heading', 'words'],
  storeFields: ['page', 'heading', 'excerpt'],
};
