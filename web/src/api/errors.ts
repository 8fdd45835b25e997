import { loadServerWords, type Said, wordsOfError, wordsOfField } from "../i18n/serverWords";

/** What the server said was wrong. `message` is written for people, in their language, and says what to do. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
    /** Messages by field, such as `{primaryPhone: ["…"]}`. */
    readonly fieldErrors: Record<string, string[]> = {},
    readonly params: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  static async from(response: Response): Promise<ApiError> {
    const requestId = response.headers.get("X-Request-Id");
    const [body] = await Promise.all([bodyOf(response), loadServerWords()]);
    const { code = "UNKNOWN", params = {} } = body;
    const fields = fieldsOf(body);
    const message = body.message ?? response.statusText;
    return new ApiError(
      response.status,
      code,
      code === "VALIDATION_FAILED" ? summary(fields, message) : wordsOfError({ code, params }, message),
      body.requestId ?? requestId,
      fields,
      params,
    );
  }
}

/** The body of an error, as far as it is one: a proxy in between may answer in its own way. */
interface ErrorBody {
  code?: string;
  message?: string;
  requestId?: string | null;
  fieldErrors?: Record<string, string[]>;
  fieldDetails?: Record<string, Said[]>;
  params?: Record<string, unknown>;
}

async function bodyOf(response: Response): Promise<ErrorBody> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return body && typeof body === "object" ? body : {};
}

function fieldsOf({ fieldErrors = {}, fieldDetails = {} }: ErrorBody): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([field, messages]) => [
      field,
      messages.map((message, at) => {
        const said = fieldDetails[field]?.[at];
        return said ? wordsOfField(field, said, message) : message;
      }),
    ]),
  );
}

/** What is wrong with a whole form, where no input shows it. */
function summary(fields: Record<string, string[]>, otherwise: string): string {
  const lines = Object.entries(fields).flatMap(([field, messages]) =>
    messages.map((message) => `${field}: ${message}`),
  );
  return lines.slice(0, 5).join(" ") || otherwise;
}

/**
 * True when an error is to stand in the place of what was shown: there is nothing to show, or it is gone or not allowed
 * any more. What was asked for again in vain (a server that restarts) hides neither it nor what is being typed there.
 */
export const hides = ({ error, data }: { error: unknown; data: unknown }): boolean =>
  error !== null && (data === undefined || (error instanceof ApiError && isFinal(error)));

/** True for what the server would answer again. */
export const isFinal = ({ status }: ApiError): boolean => status < 500 && status !== 429;

/** The server could not be reached at all. */
export const isOffline = (error: unknown): boolean => error instanceof TypeError;
