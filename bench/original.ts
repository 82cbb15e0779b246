import Extension from 'integrator-extension';

type Answer = (error: unknown, response?: unknown) => void;

/** What lambda-integrator-extension does with integrator-extension: configuration and call anew, each time. */
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
