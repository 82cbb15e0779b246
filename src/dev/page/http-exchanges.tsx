import { useMemo, useState } from 'preact/hooks';
import type { HttpExchange } from '../../recording/recording.ts';
import { valueLines } from '../../simulator/report/page/difference.ts';
import { LongList } from '../../simulator/report/page/long-list.tsx';
import { ValueLines } from '../../simulator/report/page/value-lines.tsx';
import { formatCount, formatDuration } from '../../simulator/report/words.ts';
import { parseBody } from './format-call.ts';

/** The HTTP requests that a call has sent. */
export function HttpExchanges({ exchanges }: { readonly exchanges: readonly HttpExchange[] }) {
  if (exchanges.length === 0) return null;
  return (
    <section aria-labelledby="http">
      <h3 id="http">It sent {formatCount(exchanges.length, 'HTTP request')}</h3>
      <LongList items={exchanges} first={20} class="exchanges">
        {(exchange, index) => <Exchange exchange={exchange} number={index + 1} />}
      </LongList>
    </section>
  );
}

function Exchange({ exchange, number }: { readonly exchange: HttpExchange; readonly number: number }) {
  const [isOpen, setOpen] = useState(false);
  const { method, url, status, error, ms } = exchange;
  const isBad = status === undefined || status >= 400;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <b>{method}</b> <code>{url}</code> <span class={isBad ? 'bad' : 'good'}>{status ?? error ?? 'no answer'}</span>{' '}
        <span class="number">{formatDuration(ms)}</span>
      </summary>
      {isOpen && <Messages exchange={exchange} number={number} />}
    </details>
  );
}

function Messages({ exchange, number }: { readonly exchange: HttpExchange; readonly number: number }) {
  const { requestHeaders, requestBody, requestEncoding, responseHeaders, responseBody, responseEncoding } = exchange;
  return (
    <>
      <h4>Request</h4>
      <Headers headers={requestHeaders} />
      <Body body={requestBody} encoding={requestEncoding} label={`request ${number}`} />
      <h4>{exchange.status === undefined ? `No answer: ${exchange.error ?? 'the reason is unknown'}` : 'Answer'}</h4>
      {responseHeaders && <Headers headers={responseHeaders} />}
      <Body body={responseBody} encoding={responseEncoding} label={`answer ${number}`} />
    </>
  );
}

function Headers({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  return (
    <ul class="headers">
      {Object.entries(headers).map(([name, value]) => (
        <li key={name}>
          <code>
            <b>{name}</b>: {value}
          </code>
        </li>
      ))}
    </ul>
  );
}

interface BodyProps {
  readonly body: string | undefined;
  readonly encoding: 'base64' | undefined;
  readonly label: string;
}

/** The most characters of a body that is no JSON. */
const MOST = 20_000;

function Body({ body, encoding, label }: BodyProps) {
  const lines = useMemo(() => {
    const value = body === undefined || encoding ? undefined : parseBody(body);
    return value === undefined ? undefined : valueLines(value);
  }, [body, encoding]);
  if (body === undefined || body === '') return <p class="dim">no body</p>;
  if (lines) return <ValueLines lines={lines} label={`The body of ${label}`} />;
  const isCut = body.length > MOST;
  return (
    <>
      {encoding && <p class="dim">binary, as {encoding}:</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre class="value" role="region" aria-label={`The body of ${label}`} tabIndex={0}>
        {body.slice(0, MOST)}
      </pre>
      {isCut && <p class="dim">{(body.length - MOST).toLocaleString('en')} more characters are in the recording.</p>}
    </>
  );
}
