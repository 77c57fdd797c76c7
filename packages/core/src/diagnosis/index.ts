export { type Options, readOptions, valuesOf } from '../connector/options.js';
export {
  createDoctor,
  type Diagnosis,
  type DiagnosisFinding,
  type Doctor,
  type DoctorOptions,
  type Examination,
  type KnownLimit,
  type UnitEstimate,
} from './diagnosis.js';
