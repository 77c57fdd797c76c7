/**
 * Sent as `X-DevRev-Client-Version` and `adaas_library_version`. Whether the platform compares it is unknown,
 * so it stays a plain semantic version.
 */
export const libraryVersion = '0.1.0';
