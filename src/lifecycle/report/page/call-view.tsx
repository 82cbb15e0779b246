import { CopyButton } from '../../../simulator/report/page/copy-button.tsx';
import { LongList } from '../../../simulator/report/page/long-list.tsx';
import { formatCount, formatDuration } from '../../../simulator/report/words.ts';
import type { BrokenRule, LifeCall, LifeLogLine, LifeOrigin } from '../../life-report.ts';
import { DocumentChanges } from './document-changes.tsx';
import { Fold } from './fold.tsx';
import { ValueFold } from './value-fold.tsx';

interface Props {
  readonly call: LifeCall;
  readonly life: LifeOrigin;
  /** The rules that its event has broken. */
  readonly broken: readonly BrokenRule[];
}

/** One call: its options, its answer, what it asked of the platform, what it logged, and its documents. */
export function CallView({ call, life, broken }: Props) {
  const { number, kind, function: name, step, attempt, fault, ms, errors = [] } = call;
  const own = broken.filter((one) => one.call === number);
  const isBad = errors.length > 0 || own.length > 0;
  return (
    <article id={`call-${number}`} class={isBad ? 'wrong' : ''} tabIndex={-1} aria-label={`Call ${number}, ${name}`}>
      <h4>
        {name} <span class="dim">{kind}</span> {step !== undefined && <span class="dim">in “{step}”</span>}{' '}
        {attempt > 1 && <span class="fault">try {attempt}</span>} {fault && <span class="fault">{fault}</span>}{' '}
        <span class="dim number">{formatDuration(ms)}</span>
      </h4>
      {errors.map(({ code, message }, index) => (
        <p key={index} class="bad">
          <b>{code}</b> {message}
        </p>
      ))}
      {own.map(({ rule, message }, index) => (
        <p key={`rule ${index}`} class="bad">
          <b>{rule}</b> {message}
        </p>
      ))}
      <CallParts call={call} />
      <p class="copies">
        <CopyButton
          label="Copy as event"
          write={() => `${JSON.stringify(createEnvelope(call, life), undefined, 2)}\n`}
        />
      </p>
    </article>
  );
}

function CallParts({ call }: { readonly call: LifeCall }) {
  const { number, options, requests, log, stack, changes } = call;
  return (
    <>
      <ValueFold title="options" value={options} label={`The options of call ${number}`} />
      {'response' in call && (
        <ValueFold title="response" value={call.response} label={`The response of call ${number}`} />
      )}
      {requests.length > 0 && (
        <Fold title={formatCount(requests.length, 'request')}>
          {() => (
            <LongList items={requests} first={20} class="log">
              {({ method, path, status }) => (
                <code class={status === undefined || status >= 400 ? 'bad' : ''}>
                  {`${method} ${path} ${status ?? 'cut off'}`}
                </code>
              )}
            </LongList>
          )}
        </Fold>
      )}
      {log.length > 0 && (
        <Fold title={formatCount(log.length, 'log line')} isOpen={log.length <= FEW}>
          {() => (
            <LongList items={log} first={20} class="log">
              {(line) => <LogLine line={line} />}
            </LongList>
          )}
        </Fold>
      )}
      {stack !== undefined && (
        <Fold title="stack" isOpen>
          {() => <code class="stack bad">{stack}</code>}
        </Fold>
      )}
      <DocumentChanges changes={changes} of={`call ${number}`} />
    </>
  );
}

/** Lines that are shown without being opened. */
const FEW = 3;

function LogLine({ line: { level, message, fields } }: { readonly line: LifeLogLine }) {
  return (
    <code class={level === 'error' || level === 'warn' ? 'bad' : ''}>
      {`${level}  ${message}${fields === undefined ? '' : `  ${JSON.stringify(fields)}`}`}
    </code>
  );
}

/** Creates the envelope that makes the same call again; secrets stay redacted. */
function createEnvelope({ type, function: name, options }: LifeCall, { _connectorId }: LifeOrigin): object {
  const host = _connectorId === undefined ? { diy: true } : { _connectorId };
  return { ...(type !== undefined && { type }), function: name, ...host, options };
}
