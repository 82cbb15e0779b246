/** An answer that the client does not accept. */
export class RefusedAnswer extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The most bytes of an answer's body, after decompression. */
const MAX_BODY = 64 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Fetches an answer with its whole body: the connection may be lost in the middle of it. Redirects are followed within
 * the origin only, because the request carries the token.
 * @throws RefusedAnswer for a redirect elsewhere, for more than 5 redirects, or for a body of more than 64 MB
 */
export async function fetchWhole(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  let request = new Request(input, { ...init, redirect: 'manual' });
  for (let redirects = 0; ; redirects++) {
    // The body of a request can be sent once only.
    const again = request.body ? request.clone() : request;
    const response = await fetch(request);
    const target = readTarget(response, request.url);
    if (target === undefined) return new Response((await readText(response)) || null, response);
    await response.body?.cancel();
    if (redirects === MAX_REDIRECTS)
      throw new RefusedAnswer('platform_redirected', `More than ${MAX_REDIRECTS} redirects.`, response.status);
    request = redirect(again, target, response.status);
  }
}

/** The target of a redirect; undefined for any other answer. */
function readTarget({ status, headers }: Response, from: string): URL | undefined {
  const location = headers.get('location');
  if (!REDIRECTS.includes(status) || location === null) return undefined;
  const target = URL.parse(location, from);
  const { origin } = new URL(from);
  if (target?.origin === origin) return target;
  const where = target ? target.origin : 'no address';
  throw new RefusedAnswer('platform_redirected', `Redirected to ${where}, expected ${origin}.`, status);
}

/** As browsers do: 303 asks for a GET, and so do 301 and 302 after a POST. */
function redirect(request: Request, target: URL, status: number): Request {
  const becomesGet = status === 303 || (status < 303 && request.method === 'POST');
  if (!becomesGet) return new Request(target, request);
  const { headers, signal } = request;
  headers.delete('content-type');
  return new Request(target, { method: 'GET', headers, signal, redirect: 'manual' });
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY) {
      const message = `The answer has more than ${MAX_BODY} bytes.`;
      throw new RefusedAnswer('platform_response_too_large', message, response.status);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
