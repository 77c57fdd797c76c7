export { snapInBundle as default } from '../../rolldown.shared.mjs';
