import type { Extension } from '../core/extension.ts';
import type { Logger } from '../core/logger.ts';
import { HttpFailure } from '../http/answer.ts';
import { type ExtensionServer, startServer } from '../http/node/server.ts';
import { createDigestAuthorizer } from '../http/token.ts';
import { ExtensionError } from '../shared/errors.ts';
import { unknownHost } from '../shared/failures.ts';
import type { Invocation } from '../shared/invocation.ts';
import type { SentAddress } from '../transport/transport.ts';
import type { LiveModule } from './live-module.ts';

/** What the public listener answers, and to whom. */
export interface PublicSettings {
  /** Chooses the module that has the function of an address. */
  readonly chooseModule: (address: SentAddress) => LiveModule;
  /** 0 for any free port. */
  readonly port: number;
  /** The SHA-256 of the system token. */
  readonly digest: Buffer;
  /** The address of a tunnel that leads here. */
  readonly publicUrl?: URL | undefined;
  /** Milliseconds that a call has. */
  readonly timeout: number;
  readonly logger: Logger;
}

/**
 * Starts the listener that a tunnel may lead to. It speaks the protocol of a server stack, as `createServer` does, and
 * nothing else. It answers to its own name and to that of the tunnel.
 * @throws Error if the port is in use
 */
export function startPublicListener(settings: PublicSettings): Promise<ExtensionServer> {
  const { chooseModule, port, digest, publicUrl, timeout, logger } = settings;
  let own: readonly string[] = [];
  const checkHost = (host: string) => {
    const isKnown = [...own, publicUrl?.host].includes(host.toLowerCase());
    return isKnown ? undefined : new HttpFailure(421, unknownHost(host.slice(0, 256)));
  };
  const config = { diy: {}, systemToken: undefined, port, timeout, logger, signals: false, drainDelay: 0 };
  const parts = { extension: createLiveExtension(chooseModule), authorize: createDigestAuthorizer(digest), checkHost };
  return startServer(config, parts).then((server) => {
    own = ['127.0.0.1', 'localhost'].map((name) => `${name}:${server.port}`);
    return server;
  });
}

/** Has the calls of a server answered by live modules. */
function createLiveExtension(chooseModule: PublicSettings['chooseModule']): Extension {
  return {
    invoke: async ({ address, options, timeout = Number.POSITIVE_INFINITY, ids }: Invocation) => {
      // The process that makes the call gives it an id of its own.
      const { options: _, access_token: __, _reqId, ...sent } = address as SentAddress & Record<string, unknown>;
      const { result } = await chooseModule(sent).call({
        address: sent,
        options: JSON.stringify(options) ?? 'null',
        timeout,
        stack: 'server',
        ids,
      });
      if ('errors' in result) return { ok: false, error: new ExtensionError(result.errors) };
      return { ok: true, response: result.response === '' ? undefined : JSON.parse(result.response) };
    },
  };
}
