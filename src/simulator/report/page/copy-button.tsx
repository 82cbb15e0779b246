import { useState } from 'preact/hooks';

interface Props {
  readonly label: string;
  /** Makes the text when it is wanted: few ever are. */
  readonly write: () => string;
}

/** Copies a text. Where the browser refuses that, the text is shown, selected. */
export function CopyButton({ label, write }: Props) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(write());
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <>
      <button
        type="button"
        class="copy"
        onClick={copy}
        onBlur={() => setState((now) => (now === 'copied' ? 'ready' : now))}
      >
        {state === 'copied' ? 'Copied' : label}
      </button>
      {state === 'refused' && (
        <textarea readOnly aria-label={label} rows={6} value={write()} ref={(element) => element?.select()} />
      )}
    </>
  );
}
