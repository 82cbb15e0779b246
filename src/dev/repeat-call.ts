import type { Recording } from '../recording/recording.ts';
import { restoreSecrets } from '../recording/restore-secrets.ts';
import type { SentAddress } from '../transport/transport.ts';
import type { EditedCall } from './page-routes.ts';
import type { SentCall } from './sent-calls.ts';

/**
 * Makes a call again as it was sent, or with edited options, in which placeholders become the secrets of that call.
 * @throws Error if the call could not be recorded
 */
export async function repeatCall({ call, content, secrets, send }: SentCall, edited?: EditedCall): Promise<Recording> {
  const again = edited
    ? {
        ...call,
        address: content.address as SentAddress,
        options: JSON.stringify(restoreSecrets(edited.options, secrets)) ?? 'null',
      }
    : call;
  const recording = await send({ ...again, ids: {} });
  if (recording) return recording;
  throw new Error('The call was made, and could not be recorded: the terminal says why.');
}
