export { default } from '../../rolldown.shared.mjs';
