import type { BuildState } from '../build-state.ts';
import type { LiveCalls } from './live-calls.ts';

interface Props {
  readonly build: BuildState | undefined;
  readonly connection: LiveCalls['connection'];
}

/** What the build is doing, or that nobody knows. */
export function BuildBanner({ build, connection }: Props) {
  const tone = connection === 'lost' ? 'broken' : (build?.status ?? 'building');
  return (
    <p role="status" class={`build ${tone}`}>
      {connection === 'lost' ? (
        <>
          <b>The connection is lost.</b> The page tries again each second. Is <code>integrator-extension dev</code>{' '}
          still running?
        </>
      ) : (
        build && <BuildWords build={build} />
      )}
    </p>
  );
}

function BuildWords({ build: { status, build, error, notice } }: { readonly build: BuildState }) {
  if (status === 'building') return <>Building: new calls wait.{notice && ` ${notice}.`}</>;
  if (status === 'ready') return <>Ready{build && `: build ${build} answers`}.</>;
  const place = [error?.file, error?.line].filter((part) => part !== undefined).join(':');
  return (
    <>
      <b>The build is broken.</b> {place && <code>{place}</code>} <span class="cause">{error?.message}</span>
      <br />
      Calls are answered with <code>build_failed</code> until it is built again.
    </>
  );
}
