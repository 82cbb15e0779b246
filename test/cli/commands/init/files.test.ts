import { expect, it } from 'vitest';
import { listFiles } from '../../../../src/cli/commands/init/files.ts';
import { CHOICES, type ProjectOptions } from '../../../../src/cli/commands/init/flavour.ts';
import { CONNECTOR_ID } from '../../../../src/cli/commands/init/functions.ts';

const flavours = CHOICES.language.flatMap((language) =>
  CHOICES.generation.flatMap((generation) =>
    CHOICES.target.map((target): ProjectOptions => ({ language, kind: 'connector', generation, target })),
  ),
);

it.each(flavours)(
  'The README names each file with the sample id of a connector: $language $generation $target',
  (flavour) => {
    const files = listFiles({ name: 'shop', flavour }, []);
    const withId = [...files].filter(([, text]) => text.includes(CONNECTOR_ID)).map(([path]) => path);
    const named = withId.map((path) => (path.startsWith('events/') ? 'events/' : path));
    const said = /^Put your connector's id .*$/m.exec(files.get('README.md') ?? '')?.[0] ?? '';
    expect([...said.matchAll(/`([^`]+)`/g)].map(([, path]) => path).sort()).toEqual([...new Set(named)].sort());
  },
);
