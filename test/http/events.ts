/** AWS's events of an HTTP request, as its documentation shows them. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

const toLists = (headers: HttpRequest['headers'] = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
const parseParameters = (query = '') => Object.fromEntries(new URLSearchParams(query));

/** A Function URL, or an HTTP API of API Gateway. */
export function toVersion2({ method, path, query = '', headers = {}, body }: HttpRequest) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { host: 'abc.lambda-url.us-east-1.on.aws', ...headers },
    requestContext: {
      accountId: 'anonymous',
      domainName: 'abc.lambda-url.us-east-1.on.aws',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'integrator.io' },
      requestId: '7e3f6a0e-0000-4000-8000-000000000000',
      routeKey: '$default',
      stage: '$default',
    },
    body,
    isBase64Encoded: false,
  };
}

/** A REST API of API Gateway. */
export function toVersion1({ method, path, query, headers = {}, body = '' }: HttpRequest) {
  return {
    version: '1.0',
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: { Host: 'abc.execute-api.us-east-1.amazonaws.com', ...headers },
    multiValueHeaders: toLists({ Host: 'abc.execute-api.us-east-1.amazonaws.com', ...headers }),
    queryStringParameters: parseParameters(query),
    multiValueQueryStringParameters: null,
    requestContext: {
      stage: 'prod',
      path: `/prod${path}`,
      httpMethod: method,
      domainName: 'abc.execute-api.us-east-1.amazonaws.com',
      identity: { sourceIp: '203.0.113.7' },
    },
    body,
    isBase64Encoded: false,
  };
}

const targetGroup = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/orders/0';

/** An application load balancer. */
export function toBalancer({ method, path, query, headers = {}, body = '' }: HttpRequest) {
  return {
    requestContext: { elb: { targetGroupArn: targetGroup } },
    httpMethod: method,
    path,
    queryStringParameters: parseParameters(query),
    headers: { host: 'orders.example.com', 'x-forwarded-for': '203.0.113.7', ...headers },
    body,
    isBase64Encoded: false,
  };
}

/** An application load balancer with multi-value headers. */
export function toMultiValueBalancer({ headers = {}, ...request }: HttpRequest) {
  const { headers: own, ...event } = toBalancer({ ...request, headers });
  return { ...event, multiValueHeaders: toLists(own) };
}

/** Encodes the body of an event in base64, as AWS does for binary bodies. */
export function encodeBody<E extends { body?: string | undefined }>(event: E): E {
  return { ...event, body: Buffer.from(event.body ?? '').toString('base64'), isBase64Encoded: true };
}
