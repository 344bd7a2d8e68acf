/** What tests of other rooms take from here. */
export { createFileService } from '../files/fileService.js';
export { faultOf, temporaryFolder } from './temporaryFolder.js';
