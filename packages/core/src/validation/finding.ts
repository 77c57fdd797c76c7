/** Something in metadata, data or a mapping that the platform would refuse, or that users would stumble over. */
export interface Finding {
  code: CheckCode;
  severity: 'error' | 'warning';
  /** Where, as a path of keys: `record_types.boxes.fields.colour`. */
  path: string;
  /** What is wrong, as half a sentence that follows the path; never a value of a record. */
  problem: string;
  /** What to do about it. */
  fix: string;
}

/** Adds one finding; `severity` only where a check has both. */
export type Report = (
  code: CheckCode,
  path: string,
  problem: string,
  fix: string,
  severity?: Finding['severity'],
) => void;

/** Every check, with what it asks and how bad it is not to hold. The numbers are stable. */
export const checks = {
  M1: { severity: 'error', asks: 'metadata has the published shape' },
  M2: { severity: 'error', asks: 'metadata names its schema version' },
  M3: { severity: 'error', asks: "the envelope's keys are not declared as fields" },
  M4: { severity: 'error', asks: 'references and privileges point to something that exists' },
  M5: { severity: 'error', asks: 'categories are declared and used' },
  M6: { severity: 'error', asks: 'structs exist and hold plain fields only' },
  M7: { severity: 'error', asks: 'enums have values with distinct keys' },
  M8: { severity: 'error', asks: 'stage diagrams are complete' },
  M9: { severity: 'error', asks: 'link types name both directions' },
  M10: { severity: 'error', asks: 'conditions name fields and values that exist' },
  M11: { severity: 'error', asks: 'no record type has a name of the platform' },
  M12: { severity: 'warning', asks: 'work carries the address of the original' },
  M13: { severity: 'warning', asks: 'ids are text, people and tags are references' },
  M14: { severity: 'warning', asks: 'structs are avoided' },
  M15: { severity: 'error', asks: 'authorization policies are complete' },
  M16: { severity: 'error', asks: 'what is loadable has a loader, and the other way round' },
  M17: { severity: 'warning', asks: 'children name their parent' },
  M18: { severity: 'warning', asks: 'only what both published schemas accept is used' },
  M19: { severity: 'warning', asks: 'the same configuration gives the same bytes' },
  D1: { severity: 'error', asks: 'item types are declared' },
  D2: { severity: 'error', asks: 'records have an id and dates' },
  D3: { severity: 'error', asks: 'record fields are declared, and declared ones occur' },
  D4: { severity: 'error', asks: 'values have the natural JSON of their type' },
  D5: { severity: 'error', asks: 'enum values are declared' },
  D6: { severity: 'error', asks: 'required fields are present' },
  D7: { severity: 'warning', asks: 'no text stands for a missing value' },
  D8: { severity: 'error', asks: 'collections are lists within their limits' },
  D9: { severity: 'error', asks: 'references are ids of records that arrived' },
  D10: { severity: 'error', asks: 'typed references have the right keys and target' },
  D11: { severity: 'error', asks: 'rich text is a list of texts and mentions' },
  D12: { severity: 'warning', asks: 'ids are unique, dates in order' },
  D13: { severity: 'warning', asks: 'files name a parent that arrived' },
  D14: { severity: 'error', asks: 'structs hold declared keys only' },
  D15: { severity: 'error', asks: 'text is valid Unicode' },
  D16: { severity: 'warning', asks: 'snapshot types are complete or absent' },
  I1: { severity: 'error', asks: 'the mapping has the shape the installer reads' },
  I2: { severity: 'warning', asks: 'version keys stand inside additional_mappings' },
  I3: { severity: 'error', asks: 'mapped record types exist, and existing ones are mapped' },
  I4: { severity: 'error', asks: 'leaf types exist and agree' },
  I5: { severity: 'error', asks: 'DevRev has the field' },
  I6: { severity: 'error', asks: 'required DevRev fields always get a value' },
  I7: { severity: 'error', asks: 'the method fits the external field' },
  I8: { severity: 'error', asks: 'external fields exist' },
  I9: { severity: 'error', asks: 'every enum value has a counterpart' },
  I10: { severity: 'error', asks: 'references end at objects the DevRev field takes' },
  I11: { severity: 'error', asks: 'directions are possible' },
  I12: { severity: 'error', asks: 'a fixed record is named in one way' },
  I13: { severity: 'error', asks: 'fixed values are legal' },
  I14: { severity: 'warning', asks: 'jq is avoided' },
} as const satisfies Record<string, { severity: Finding['severity']; asks: string }>;

/** Key of a check, e.g. `M3`; see `checks`. */
export type CheckCode = keyof typeof checks;

/** Runs checks and returns what they report, errors first. */
export function findingsOf(run: (report: Report) => void): Finding[] {
  const findings: Finding[] = [];
  run((code, path, problem, fix, severity = checks[code].severity) => {
    findings.push({ code, severity, path, problem, fix });
  });
  return findings.sort((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}
