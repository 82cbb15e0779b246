/** The major versions of Node that Lambda has a runtime for and this package supports. */
export type Engine = 22 | 24;

/** A function as it would be configured on Lambda. */
export interface FunctionSettings {
  /** The code: a folder as it would be zipped. */
  readonly folder: string;
  /** `file.export` in that folder. */
  readonly handler: string;
  readonly node: Engine;
  /** Environment variables of the function's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whole seconds, as on Lambda. Default 30. */
  readonly timeoutSeconds?: number;
  /** MB; it bounds Node's heap. Default 512. */
  readonly memory?: number;
  /** Default Text. */
  readonly logFormat?: 'Text' | 'JSON';
  /**
   * What it writes is thrown away: to stdout, and to the descriptor that the managed runtimes have for log lines. A
   * function that isn't quiet logs to stdout, as one in a container image does.
   */
  readonly quiet?: boolean;
}

const NAME = 'function-under-test';
const REGION = 'us-east-1';

/** What the runtime client is told to write log lines to, if anything; the first one behind stdin, stdout and stderr. */
const LOG_DESCRIPTOR = '3';

/** Everything a function's process finds in its environment on Lambda, and nothing of this machine's but the PATH. */
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

/** The flags that Lambda starts Node with: a heap that follows the memory, and features it switches off on Node 22. */
export function nodeFlagsOf({ node, memory = 512 }: FunctionSettings): string[] {
  const young = Math.floor(memory / 10);
  return [
    '--expose-gc',
    `--max-semi-space-size=${Math.floor(young / 2)}`,
    `--max-old-space-size=${memory - young}`,
    ...(node === 22 ? ['--no-experimental-require-module', '--no-experimental-detect-module'] : []),
  ];
}
