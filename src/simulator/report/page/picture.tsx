import type { StageReport } from '../types.ts';
import { formatCount } from '../words.ts';
import type { PackedReport } from './packed.ts';

const [WIDTH, HEIGHT, GAP, MARGIN] = [148, 62, 34, 30];
/** The distance of rows: below each stage is room for the records that left there. */
const ROW = 150;
/** The width of the widest stream of records. */
const WIDEST = 26;

interface Node {
  readonly stage: StageReport;
  readonly x: number;
  readonly y: number;
}

/** The flow: a row of export stages, a row for each import, and streams of records as wide as their number. */
export function Picture({ report: { stages, breaches, totals } }: { readonly report: PackedReport }) {
  if (stages.length === 0) return null;
  const rows = splitRows(stages);
  const nodes = rows.flatMap((row, y) =>
    row.map((stage, x): Node => ({ stage, x: MARGIN + x * (WIDTH + GAP), y: 22 + y * ROW })),
  );
  const width = 2 * MARGIN - GAP + Math.max(...rows.map(({ length }) => length)) * (WIDTH + GAP);
  const computeWidth = (records: number) => 1 + (WIDEST - 1) * Math.sqrt(records / Math.max(1, totals.exported));
  const broken = new Set(breaches.map(({ stage }) => stage));
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">The flow</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="picture" aria-label="The stages of the flow" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${rows.length * ROW - 20}`}>
          <title>Streams of records from stage to stage</title>
          {nodes.slice(1).map((node, index) => (
            <Stream key={node.stage.name} from={nodes[index] as Node} to={node} computeWidth={computeWidth} />
          ))}
          {nodes.map((node) => (
            <Stage key={node.stage.name} node={node} broken={broken.has(node.stage.name)} computeWidth={computeWidth} />
          ))}
        </svg>
      </section>
    </section>
  );
}

/** Imports and routers begin a row of their own. */
function splitRows(stages: readonly StageReport[]): StageReport[][] {
  const rows: StageReport[][] = [];
  for (const [index, stage] of stages.entries()) {
    const isNext = stage.step !== stages[index - 1]?.step && (stage.kind === 'import' || stage.kind === 'router');
    if (index === 0 || isNext) rows.push([]);
    rows.at(-1)?.push(stage);
  }
  return rows;
}

interface Streams {
  /** The width of a number of records. */
  readonly computeWidth: (records: number) => number;
}

function Stream({ from, to, computeWidth }: { readonly from: Node; readonly to: Node } & Streams) {
  const [x, y] = [from.x + WIDTH, from.y + HEIGHT / 2];
  const [endX, endY] = [to.x, to.y + HEIGHT / 2];
  const middle = (y + endY) / 2 + 12;
  const path =
    from.y === to.y
      ? `M${x} ${y}H${endX}`
      : `M${x} ${y}c26 0 26 ${middle - y} 0 ${middle - y}H${endX}c-26 0 -26 ${endY - middle} 0 ${endY - middle}`;
  return <path class="stream" d={path} stroke-width={computeWidth(from.stage.output)} />;
}

function Stage({ node, broken, computeWidth }: { readonly node: Node; readonly broken: boolean } & Streams) {
  const { name, function: named = '', ignored, errors } = node.stage;
  return (
    <a href={`#stage=${name}`}>
      <g transform={`translate(${node.x} ${node.y})`} class={broken ? 'stage broken' : 'stage'}>
        <rect width={WIDTH} height={HEIGHT} rx="8" />
        <text x="10" y="20" class="name">
          {name}
        </text>
        <text x="10" y="36" class="dim">
          {named.length > 20 ? `${named.slice(0, 19)}…` : named}
        </text>
        <text x="10" y="53" class="number">
          {formatCounts(node.stage)}
        </text>
        {broken && (
          <text x={WIDTH - 10} y="-6" class="mark" text-anchor="end">
            ⚠ broken rule
          </text>
        )}
        <Leaving ignored={ignored} errors={errors} computeWidth={computeWidth} />
      </g>
    </a>
  );
}

function formatCounts({ calls, input, output }: StageReport): string {
  if (input === 0 && output === 0) return formatCount(calls, 'call');
  const out = `${output.toLocaleString('en')} out`;
  return input === 0 ? out : `${input.toLocaleString('en')} in, ${out}`;
}

/** The records that leave the flow at a stage: ignored ones, and errors. */
function Leaving({ ignored, errors, computeWidth }: { readonly ignored: number; readonly errors: number } & Streams) {
  const leaving = [
    { what: 'ignored', number: ignored, x: 38 },
    { what: errors === 1 ? 'error' : 'errors', number: errors, x: WIDTH - 38 },
  ];
  return leaving
    .filter(({ number }) => number > 0)
    .map(({ what, number, x }) => (
      <g key={what} class={what === 'ignored' ? 'ignored' : 'error'}>
        <path d={`M${x} ${HEIGHT}v14`} stroke-width={computeWidth(number)} />
        <text x={x} y={HEIGHT + 28} text-anchor="middle">
          {number.toLocaleString('en')} {what}
        </text>
      </g>
    ));
}
