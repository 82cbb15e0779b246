/** The parts of the original's logger that the benchmark uses. */
declare module 'winston' {
  const winston: object;
  export default winston;
}
declare module 'express-winston' {
  import type { RequestHandler } from 'express';

  const expressWinston: {
    logger(options: { winstonInstance: object; msg: string; meta: boolean }): RequestHandler;
  };
  export default expressWinston;
}
