/** The major versions of Node that Lambda has a runtime for and this package supports. */
export type Engine = 22 | 24;

/** The settings of a function, as on Lambda. */
export interface FunctionSettings {
  /** The code: a folder as it would be zipped. */
  readonly folder: string;
  /** `file.export` in that folder. */
  readonly handler: string;
  readonly node: Engine;
  /** The function's own environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whole seconds, as on Lambda. Default 30. */
  readonly timeoutSeconds?: number;
  /** MB; it bounds Node's heap. Default 512. */
  readonly memory?: number;
  /** Default Text. */
  readonly logFormat?: 'Text' | 'JSON';
  /**
   * Discards its output: stdout, and the descriptor that managed runtimes have for log lines. Otherwise a function logs
   * to stdout, as in a container image.
   */
  readonly quiet?: boolean;
}

const NAME = 'function-under-test';
const REGION = 'us-east-1';

/**
 * The descriptor for the log lines of the runtime client, if it has one: the first one after stdin, stdout and stderr.
 */
const LOG_DESCRIPTOR = '3';

/** Creates the environment of a function's process on Lambda. Of this machine's variables it has only PATH. */
export function createEnvironment(settings: FunctionSettings): Record<string, string> {
  const { folder, handler, node, timeoutSeconds = 30, memory = 512, logFormat = 'Text' } = settings;
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: handler,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_SESSION_TOKEN: 'none',
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${node}.x`,
    AWS_LAMBDA_FUNCTION_NAME: NAME,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_FUNCTION_TIMEOUT: String(timeoutSeconds),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${NAME}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '$LATEST',
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    ...(settings.quiet && { _LAMBDA_TELEMETRY_LOG_FD: LOG_DESCRIPTOR }),
    ...settings.env,
  };
}

/** The flags that Lambda starts Node with: a heap that follows the memory, and features that are off on Node 22. */
export function nodeFlagsOf({ node, memory = 512 }: FunctionSettings): string[] {
  const young = Math.floor(memory / 10);
  return [
    '--expose-gc',
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${memory - young}`,
    ...(node === 22 ? ['--no-experimental-require-module', '--no-experimental-detect-module'] : []),
  ];
}
