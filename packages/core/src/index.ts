// The connector-facing API of core, grouped by what an author does with it.

export { type ConnectionDefinition, defineConnection } from './connector/connection.js';
export {
  type ClientContext,
  type Connector,
  type ConnectorSpecification,
  createKit,
  type ExternalSyncUnit,
  type InitialDomainMapping,
  type Kit,
  type MetadataSpecification,
} from './connector/kit.js';
export type {
  ExtractionScope,
  Page,
  Stream,
  StreamContext,
  StreamSpecification,
  UnitOfSync,
} from './connector/stream.js';
export {
  AuthenticationError,
  ConfigurationError,
  ConnectorError,
  type ConnectorErrorOptions,
  ContractViolation,
  type ErrorAudience,
  FatalError,
  NotFoundError,
  PermissionError,
  PlatformError,
  RateLimitedError,
  RecordError,
  RetryableError,
  TransientApiError,
  UnexpectedResponseError,
} from './errors.js';
export type {
  HttpClient,
  HttpClientOptions,
  HttpRequest,
  QueryValue,
  RemoteFile,
} from './http/http-client.js';
export type { ResponseAction, ResponseFacts, SystemDescription } from './http/response-policy.js';
export type { JsonObject, JsonValue } from './json-value.js';
export {
  bool,
  type DataOf,
  date,
  dynamicEnum,
  type EnumValue,
  enumOf,
  type Field,
  type Fields,
  float,
  int,
  reference,
  richText,
  type TypedReferenceValue,
  text,
  timestamp,
  typedReference,
} from './metadata/field.js';
export { type RecordTarget, recordNamed } from './metadata/record-target.js';
export {
  type AttachmentItem,
  attachments,
  type DynamicValue,
  type FamilyItem,
  type Item,
  type ItemOf,
  type RecordType,
  type RecordTypeFamily,
  type RecordTypeOptions,
  recordType,
  recordTypeFamily,
  type Stage,
  type StageDiagram,
} from './metadata/record-type.js';
export {
  type AdfMediaReference,
  type AdfToRichTextOptions,
  adfToRichText,
  plainTextToRichText,
  type RichText,
  type RichTextMention,
} from './rich-text/index.js';
export { createFunctionFactory, type FunctionFactory } from './runtime/function-factory.js';
export type { ExtractionWindow } from './state/extraction-window.js';
export { toUtcTimestamp } from './time/timestamp.js';
