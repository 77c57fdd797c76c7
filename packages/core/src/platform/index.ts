// For another implementation of the port to the platform; no connector imports it.

export { PlatformError } from '../errors.js';
export { multipartBody } from '../http/multipart.js';
export { parseRetryAfter } from '../http/retry-after.js';
export type { InitialDomainMapping } from '../mapping/mapping-document.js';
export type { AirdropEvent } from '../protocol/event.js';
export { type PhaseReply, replyBody } from '../protocol/reply.js';
export { systemClock } from '../time/clock.js';
export { libraryVersion } from '../version.js';
export type { MapperLink, MapperRecord } from './mapper-records.js';
export { changedLink, mapperRecord, newLink } from './mapper-requests.js';
export { fileGone, formFields, stateIn } from './native-platform.js';
export type { DataFile, PlatformFactory, PlatformPort, StreamedFile } from './platform-port.js';
export { attempted, type Failure, isWebPage, type PlatformRequestOptions } from './platform-request.js';
export { targetTypeOf } from './target-type.js';
