/** The folders and doors of a command that a tool runs. */
export interface CommandSurroundings {
  /** The folder of the project: the only one that the command may write. */
  readonly root: string;
  /** The folder for temporary files, which may be written too. */
  readonly scratch: string;
  /** The URL of the file that closes the network to functions. */
  readonly blocker: string;
}

/** Makes the environment of a command: Node's permission model holds it to its folders, and functions to this machine. */
export function createEnvironment(
  { root, scratch, blocker }: CommandSurroundings,
  reachesNetwork: boolean,
): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NODE_OPTIONS = '', ...rest } = process.env;
  const closed = reachesNetwork ? [] : [`--import=${blocker}`];
  const flags = [...listPermissions([root, scratch]), ...closed].map(quoted);
  const temporary = { TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  return { ...rest, ...temporary, NO_COLOR: '1', NODE_OPTIONS: [NODE_OPTIONS, ...flags].join(' ').trim() };
}

/** Node has the permission model as a stable flag from 22.13 on. */
function listPermissions(folders: readonly string[]): string[] {
  if (!process.allowedNodeEnvironmentFlags.has('--permission')) return [];
  return [
    '--permission',
    '--allow-fs-read=*',
    ...folders.map((folder) => `--allow-fs-write=${folder}`),
    '--allow-child-process',
    '--allow-worker',
    '--disable-warning=SecurityWarning',
    // From Node 25 on the model closes the network as well, of this machine too.
    ...['--allow-net'].filter((flag) => process.allowedNodeEnvironmentFlags.has(flag)),
  ];
}

/** Quotes a flag as NODE_OPTIONS has it. */
function quoted(flag: string): string {
  return /[\s"\\]/.test(flag) ? `"${flag.replaceAll(/["\\]/g, '\\$&')}"` : flag;
}
