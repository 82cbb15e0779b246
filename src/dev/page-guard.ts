import type { MiddlewareHandler } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { secureHeaders } from 'hono/secure-headers';

/** Headers of everything that the page is made of: it runs its own files only, and nothing keeps or frames it. */
export function createPageHeaders(): MiddlewareHandler {
  const setHeaders = secureHeaders({
    // The listener speaks HTTP.
    strictTransportSecurity: false,
    xFrameOptions: 'DENY',
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ['data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      // Browsers that know it refuse to read any text as markup.
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
  });
  return async (c, next) => {
    await setHeaders(c, next);
    c.res.headers.set('cache-control', 'no-store');
  };
}

/** Refuses requests for other hosts: a site whose name resolves to this machine could read calls otherwise. */
export function requireHost(hosts: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host');
    if (host !== undefined && hosts().includes(host.toLowerCase())) return next();
    const message = `Host is ${host ?? 'missing'}, expected ${hosts().join(' or ')}.`;
    return c.json({ message }, 403);
  };
}

/**
 * Refuses requests of other sites. A browser names the origin of each POST, so one without it is refused too: a person
 * who sends it by hand adds `Origin: http://127.0.0.1:PORT`.
 */
export function requireOrigin(hosts: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined ? c.req.method === 'GET' : hosts().some((host) => origin === `http://${host}`))
      return next();
    const expected = hosts().map((host) => `http://${host}`);
    return c.json({ message: `Origin is ${origin ?? 'missing'}, expected ${expected.join(' or ')}.` }, 403);
  };
}

/** Refuses requests without the page's token. */
export function requireToken(token: string): MiddlewareHandler {
  const refusal = {
    message: { message: 'Found no valid token, expected `Authorization: Bearer` and the token of the page’s address.' },
  };
  return bearerAuth({
    token,
    noAuthenticationHeader: refusal,
    invalidToken: refusal,
    invalidAuthenticationHeader: refusal,
  });
}
