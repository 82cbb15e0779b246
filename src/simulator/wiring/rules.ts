import type { Basis } from '../scope/scope.ts';

/** How much a finding weighs: an error is a part of the flow that does not do what it says. */
export type WiringLevel = 'error' | 'warning';

interface RuleOfWiring {
  readonly level: WiringLevel;
  /** What the platform would do, as a sentence. */
  readonly consequence: string;
  readonly basis: Basis;
}

const error = (basis: Basis, consequence: string) => ({ level: 'error', basis, consequence }) as const;
const warning = (basis: Basis, consequence: string) => ({ level: 'warning', basis, consequence }) as const;

const DROPPED = 'The platform drops it without a word.';
const INERT = 'The platform ignores it without a word.';
const IN_VAIN = 'The platform fails each call of it while the flow runs.';

/**
 * What documents and modules are held to, by the name of each rule. The platform accepts most of these mistakes without
 * a word.
 */
export const wiringRules = {
  // Where hooks, filters and mappings stand.
  'hook-on-page-processor': error('observed', DROPPED),
  'hook-on-page-generator': error('assumed', DROPPED),
  'filter-on-page-processor': error('assumed', 'The platform drops it, and the step takes every record.'),
  'filter-on-page-generator': error('assumed', 'The platform drops it, and every record goes on.'),
  'post-response-map-on-document': error('documented', 'The platform never calls it.'),
  'hook-of-another-document': error('assumed', 'The platform never calls it.'),
  'response-mapping-on-document': error('documented', 'The platform does not apply it.'),
  'transform-on-import': error('documented', INERT),
  'input-filter-on-generator': error('documented', 'The platform ignores it, and every record goes on.'),
  'input-filter-on-import': error('assumed', DROPPED),
  'one-to-many-on-generator': error('documented', 'The platform ignores it, and splits no record.'),
  'part-of-another-document': error('assumed', 'The platform does not apply it.'),
  'script-on-branch': error('assumed', 'The platform has only rules there, and may send every record into the branch.'),
  'misspelt-field': error('assumed', 'The platform does not know the field, and drops it without a word.'),
  'unknown-field': warning('assumed', 'The platform may not know the field, and drop it without a word.'),
  'id-without-effect': error('assumed', 'The platform calls nothing there.'),
  'suite-script-hook': error('documented', 'The platform runs it in NetSuite, and nothing here can.'),

  // What names a function.
  'both-ids': error('assumed', 'The platform calls one of the two, and nobody knows which.'),
  'function-without-id': error('assumed', 'The platform does not call it.'),
  'no-function': error('documented', 'The platform has nothing to call.'),
  'blank-function': warning('documented', 'The platform calls the first function of the script.'),
  'function-missing': error('documented', IN_VAIN),
  'function-case': error('documented', IN_VAIN),
  'function-misplaced': error('documented', IN_VAIN),
  'function-of-another-kind': error('documented', 'The platform calls it with options of another kind.'),
  'script-error': error('documented', 'The platform fails each call of the script.'),
  'script-problem': warning('assumed', 'The platform may fail each call of the function.'),
  'stack-for-script': error('documented', 'The platform takes only a script there.'),
  'stack-on-post-response-map': warning('assumed', 'The platform may take only a script there.'),
  'id-on-wrapper': error('observed', 'The platform drops it: the stack is that of the connection.'),
  'connection-without-stack': error('documented', IN_VAIN),
  'connection-without-ping': warning('documented', 'The platform cannot test the connection.'),
  'module-not-loaded': error('documented', 'The platform fails each call of the stack.'),

  // Two ways of saying the same, of which one counts.
  'script-without-id': error('documented', 'The platform has nothing to call.'),
  'script-without-type': error('assumed', INERT),
  'rules-beside-script': warning('documented', 'The platform ignores the rules: the type is script.'),
  'script-beside-rules': warning('documented', 'The platform ignores the script: the type is not script.'),
  'mapping-beside-mappings': warning('documented', 'The platform ignores mapping: mappings wins.'),

  // Routers.
  'steps-and-routers': error('observed', 'The platform refuses the flow with 422.'),
  'router-without-script': error('assumed', 'The platform has nothing to call, and routes no record.'),
  'script-beside-input-filters': warning(
    'documented',
    'The platform ignores it, and asks the filters of the branches.',
  ),
  'filter-beside-router-script': warning('documented', 'The platform ignores it: the script of the router decides.'),
  'unknown-routing': error('assumed', 'The platform may route by the filters of the branches.'),
  'router-twice': error('documented', 'The platform may send records to either of them.'),
  'router-missing': error('documented', 'The platform has no router to send the records to.'),
  'router-unreached': error('documented', 'The platform sends it no record.'),
  'router-loop': error('assumed', 'The platform sends records round in a circle, or refuses the flow.'),
  'next-router-on-router': warning('observed', 'The platform follows the nextRouterId of branches.'),
  'catch-all-before-others': error('documented', 'The platform sends no record to the branches after it.'),

  // Exports as generators and as lookups.
  'lookup-not-marked': warning('assumed', 'The platform uses it as a lookup all the same, it seems.'),
  'generator-marked-as-lookup': error('assumed', 'The platform may wait for records that nothing sends to it.'),
  'once-without-wrapper': warning('documented', 'The platform marks the records at their source; nothing here does.'),
  'delta-without-wrapper': warning(
    'documented',
    'The platform asks for changed records only; here all that are given come.',
  ),

  // Rules of filters.
  'never-true-operator': error('documented', 'The platform takes it, and it is true of no record.'),
  'operator-case': warning('assumed', 'The platform may not know the operator.'),
  'nested-rules': error('assumed', 'The platform may find no rule there, and let every record pass.'),
  'mixed-types': warning('documented', 'The platform has one type decide, and its editor refuses the rule.'),

  // Mappings.
  'dotted-generate': warning('documented', 'The platform writes one field with a dot in its name.'),
  'missing-status': warning('observed', 'The platform runs it, and refuses the document when it is saved.'),
  'json-path-in-mapper1': error('observed', 'The platform finds nothing there.'),
  'json-path-in-response-mapping': error('observed', DROPPED),

  // Documents and files.
  'template-flow': error(
    'documented',
    'The platform adds the overrides of the template, which are not in this document.',
  ),
  'unknown-step': error('assumed', 'The platform refuses the flow, or does nothing in the step.'),
  'missing-document': error(
    'documented',
    'The platform has a document of this id, or fails there; nothing here can tell.',
  ),
  'missing-file': error('documented', 'The platform does not need the file; a simulation does.'),
  'stack-without-entry': error('documented', 'The platform calls the stack; a simulation cannot find its functions.'),
  'setting-without-document': warning(
    'documented',
    'The platform does not know the setting, and a simulation does not use it.',
  ),

  // What compiling the flow finds beside all that.
  refused: error('assumed', 'The platform may run it; a simulation does not start.'),
  warning: warning('assumed', 'The platform may run it in another way than it is meant.'),
} as const satisfies Record<string, RuleOfWiring>;

/** The name of a rule of wiring. */
export type WiringRule = keyof typeof wiringRules;
