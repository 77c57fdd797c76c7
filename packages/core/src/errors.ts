/**
 * Errors grouped by what the runtime does with them, labelled by who must act.
 * Messages are sentences for the user: what was tried, on what, and what to do next.
 */

/** Who must act: the user (credentials, settings), nobody (it passes), or a developer. */
export type ErrorAudience = 'user' | 'transient' | 'defect';

/** What an error carries besides its sentence for the user. */
export interface ConnectorErrorOptions {
  /** Stable machine-readable code, snake_case. */
  code: string;
  audience: ErrorAudience;
  /** For the log only; never shown to the user. Must not hold secrets or record bodies. */
  detail?: string;
  cause?: unknown;
}

const brand = Symbol.for('@airdrop-connectors/core/ConnectorError');

/** An error the runtime knows how to end with. Its message is shown to the user: no secrets, no records. */
export class ConnectorError extends Error {
  readonly code: string;
  readonly audience: ErrorAudience;
  readonly detail: string | undefined;
  readonly [brand] = true;

  constructor(message: string, options: ConnectorErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.audience = options.audience;
    this.detail = options.detail;
  }

  /** True for any connector error, also one made by another copy of this package. */
  static isInstance(value: unknown): value is ConnectorError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

type Details = Partial<Omit<ConnectorErrorOptions, 'audience'>>;

/** Worth another try later: the runtime waits, delays or ends the phase with progress saved. */
export class RetryableError extends ConnectorError {}

/** Used when nobody can say how long; a delay that is no number would be refused by the platform. */
const assumedDelaySeconds = 30;

/** The external system asked us to wait. */
export class RateLimitedError extends RetryableError {
  /** Whole seconds, at least 1. */
  readonly delaySeconds: number;
  /** It asked because it is down, not because it was asked too much: such delays do not go on for ever. */
  readonly isOutage: boolean;
  /** Only what the request was about has to be left alone; see `RateBudget.scope`. */
  readonly isOfOneObject: boolean;

  constructor(
    message: string,
    delaySeconds: number,
    details: Details & { isOutage?: boolean; isOfOneObject?: boolean } = {},
  ) {
    const { isOutage = false, isOfOneObject = false, ...rest } = details;
    super(message, { code: 'rate_limited', ...rest, audience: 'transient' });
    this.isOutage = isOutage;
    this.isOfOneObject = isOfOneObject;
    this.delaySeconds = Number.isFinite(delaySeconds)
      ? Math.max(1, Math.ceil(delaySeconds))
      : assumedDelaySeconds;
  }
}

/** The external system failed in a way that usually passes, and kept failing through all retries. */
export class TransientApiError extends RetryableError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'external_system_unavailable', ...details, audience: 'transient' });
  }
}

/** Ends the phase with an error reply. */
export class FatalError extends ConnectorError {}

/** The credential is wrong, expired or revoked. */
export class AuthenticationError extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'authentication_failed', ...details, audience: 'user' });
  }
}

/** The credential is good but may not read or write something that is needed. */
export class PermissionError extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'permission_denied', ...details, audience: 'user' });
  }
}

/** The connection or the choice of what to sync is wrong. */
export class ConfigurationError extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'configuration_invalid', ...details, audience: 'user' });
  }
}

/** What was asked for does not exist, or is not visible to this connection. */
export class NotFoundError extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'not_found', ...details, audience: 'user' });
  }
}

/** The external system answered with something this connector cannot work with. */
export class UnexpectedResponseError extends FatalError {
  /** HTTP status, when the answer was refused for its status and not for its body. */
  readonly status: number | undefined;

  constructor(message: string, details: Details & { status?: number } = {}) {
    const { status, ...rest } = details;
    super(message, { code: 'unexpected_response', ...rest, audience: 'defect' });
    this.status = status;
  }
}

/** A connector broke the contract with core: cursor, paging, metadata and normalizer disagree. */
export class ContractViolation extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'contract_violation', ...details, audience: 'defect' });
  }
}

/** A call to the DevRev platform failed for good, or the platform sent something that cannot be read. */
export class PlatformError extends FatalError {
  constructor(message: string, details: Details = {}) {
    super(message, { code: 'platform_error', ...details, audience: 'transient' });
  }
}

/** One record or file cannot be delivered: it is counted, reported and skipped, the run goes on. */
export class RecordError extends ConnectorError {
  /**
   * True when nothing is wrong with connector or data and DevRev just cannot take it. Such records are named like
   * all others but do not make a run fail, however many there are.
   */
  readonly isLimitation: boolean;

  constructor(message: string, details: Details & { isLimitation?: boolean } = {}) {
    const { isLimitation = false, ...rest } = details;
    super(message, { code: 'record_invalid', ...rest, audience: isLimitation ? 'user' : 'defect' });
    this.isLimitation = isLimitation;
  }
}

/** What is left of an error when it crosses a thread or goes into a reply. */
export interface ErrorReport {
  code: string;
  message: string;
  audience: ErrorAudience;
  detail?: string;
  delaySeconds?: number;
}

/** Flattens any thrown value; the stack goes into `detail` because only the log may show it. */
export function toErrorReport(error: unknown): ErrorReport {
  if (ConnectorError.isInstance(error)) {
    const detail = [error.detail, causeText(error.cause)].filter(Boolean).join('; ');
    return {
      code: error.code,
      message: error.message,
      audience: error.audience,
      ...(detail && { detail }),
      ...(error instanceof RateLimitedError && { delaySeconds: error.delaySeconds }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    code: 'unexpected_error',
    message: `The connector failed unexpectedly: ${message || 'no message'}. Report this with the log of the run.`,
    audience: 'defect',
    ...(stack && { detail: stack }),
  };
}

function causeText(cause: unknown): string {
  if (cause === undefined) return '';
  return cause instanceof Error ? `caused by ${cause.name}: ${cause.message}` : `caused by ${String(cause)}`;
}
