import pMap from 'p-map';
import { type Problem, readProblems } from '../shared/errors.ts';
import { isPlatformError } from './error.ts';

/** A hook's result for one record: its data, or its errors. */
export type MappedRecord<T> =
  | {
      /** What has become of the record. */
      data: T;
    }
  | {
      /** Why the record failed. */
      errors: MappedError[];
    };

/** An error of one record. */
export interface MappedError extends Problem {
  /** The code of the error, or its name. */
  readonly code: string;
  /** The `source` of the settings. */
  readonly source?: string;
}

/** How `mapRecords` works on the records of a page. */
export interface MapSettings {
  /** The number of records in work at once. Default 20. */
  readonly concurrency?: number;
  /** No further record is begun after it aborts, and the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** The `source` of the errors. */
  readonly source?: string;
}

const CONCURRENCY = 20;

/**
 * Works on every record of a page, several at a time. Resolves to as many elements in the same order: the shape that
 * preMap and postMap return. An error thrown for a record becomes that record's errors, and the others go on. Errors of
 * the whole call, an aborted signal or an expired token, reject.
 */
export function mapRecords<R, T>(
  records: Iterable<R>,
  work: (record: R, index: number) => T | PromiseLike<T>,
  { concurrency = CONCURRENCY, signal, source }: MapSettings = {},
): Promise<MappedRecord<T>[]> {
  const one = async (record: R, index: number): Promise<MappedRecord<T>> => {
    try {
      return { data: await work(record, index) };
    } catch (thrown) {
      signal?.throwIfAborted();
      if (isPlatformError(thrown) && thrown.code === 'platform_token_expired') throw thrown;
      return { errors: readErrors(thrown).map((error) => ({ ...error, ...(source !== undefined && { source }) })) };
    }
  };
  return pMap(records, one, { concurrency, ...(signal && { signal }) });
}

function readErrors(thrown: unknown): MappedError[] {
  const problems = isPlatformError(thrown) ? thrown.errors : readProblems(thrown);
  return problems.map(({ code, message }) => ({ code: String(code), message: String(message) }));
}
