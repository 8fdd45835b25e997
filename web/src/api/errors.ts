/** What the server said was wrong. `message` is written for people and says what to do. */
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
    try {
      const body = await response.clone().json();
      return new ApiError(
        response.status,
        body.code ?? "UNKNOWN",
        body.message ?? response.statusText,
        body.requestId ?? requestId,
        body.fieldErrors ?? {},
        body.params ?? {},
      );
    } catch {
      return new ApiError(response.status, "UNKNOWN", response.statusText, requestId);
    }
  }
}

/** The server could not be reached at all. */
export const isOffline = (error: unknown): boolean => error instanceof TypeError;
