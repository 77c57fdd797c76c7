/** Which object of the external system an object of DevRev is, as the platform keeps it for a sync unit. */
export interface MapperRecord {
  id: string;
  externalIds: readonly string[];
  /** Whatever the runtime has kept with it. */
  extraData: string | undefined;
}

/** A link to be kept. */
export interface MapperLink {
  /** Object of DevRev (DON). */
  devrevId: string;
  externalId: string;
  /** Version of the external object that a write of ours has made: extracted again, it is no change. */
  modifiedDate?: string | undefined;
  extraData?: string | undefined;
}
