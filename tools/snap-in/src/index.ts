export { loadDescription } from './load-description.js';
export {
  checkDescription,
  type ManifestCheck,
  type ManifestFinding,
  manifestChecks,
} from './manifest/check-description.js';
export { type Manifest, manifestYaml, renderManifest } from './manifest/manifest.js';
export { bundleBudget } from './package/bundle.js';
export { type Runtime, runtimes } from './package/runtime.js';
export { type SnapInPackage, stagePackage } from './package/stage.js';
export { SnapInError } from './snap-in-error.js';
export { connectorNames, findConnector } from './workspace.js';
