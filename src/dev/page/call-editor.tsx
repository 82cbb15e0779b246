import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  readonly options: unknown;
  readonly onSend: (options: unknown) => void;
  readonly onClose: () => void;
}

/** The options of a call as a text to edit; it is sent once it is JSON. */
export function CallEditor({ options, onSend, onClose }: Props) {
  const [text, setText] = useState(() => JSON.stringify(options, undefined, 2) ?? '');
  const [mistake, setMistake] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    try {
      onSend(JSON.parse(text));
      setMistake(undefined);
    } catch (error) {
      setMistake(error instanceof Error ? error.message : String(error));
      area.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <form class="editor" onSubmit={send} onKeyDown={onKeyDown}>
      <label for="edited-options">Options of the new call, as JSON</label>
      <textarea
        id="edited-options"
        ref={area}
        rows={14}
        spellcheck={false}
        value={text}
        aria-invalid={mistake !== undefined}
        aria-describedby="edited-about"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <p id="edited-about" role="status" class={mistake === undefined ? 'dim' : 'bad'}>
        {mistake === undefined ? describePlaceholders(text) : `This is not JSON: ${mistake}`}
      </p>
      <p class="actions">
        <button type="submit">Call with these options</button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </p>
    </form>
  );
}

function describePlaceholders(text: string): string {
  const [placeholder] = /«secret:[^»]*»/.exec(text) ?? [];
  return placeholder === undefined ? '' : `Placeholders such as ${placeholder} become the call’s secrets again.`;
}
