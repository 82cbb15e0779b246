/** Every path there is, and the one method that it answers to. */
const ROUTES = { '/function': 'POST', '/': 'GET', '/healthCheck': 'GET', '/livez': 'GET', '/readyz': 'GET' } as const;

export type Route = keyof typeof ROUTES;

/** The routes under a base path. */
export interface Routes {
  /** Where calls are received. */
  readonly call: string;
  /** Where the others are, by which one asks how the server is. */
  readonly health: readonly { readonly path: string; readonly route: Route }[];
  /** The method that a path is answered at, if there is something at it; without a slash at its end. */
  readonly methodAt: (path: string) => string | undefined;
}

export function routesUnder(basePath = ''): Routes {
  const methods = new Map(Object.entries(ROUTES).map(([route, method]) => [join(basePath, route as Route), method]));
  const health = (Object.keys(ROUTES) as Route[]).filter((route) => ROUTES[route] === 'GET');
  return {
    call: join(basePath, '/function'),
    health: health.map((route) => ({ path: join(basePath, route), route })),
    methodAt: (path) => methods.get(path),
  };
}

/** The path of a route below a base path, whose own slashes may be missing or too many. */
function join(basePath: string, route: Route): string {
  return `/${(basePath + route).split('/').filter(Boolean).join('/')}`;
}
