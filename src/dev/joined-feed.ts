import type { BuildFeed, BuildState } from './build-state.ts';

/** Joins the builds of several modules: the state is the worst of theirs. */
export function joinFeeds(feeds: readonly BuildFeed[]): BuildFeed {
  const current = (): BuildState => {
    const states = feeds.map((feed) => feed.current());
    const worst =
      states.find(({ status }) => status === 'broken') ?? states.find(({ status }) => status === 'building');
    return worst ?? (states[0] as BuildState);
  };
  const subscribe = (listener: () => void) => {
    const ends = feeds.map((feed) => feed.subscribe(listener));
    return () => {
      for (const end of ends) end();
    };
  };
  return { current, subscribe };
}
