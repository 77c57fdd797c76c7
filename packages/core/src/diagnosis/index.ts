export {
  createDoctor,
  type Diagnosis,
  type DiagnosisFinding,
  type Doctor,
  type DoctorOptions,
  type UnitEstimate,
} from './diagnosis.js';
