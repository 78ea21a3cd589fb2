/** An answer as it came. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface RawRequest {
  method: string;
  path: string;
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: RequestInit['body'];
}

/** Sends one request exactly as given: no repetition, no check. */
export async function sendRaw(baseUrl: string, request: RawRequest): Promise<RawAnswer> {
  const response = await fetch(baseUrl + request.path, {
    method: request.method,
    redirect: 'manual',
    headers: {
      ...(request.token === undefined ? {} : { Authorization: `Bearer ${request.token}` }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
