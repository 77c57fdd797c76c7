export { type Options, readOptions, valuesOf } from '../connector/options.js';
export {
  createDoctor,
  type Diagnosis,
  type DiagnosisFinding,
  type Doctor,
  type DoctorOptions,
  type UnitEstimate,
} from './diagnosis.js';
