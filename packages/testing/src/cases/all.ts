import type { ContractCase } from '../contract-case.js';
import { attachmentCases } from './attachments.js';
import { capCases } from './caps.js';
import { clockCases } from './clocks.js';
import { crashCases } from './crashes.js';
import { credentialCases } from './credentials.js';
import { deliveryCases } from './delivery.js';
import { determinismCases } from './determinism.js';
import { documentCases } from './documents.js';
import { driftCases } from './drift.js';
import { earlyPhaseCases } from './early-phases.js';
import { efficiencyCases } from './efficiency.js';
import { eventCases } from './events.js';
import { loadingCases } from './loading.js';
import { oddFileCases } from './odd-files.js';
import { pagingCases } from './paging.js';
import { platformCases } from './platform.js';
import { poisonRecordCases } from './poison-records.js';
import { rateLimitCases } from './rate-limits.js';
import { secretCases } from './secrets.js';
import { sourceFaultCases } from './source-faults.js';
import { stateCases } from './state.js';
import { syncUnitCases } from './sync-units.js';
import { timeOutCases } from './time-outs.js';
import { visibilityCases } from './visibility.js';

/** The suite, in the order it is reported. */
export const allCases: readonly ContractCase[] = [
  ...deliveryCases,
  ...documentCases,
  ...crashCases,
  ...platformCases,
  ...timeOutCases,
  ...stateCases,
  ...eventCases,
  ...secretCases,
  ...attachmentCases,
  ...sourceFaultCases,
  ...earlyPhaseCases,
  ...rateLimitCases,
  ...credentialCases,
  ...pagingCases,
  ...clockCases,
  ...syncUnitCases,
  ...poisonRecordCases,
  ...visibilityCases,
  ...determinismCases,
  ...capCases,
  ...driftCases,
  ...oddFileCases,
  ...efficiencyCases,
  ...loadingCases,
];

/** @throws Error when there is no case with this id */
export function caseById(id: string): ContractCase {
  const found = allCases.find((single) => single.id === id);
  if (found === undefined) throw new Error(`There is no contract case "${id}".`);
  return found;
}
