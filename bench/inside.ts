/**
 * Measures calls within this process: the whole handler with its log line, the original, and one JSON.stringify of the
 * response, which the runtime does anyway. It also measures a refused response and a contract. Discard its stdout: both
 * handlers log there.
 */
import { createHandler } from 'integrator-extension-lambda';
import { enforce } from 'integrator-extension-lambda/contracts';
import { type Figures, put, type Run, takeTurns, writePart } from './measure.ts';
import { createOriginalHandler } from './original.ts';
import { pages } from './pages.ts';

const MS_PER_CASE = 1500;
const OPTIONS = { bearerToken: 'a one-time token', _exportId: 'e', _flowId: 'f', _integrationId: 'i' };

const context = {
  clientContext: { diy: true, type: 'hook', function: 'answer' },
  getRemainingTimeInMillis: () => 300_000,
  awsRequestId: '8a4b7b2e-9b1e-4a52-8d43-3d2d5c9b4c11',
};

function runsFor(page: unknown): Record<string, Run> {
  const hooks = {
    answer: (_options: unknown, callback: (error: unknown, response: unknown) => void) => callback(null, page),
  };
  const ours = createHandler({ diy: { hooks } });
  const original = createOriginalHandler({ diy: { hooks } });
  const callOurs = () => ours({ ...OPTIONS }, context as never).catch(() => {});
  return {
    original: () => new Promise<void>((done) => original({ ...OPTIONS }, context, () => done())),
    ours: callOurs,
    control: callOurs,
    floor: () => JSON.stringify(page),
  };
}

const figures: Figures = {};
const controls: Figures = {};

for (const [name, page] of Object.entries(pages())) {
  const { original = 0, ours = 0, control = 0, floor = 0 } = await takeTurns(runsFor(page), MS_PER_CASE);
  put(figures, 'handler in process, original ÷ ours', name, original / ours);
  put(figures, 'handler in process, ours ÷ floor', name, ours / floor);
  put(controls, 'handler in process, ours ÷ ours', name, control / ours);
}

/** A Date in the last of 1,000 records, which only a scan of the response finds. */
const bad = pages()['1,000 records'].map((record, index) => (index === 999 ? { ...record, at: new Date(0) } : record));
console.error = () => {};
const refusal = await takeTurns(runsFor(bad), MS_PER_CASE);
put(figures, 'refusing a response, original ÷ ours', '1,000 records', (refusal.original ?? 0) / (refusal.ours ?? 0));
put(controls, 'refusing a response, ours ÷ ours', '1,000 records', (refusal.control ?? 0) / (refusal.ours ?? 0));

/** Responses whose objects are shared, each with the largest one of its kind that may be sent. */
const record = { table: Array(10_000).fill('x'.repeat(100)) };
const nestPairs = (levels: number): unknown => {
  const inner = levels > 0 && nestPairs(levels - 1);
  return levels > 0 ? [inner, inner] : 1;
};
const shared = {
  '400 records, one table': [Array(400).fill(record), Array(5).fill(record)],
  'pairs, 27 levels': [nestPairs(27), nestPairs(20)],
};
for (const [name, [page, largest]] of Object.entries(shared)) {
  const { ours, control } = runsFor(page) as Record<'ours' | 'control', Run>;
  const found = await takeTurns({ ours, control, floor: () => JSON.stringify(largest) }, MS_PER_CASE);
  put(figures, 'refusing a shared response, ours ÷ floor', name, (found.ours ?? 0) / (found.floor ?? 0));
  put(controls, 'refusing a shared response, ours ÷ ours', name, (found.control ?? 0) / (found.ours ?? 0));
}

const data = pages()['1,000 records'];
const response = data.map((record) => ({ data: record }));
const check = () => enforce.enforce('preMap', { ...OPTIONS, data }, { warn: () => {} })(response);
const contract = await takeTurns({ check, control: check, floor: () => JSON.stringify(response) }, MS_PER_CASE);
put(figures, 'checking a contract ÷ floor', '1,000 records', (contract.check ?? 0) / (contract.floor ?? 0));
put(controls, 'checking a contract, ours ÷ ours', '1,000 records', (contract.control ?? 0) / (contract.check ?? 0));

writePart({ figures, controls });
