/** The part of the original's interface that these tests call. */
declare module 'integrator-extension' {
  interface Failed {
    statusCode: number;
    errors: unknown[];
  }

  export default class Extension {
    loadConfiguration(configuration: unknown, callback: (error?: Error & { code: string }) => void): void;
    callFunction(
      options: unknown,
      address: unknown,
      callback: (error: Failed | null, response?: unknown) => void,
    ): void;
  }
}
