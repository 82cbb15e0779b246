// Hides the AWS SDK, as if it were not installed, for `--import`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (/@aws-sdk/.test(specifier)) throw Object.assign(new Error(`no ${specifier}`), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(specifier, context);
  },
});
