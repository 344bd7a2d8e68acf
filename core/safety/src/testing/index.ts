/** What tests of other rooms take from here. */
export { createFileService } from './fileService.js';
export { faultOf, temporaryFolder } from './temporaryFolder.js';
