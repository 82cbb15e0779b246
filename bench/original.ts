import Extension from 'integrator-extension';

type Answer = (error: unknown, response?: unknown) => void;

/** Does what lambda-integrator-extension does with integrator-extension: a new configuration for each call. */
export function createOriginalHandler(config: object) {
  return (event: unknown, context: { clientContext: unknown }, callback: Answer): void => {
    const extension = new Extension();
    extension.loadConfiguration(config, (error) => {
      if (error) return callback(JSON.stringify(error));
      extension.callFunction(event, context.clientContext, (failed, response) =>
        failed ? callback(JSON.stringify(failed)) : callback(null, response),
      );
    });
  };
}
