import { ReplyError } from '../../http/reply.js';

const CORRELATION_ID = '019ce0f9-4f0b-7879-a277-7ee20ad9b92b';

/** HubSpot's error body. */
export function failureJson(message: string, category: string, more: Readonly<Record<string, unknown>> = {}) {
  return { status: 'error', message, correlationId: CORRELATION_ID, category, ...more };
}

export function failure(status: number, message: string, category = 'VALIDATION_ERROR'): ReplyError {
  return new ReplyError({ status, json: failureJson(message, category) }, message);
}

export const notFound = (what: string): ReplyError =>
  failure(404, `${what} does not exist`, 'OBJECT_NOT_FOUND');

export function missingScopes(scope: string): ReplyError {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
  return new ReplyError(
    {
      status: 403,
      json: failureJson(message, 'MISSING_SCOPES', {
        errors: [
          {
            message: 'One or more of the following scopes are required.',
            context: {
              requiredGranularScopes: [scope.includes('.') ? scope : `crm.objects.${scope}.read`],
            },
          },
        ],
        links: { scopes: 'https://developers.hubspot.com/scopes' },
      }),
    },
    message,
  );
}
