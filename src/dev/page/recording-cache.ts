import { useEffect, useState } from 'preact/hooks';
import type { Recording } from '../../recording/recording.ts';
import type { CallApi } from './call-api.ts';

/** A recording on its way from the server. */
export interface ReadRecording {
  readonly recording?: Recording;
  /** Why it could not be read. */
  readonly reason?: string;
}

/** Recordings never change. More than a few would take much memory. */
const kept = new Map<string, Recording>();
const MOST = 8;

/** Reads a recording, unless no id is given. */
export function useRecording(api: CallApi, id: string | undefined): ReadRecording {
  const [read, setRead] = useState<ReadRecording & { readonly id?: string }>({});
  useEffect(() => {
    if (id === undefined || kept.has(id)) return;
    let isStale = false;
    api.readCall(id).then(
      (recording) => {
        keep(recording);
        if (!isStale) setRead({ id, recording });
      },
      ({ message }: Error) => !isStale && setRead({ id, reason: message }),
    );
    return () => {
      isStale = true;
    };
  }, [api, id]);
  if (id === undefined) return {};
  const recording = kept.get(id);
  if (recording) return { recording };
  return read.id === id ? read : {};
}

function keep(recording: Recording): void {
  kept.set(recording.id, recording);
  for (const id of kept.keys()) if (kept.size > MOST) kept.delete(id);
}
