import { doctorBundle, snapInBundle } from '../../rolldown.shared.mjs';

export default [snapInBundle, doctorBundle];
