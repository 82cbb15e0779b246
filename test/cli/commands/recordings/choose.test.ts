import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chooseRecordings } from '../../../../src/cli/commands/recordings/choose.ts';
import { openSource } from '../../../../src/cli/commands/recordings/source.ts';
import { recordingOf } from '../../../dev/recordings.ts';
import { createFolder } from '../../command-line.ts';

it('A recording that cannot be read is named, and the others are chosen', async () => {
  const [gone, there] = [recordingOf(), recordingOf()];
  const { folder, path } = createFolder(
    Object.fromEntries([gone, there].map((one) => [`${one.id}.json`, JSON.stringify(one)])),
  );
  const { list, read } = await openSource(folder, {});
  const listThenRemove = async () => {
    const ids = await list();
    rmSync(path(`${gone.id}.json`));
    return ids;
  };
  const chosen = await chooseRecordings({ list: listThenRemove, read }, folder, {});
  expect(chosen.recordings).toEqual([there]);
  expect(chosen.damaged).toEqual([`${path(`${gone.id}.json`)}: found nothing, expected a file`]);
});
