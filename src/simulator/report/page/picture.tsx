import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { FlowEdge, FlowNode } from '../flow-graph.ts';
import type { StageReport } from '../types.ts';
import { formatCount } from '../words.ts';
import { CARD } from './bands.ts';
import { type Box, type Layout, layOut } from './layout.ts';
import type { PackedReport } from './packed.ts';
import { nameInStep } from './stage-title.ts';

/** The heights of a card's parts in pixels; the style sheet has the same numbers. */
const [HEAD, ROW, SMALL] = [34, 42, 40];
/** The width of the widest stream of records. */
const WIDEST = 20;

/** The flow: a card for each generator, router and step, and streams of records as wide as their number. */
export function Picture({ report }: { readonly report: PackedReport }) {
  const { stages, graph, breaches, totals } = report;
  const byStep = useMemo(() => Map.groupBy(stages, ({ step }) => step), [report]);
  const ref = useRef<HTMLElement>(null);
  const room = useWidth(ref);
  const layout = useMemo(() => {
    const heights = graph.nodes.map((node) => measure(node, byStep));
    return layOut(graph, heights, room);
  }, [report, room]);
  if (stages.length === 0) return null;
  const broken = new Set(breaches.map(({ stage }) => stage));
  const pings = stages.filter(({ kind }) => kind === 'connection');
  const computeWidth = (records: number) =>
    1 + (WIDEST - 1) * Math.sqrt(Math.min(1, records / Math.max(1, totals.exported)));
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">The flow</h2>
      {pings.length > 0 && (
        <ul class="pings" aria-label="Tested before the run">
          {pings.map((stage) => (
            <li key={stage.name}>
              <StageLink stage={stage} isBroken={broken.has(stage.name)} />
            </li>
          ))}
        </ul>
      )}
      <section class="picture" aria-label="The stages of the flow" ref={ref}>
        <div class="graph" style={{ '--width': `${layout.width}px`, '--height': `${layout.height}px` }}>
          <Streams edges={graph.edges} layout={layout} computeWidth={computeWidth} />
          <ol>
            {layout.order.map((at) => (
              <Card
                key={at}
                node={graph.nodes[at] as FlowNode}
                box={layout.boxes[at] as Box}
                stages={byStep.get(graph.nodes[at]?.name ?? '') ?? []}
                arriving={graph.edges.filter(({ to }) => to === at).map((edge) => describeWay(edge, graph.nodes))}
                broken={broken}
              />
            ))}
          </ol>
        </div>
      </section>
    </section>
  );
}

/** Follows the width of an element; unlimited before it is known. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = () => setWidth(element.clientWidth);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return width;
}

function measure({ kind, name }: FlowNode, byStep: ReadonlyMap<string, readonly StageReport[]>): number {
  return kind === 'merge' || kind === 'end' ? SMALL : HEAD + ROW * (byStep.get(name)?.length ?? 0) + 6;
}

interface StreamsProps {
  readonly edges: readonly FlowEdge[];
  readonly layout: Layout;
  /** The width of a number of records. */
  readonly computeWidth: (records: number) => number;
}

function Streams({ edges, layout, computeWidth }: StreamsProps) {
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      {edges.map(({ branch, records }, index) => {
        const { path, x, y } = layout.lines[index] as Layout['lines'][number];
        const width = computeWidth(records);
        return (
          <g key={index} class={records === 0 ? 'way unused' : 'way'}>
            <path class="stream" d={path} stroke-width={width} />
            <text x={x} y={y - width / 2 - 4} text-anchor="end">
              {branch !== undefined && <tspan class="name">{`${cut(branch)}  `}</tspan>}
              {records.toLocaleString('en')}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** The most characters of a branch's name. */
const ROOM = 16;

function cut(name: string): string {
  return name.length > ROOM ? `${name.slice(0, ROOM - 1)}…` : name;
}

/** `From By region, branch Europe: 2 records`. */
function describeWay({ from, branch, records }: FlowEdge, nodes: readonly FlowNode[]): string {
  const named = nodes[from]?.name || 'where branches meet';
  return `From ${named}${branch === undefined ? '' : `, branch ${branch}`}: ${formatCount(records, 'record')}`;
}

interface CardProps {
  readonly node: FlowNode;
  readonly box: Box;
  readonly stages: readonly StageReport[];
  /** The ways that lead here, in words: lines are for eyes, and for wide screens. */
  readonly arriving: readonly string[];
  readonly broken: ReadonlySet<string>;
}

const SAID = { merge: 'branches meet', end: 'leaves the flow' } as const;

function Card({ node: { kind, name }, box, stages, arriving, broken }: CardProps) {
  const isSmall = kind === 'merge' || kind === 'end';
  const [x, y, width, height] = [box.x, box.y, CARD, box.height].map((pixels) => `${pixels}px`);
  const place = { '--x': x, '--y': y, '--width': width, '--height': height };
  return (
    <li class={`card ${kind}`} style={place}>
      {arriving.map((way) => (
        <p key={way} class="arriving">
          {way}
        </p>
      ))}
      {isSmall ? (
        <p class="said">{SAID[kind]}</p>
      ) : (
        <h3>
          {name} {name !== kind && <span class="dim">{kind}</span>}
        </h3>
      )}
      {stages.map((stage) => (
        <StageLink key={stage.name} stage={stage} isBroken={broken.has(stage.name)} />
      ))}
    </li>
  );
}

function StageLink({ stage, isBroken }: { readonly stage: StageReport; readonly isBroken: boolean }) {
  const { name, step, kind, function: called = '', ignored, errors } = stage;
  const isOwn = kind === 'connection';
  const short = isOwn ? step : nameInStep(stage);
  return (
    <a class={isBroken ? 'stage broken' : 'stage'} href={`#stage=${encodeURIComponent(name)}`}>
      <span class="top">
        {!isOwn && name.startsWith(`${step}: `) && <span class="unseen">{step}: </span>}
        <b>{short}</b> <span class="dim">{called}</span>{' '}
      </span>
      <span class="counts">
        {formatCounts(stage)}
        {ignored > 0 && <span class="dim"> {ignored.toLocaleString('en')} ignored</span>}
        {errors > 0 && <span class="bad"> {formatCount(errors, 'error')}</span>}
      </span>
      {isBroken && <span class="mark bad"> ⚠ broken rule</span>}
    </a>
  );
}

function formatCounts({ calls, input, output }: StageReport): string {
  if (input === 0 && output === 0) return formatCount(calls, 'call');
  const out = `${output.toLocaleString('en')} out`;
  return input === 0 ? out : `${input.toLocaleString('en')} in, ${out}`;
}
