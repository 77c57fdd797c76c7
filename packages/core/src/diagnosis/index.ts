// What a connection can see and what a first import would cost, for the doctor of a connector.

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
