/** Each path with its one method. */
const ROUTES = { '/function': 'POST', '/': 'GET', '/healthCheck': 'GET', '/livez': 'GET', '/readyz': 'GET' } as const;

export type Route = keyof typeof ROUTES;

/** The routes below a base path. */
export interface Routes {
  /** The path that receives calls. */
  readonly call: string;
  /** The other paths: health and readiness. */
  readonly health: readonly { readonly path: string; readonly route: Route }[];
  /** The method of a path, if the path exists; a final slash is ignored. */
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

/** The path of a route below a base path, whose slashes may be missing or repeated. */
function join(basePath: string, route: Route): string {
  return `/${(basePath + route).split('/').filter(Boolean).join('/')}`;
}
