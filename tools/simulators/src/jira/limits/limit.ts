/** One of the vendor's limits, independent of the others. */
export interface Limit {
  /**
   * Headers of the refusal, or undefined when the request may be answered.
   * @param issue that the path of the request names
   */
  admit(endpoint: string, issue?: string): Readonly<Record<string, string>> | undefined;
  /** Charges an answered request and says what the answer tells about this limit. */
  headers(endpoint: string, json: unknown): Readonly<Record<string, string>>;
}
