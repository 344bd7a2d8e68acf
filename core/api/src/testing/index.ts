export { checkDiagnosisRule, type DiagnosisSample } from './diagnosisRule.js';
