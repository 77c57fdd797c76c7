// The connector-facing API of core, grouped by what an author does with it.

export { ahead } from './connector/ahead.js';
export { askedOnce } from './connector/asked-once.js';
export { type ConnectionDefinition, defineConnection } from './connector/connection.js';
export {
  type ClientContext,
  type Connector,
  type ConnectorSpecification,
  createKit,
  type ExternalSyncUnit,
  type Kit,
  type MetadataSpecification,
} from './connector/kit.js';
export type {
  Doubt,
  FileLoaderSpecification,
  Held,
  LoadedData,
  Loader,
  LoaderContext,
  LoaderSpecification,
  LoadFile,
  LoadItem,
  SomeFields,
  Written,
} from './connector/loader.js';
export { defineOptions, type Options, type OptionValues } from './connector/options.js';
export { answerReader, recordReader } from './connector/reading.js';
export type { RememberedFacts } from './connector/remembered-facts.js';
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
export type { HttpClient, HttpClientOptions, RemoteFile } from './http/http-contract.js';
export type { FileUpload, HttpRequest, QueryValue, RequestPriority } from './http/http-request.js';
export type { BudgetReader, BudgetReading, RateBudget, RefusalReader } from './http/rate-budget.js';
export {
  listedRateHeader,
  policyRateHeaders,
  type RateHeaderNames,
  rateHeaders,
  refusalNamed,
  refusalReason,
} from './http/rate-headers.js';
export type { ResponseAction, ResponseFacts, SystemDescription } from './http/response-policy.js';
export type { JsonObject, JsonValue } from './json-value.js';
export { sameElements, sameMoment } from './loading/held-values.js';
export { domainMapping, type LeafMapping, mapTo, mapToCustomObject } from './mapping/domain-mapping.js';
export type { FieldMapping } from './mapping/field-mapping.js';
export {
  chosenRecord,
  chosenRecords,
  firstOf,
  fixedBool,
  fixedEnum,
  fixedNothing,
  jq,
  pinnedRecord,
  structOf,
} from './mapping/fixed-mappings.js';
export type { InitialDomainMapping } from './mapping/mapping-document.js';
export { from, type MappingSource } from './mapping/mapping-source.js';
export type { DataOf, Field, Fields, ListLimits, StructType } from './metadata/field.js';
export type { FieldDefinition, FieldKind } from './metadata/field-definition.js';
export {
  bool,
  date,
  dynamicEnum,
  type EnumValue,
  enumOf,
  float,
  int,
  type NumberLimits,
  permission,
  privilege,
  reference,
  richText,
  struct,
  structType,
  type TypedReferenceValue,
  text,
  timestamp,
  typedReference,
} from './metadata/field-types.js';
export type { AttachmentItem, DynamicValue, FamilyItem, Item } from './metadata/item.js';
export type { MetadataDocument, RecordTypeDocument } from './metadata/metadata-document.js';
export { type RecordTarget, recordNamed } from './metadata/record-target.js';
export {
  attachments,
  type ItemOf,
  type RecordType,
  type RecordTypeFamily,
  recordType,
  recordTypeFamily,
} from './metadata/record-type.js';
export type {
  FieldCondition,
  LinkNaming,
  RecordTypeOptions,
  Stage,
  StageDiagram,
} from './metadata/record-type-options.js';
export {
  type AdfMediaReference,
  type AdfOutputDocument,
  type AdfOutputMark,
  type AdfOutputNode,
  type AdfToRichTextOptions,
  adfToRichText,
  type HtmlAttributes,
  type HtmlImageReference,
  type HtmlToArticleOptions,
  type HtmlToRichTextOptions,
  hasSameWords,
  htmlToArticleRichText,
  htmlToRichText,
  isSameText,
  type MarkdownStyle,
  type MentionedRecord,
  plainTextToRichText,
  type ReferencedAttachment,
  type ReferencedRecord,
  type RichText,
  type RichTextInput,
  type RichTextMention,
  type RichTextReferenceOptions,
  type RichTextToAdfOptions,
  type RichTextToMarkdownOptions,
  richTextToAdf,
  richTextToHtml,
  richTextToMarkdown,
  richTextToPlainText,
  richTextWithNames,
  type ShownArtifact,
} from './rich-text/index.js';
export { createFunctionFactory, type FunctionFactory } from './runtime/function-factory.js';
export type { ExtractionWindow } from './state/extraction-window.js';
export { toUtcTimestamp } from './time/timestamp.js';
