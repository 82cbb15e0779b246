import { useRef, useState } from 'preact/hooks';
import type { Recording } from '../../recording/recording.ts';
import type { CallApi } from './call-api.ts';
import { CallEditor } from './call-editor.tsx';

interface Props {
  readonly api: CallApi;
  readonly recording: Recording;
  readonly onRepeated: (id: string) => void;
}

/** What has become of the last action. */
interface ActionState {
  readonly isBusy: boolean;
  readonly message?: string;
  readonly isFailed?: boolean;
}

/** The buttons of a call. */
export function CallActions({ api, recording, onRepeated }: Props) {
  const { id } = recording;
  const [state, setState] = useState<ActionState>({ isBusy: false });
  const [isEditing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const act = async (message: string, action: () => Promise<string | undefined>) => {
    if (state.isBusy) return;
    setState({ isBusy: true, message });
    try {
      const done = await action();
      setState({ isBusy: false, ...(done !== undefined && { message: done }) });
    } catch (error) {
      setState({ isBusy: false, isFailed: true, message: error instanceof Error ? error.message : String(error) });
    }
  };
  const repeat = (edited?: { readonly options: unknown }) =>
    act('The function is called…', async () => {
      onRepeated(await api.repeat(id, edited));
      return undefined;
    });
  const save = (what: string, write: (id: string) => Promise<string>) =>
    act(`The ${what} is saved…`, async () => `Saved as the ${what} ${await write(id)}`);
  const closeEditor = () => {
    setEditing(false);
    edit.current?.focus();
  };
  return (
    <>
      <p class="actions">
        <Action label="Call again" isBusy={state.isBusy} onAct={() => repeat()} />
        <button type="button" ref={edit} aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
          Edit and call
        </button>
        <Action label="Save as event" isBusy={state.isBusy} onAct={() => save('event', api.saveEvent)} />
        <Action label="Save as test" isBusy={state.isBusy} onAct={() => save('test', api.saveTest)} />
      </p>
      <p role="status" class={state.isFailed ? 'bad done' : 'done'}>
        {state.message}
      </p>
      {isEditing && (
        <CallEditor options={recording.options} onSend={(options) => repeat({ options })} onClose={closeEditor} />
      )}
    </>
  );
}

interface ActionProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onAct: () => void;
}

/** A disabled button would lose the focus. */
function Action({ label, isBusy, onAct }: ActionProps) {
  return (
    <button type="button" aria-disabled={isBusy} onClick={onAct}>
      {label}
    </button>
  );
}
