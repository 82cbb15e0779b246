import { useEffect, useRef, useState } from 'preact/hooks';
import { BuildBanner } from './build-banner.tsx';
import type { CallApi } from './call-api.ts';
import { findPrevious } from './call-filter.ts';
import { CallList } from './call-list.tsx';
import { CallSearch } from './call-search.tsx';
import { useCallSelection } from './call-selection.ts';
import { CallView } from './call-view.tsx';
import { useLiveCalls } from './live-calls.ts';
import { NoToken } from './no-token.tsx';

/** The whole page: the calls as they come, and one of them. */
export function App({ api }: { readonly api: CallApi }) {
  const live = useLiveCalls(api);
  const selection = useCallSelection(api, live.calls);
  const { calls, selected, onSelect, reveal } = selection;
  const [isCompared, onCompare] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const view = useRef<HTMLElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useSlash(search);
  useEffect(() => {
    if (live.module) document.title = `Live calls of ${live.module}`;
  }, [live.module]);
  if (live.connection === 'refused') return <NoToken isRefused />;
  const summary = calls.find(({ id }) => id === selected);
  const openView = () => view.current?.focus();
  const show = (id: string) => {
    reveal(id);
    // The view of the new call exists once this has rendered.
    requestAnimationFrame(openView);
  };
  return (
    <>
      <a class="skip" href="#calls">
        Skip to the calls
      </a>
      <header>
        <h1>Live calls{live.module && ` of ${live.module}`}</h1>
      </header>
      <main>
        <BuildBanner build={live.build} connection={live.connection} />
        <div class="panes">
          <section class="records calls" aria-labelledby="calls-title">
            <h2 id="calls-title">The calls</h2>
            <CallSearch {...selection} input={search} onLeave={() => list.current?.focus()} />
            <CallList {...selection} focus={list} onOpen={openView} />
          </section>
          {selected !== undefined && (
            <CallView
              key={selected}
              id={selected}
              api={api}
              previous={summary && findPrevious(calls, summary)}
              isCompared={isCompared}
              onCompare={onCompare}
              focus={view}
              onKeep={() => onSelect(selected)}
              onRepeated={show}
              onClose={() => list.current?.focus()}
            />
          )}
        </div>
      </main>
    </>
  );
}

/** Moves the focus to the search by the key `/`, unless a text is being written. */
function useSlash(search: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const isWriting = target instanceof Element && target.closest('input, textarea, select') !== null;
      if (key !== '/' || isWriting || ctrlKey || metaKey || altKey) return;
      event.preventDefault();
      search.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [search]);
}
