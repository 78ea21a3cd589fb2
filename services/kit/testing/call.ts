/** What a test sends beside method and path. */
export interface TestCall {
  /** The whole header value, as testIdentity's accounts have it. */
  authorization?: string;
  /** JSON, or a form with a file. */
  body?: object;
  idempotencyKey?: string;
  language?: 'zh' | 'en';
}

/** An answer as a test looks at it. */
export interface TestAnswer {
  status: number;
  headers: Headers;
  /** The parsed JSON; undefined when the answer is something else. */
  body: unknown;
}

/** Calls a route of a running process over real HTTP. @param line method and path */
export async function call(port: number, line: string, options: TestCall = {}): Promise<TestAnswer> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const { body } = options;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...initOf(options, body) });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}

function initOf(
  { authorization, idempotencyKey, language = 'zh' }: TestCall,
  body: object | undefined,
): RequestInit {
  const isForm = body instanceof FormData;
  return {
    headers: {
      'Accept-Language': language,
      ...(authorization === undefined ? {} : { Authorization: authorization }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  };
}
