import type { Expressions } from '../../expressions/expression.ts';
import type { FlowFolder } from '../../flow/flow-folder.ts';
import type { DateConverter } from '../../mapper2/dates.ts';
import type { compileLookups } from '../../mapper2/lookups.ts';
import type { compileMapper2 } from '../../mapper2/mapper2.ts';
import type { compileTransform2 } from '../../mapper2/transform2.ts';
import type { readScript } from '../../scripts/script-functions.ts';

/** What only some flows need, and costs memory and time to load: absent where no document asks for it. */
export interface Libraries {
  readonly expressions?: Expressions | undefined;
  readonly dates?: DateConverter | undefined;
  readonly mapper2?:
    | {
        readonly compileMapper2: typeof compileMapper2;
        readonly compileTransform2: typeof compileTransform2;
        readonly compileLookups: typeof compileLookups;
      }
    | undefined;
  readonly readScript?: typeof readScript | undefined;
}

/** Loads what the documents of a flow need. */
export async function loadLibraries({ flow, exports, imports, scripts }: FlowFolder): Promise<Libraries> {
  const text = JSON.stringify([flow, exports, imports]);
  const needs = (pattern: RegExp) => pattern.test(text);
  return {
    ...(needs(/\{\{/) && { expressions: await (await import('../../expressions/expression.ts')).loadExpressions() }),
    ...(needs(/"(extract|generate)Date(Format|Timezone)"/) && {
      dates: await (await import('../../mapper2/dates.ts')).loadDates(),
    }),
    ...(needs(/"(mappings|lookups)":\[\{|"rulesTwoDotZero"/) && {
      mapper2: {
        ...(await import('../../mapper2/mapper2.ts')),
        ...(await import('../../mapper2/transform2.ts')),
        ...(await import('../../mapper2/lookups.ts')),
      },
    }),
    ...(Object.keys(scripts).length > 0 && {
      readScript: (await import('../../scripts/script-functions.ts')).readScript,
    }),
  };
}
