import type { Judge, Judgement } from '../contracts/contract.ts';
import { ExtensionError, isExtensionError, type Problem, problemsOf } from '../errors.ts';
import { functionTimeout, invalidOptions, invalidResponse } from '../failures.ts';
import type { Invocation, Outcome } from '../invocation.ts';
import { Answer, run } from './call.ts';
import { CallDeadline } from './context.ts';
import { createConsoleLogger } from './log.ts';
import { type ExtensionConfig, readModules } from './modules.ts';
import { readOptions } from './options.ts';
import { CallRecord } from './record.ts';
import { addressOf, resolve, type Target } from './resolve.ts';
import { deliverable, limitOf } from './response.ts';
import { track } from './running.ts';

/** The host of one configuration's functions. */
export interface Extension {
  /** Runs one invocation and answers it; never rejects. Any number may run at once. */
  invoke(invocation: Invocation): Promise<Outcome>;
}

/**
 * Makes the host of a configuration's functions, free of any transport. The configuration is read here, once; what is
 * wrong with it is answered to every invocation.
 */
export function createExtension(config: ExtensionConfig): Extension {
  const modules = readModules(config);
  const logger = config?.logger ?? createConsoleLogger();
  const judge = config?.contracts;
  let cold = true;

  const invoke = async (invocation: Invocation): Promise<Outcome> => {
    const record = new CallRecord(invocation, logger, cold);
    cold = false;
    try {
      const target = resolve(modules, invocation);
      record.kind = target.kind;
      const options = readOptions(invocation.options);
      const judgement = open(judge, target, options, record);
      const response = await answerOf(target, options, invocation, record);
      if (judge && judgement) settle(judge, invalidResponse, judgement.judge(response), record);
      record.answered(deliverable(response, limitOf(addressOf(invocation).maxResponseSize, invocation.capacity)));
      return { ok: true, response };
    } catch (thrown) {
      const error = isExtensionError(thrown) ? thrown : new ExtensionError(problemsOf(thrown), { cause: thrown });
      record.failed(error);
      return { ok: false, error };
    }
  };
  return { invoke };
}

async function answerOf(
  target: Target,
  options: unknown,
  invocation: Invocation,
  record: CallRecord,
): Promise<unknown> {
  const answer = new Answer(record);
  const deadline = new CallDeadline(invocation.timeout, (ms) => {
    const error = new ExtensionError(functionTimeout(target.name, ms));
    answer.fail(error);
    return error;
  });
  try {
    const { response } = await track(answer, () => {
      run(target, options, deadline.contextOf(record), answer);
      return answer.promise;
    });
    return response;
  } finally {
    deadline.clear();
  }
}

function open(judge: Judge | undefined, target: Target, options: unknown, record: CallRecord): Judgement | undefined {
  if (!judge || !target.kind) return undefined;
  const judgement = judge.open(target.kind, options);
  settle(judge, invalidOptions, judgement.options, record);
  return judgement;
}

function settle(
  judge: Judge,
  toProblem: (complaint: string) => Problem,
  complaints: readonly string[],
  record: CallRecord,
): void {
  if (complaints.length === 0) return;
  if (judge.enforce) throw new ExtensionError(complaints.map(toProblem));
  record.complained(complaints);
}
