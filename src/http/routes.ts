/** The method of each path. */
const ROUTES = { '/function': 'POST', '/': 'GET', '/healthCheck': 'GET', '/livez': 'GET', '/readyz': 'GET' } as const;

export type Route = keyof typeof ROUTES;

/** The routes below a base path. */
export interface Routes {
  /** The path that receives calls. */
  readonly call: string;
  /** The other paths: health and readiness. */
  readonly health: readonly { readonly path: string; readonly route: Route }[];
  /** Finds the method of a path; undefined for an unknown path. The path has no final slash. */
  readonly findMethod: (path: string) => string | undefined;
}

/** Creates the routes below a base path. */
export function createRoutes(basePath = ''): Routes {
  const methods = new Map(
    Object.entries(ROUTES).map(([route, method]) => [joinPath(basePath, route as Route), method]),
  );
  const health = (Object.keys(ROUTES) as Route[]).filter((route) => ROUTES[route] === 'GET');
  return {
    call: joinPath(basePath, '/function'),
    health: health.map((route) => ({ path: joinPath(basePath, route), route })),
    findMethod: (path) => methods.get(path),
  };
}

/** Joins a base path, whose slashes may be missing or repeated, with a route. */
function joinPath(basePath: string, route: Route): string {
  return `/${(basePath + route).split('/').filter(Boolean).join('/')}`;
}
