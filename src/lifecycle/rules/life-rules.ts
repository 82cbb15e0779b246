import type { LifeRule } from '../life-facts.ts';
import { customerDocument } from './customer-document.ts';
import { editionReturn } from './edition-return.ts';
import { formFields } from './form-fields.ts';
import { leftover } from './leftover.ts';
import { noSecrets } from './no-secrets.ts';
import { pendingOnly } from './pending-only.ts';
import { preSave } from './pre-save.ts';
import { rateLimit } from './rate-limit.ts';
import { repeatable } from './repeatable.ts';
import { resumable } from './resumable.ts';
import { settingsKept } from './settings-kept.ts';
import { stepsExist } from './steps-exist.ts';

/** The rules that every life is held to, in the order of their findings. */
export const lifeRules: readonly LifeRule[] = [
  leftover,
  customerDocument,
  repeatable,
  resumable,
  rateLimit,
  stepsExist,
  formFields,
  preSave,
  pendingOnly,
  settingsKept,
  editionReturn,
  noSecrets,
];
