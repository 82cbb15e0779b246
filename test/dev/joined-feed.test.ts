import { expect, test } from 'vitest';
import type { BuildState } from '../../src/dev/build-state.ts';
import { joinFeeds } from '../../src/dev/joined-feed.ts';

test('the builds of several modules are as good as the worst', () => {
  const states: BuildState[] = [
    { status: 'ready', build: 'a' },
    { status: 'ready', build: 'b' },
  ];
  const listeners = new Set<() => void>();
  const joined = joinFeeds(
    states.map((_, index) => ({
      current: () => states[index] as BuildState,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    })),
  );
  expect(joined.current()).toEqual({ status: 'ready', build: 'a' });
  states[1] = { status: 'building' };
  expect(joined.current().status).toBe('building');
  states[0] = { status: 'broken', error: { message: 'no' } };
  expect(joined.current().status).toBe('broken');
  const end = joined.subscribe(() => {});
  expect(listeners.size).toBe(1);
  end();
  expect(listeners.size).toBe(0);
});
