/** The places at which Node's fetch and the package undici keep the connections of fetch. */
const PLACES = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));

type Dispatchers = Record<symbol, object | undefined>;

/**
 * Gives fetch connections of its own: those that are open already would not be seen. A dispatcher that an author has set
 * stays. Returns a function that brings the former ones back.
 */
export function freshenDispatchers(): () => void {
  const places = globalThis as unknown as Dispatchers;
  const before = PLACES.map((place) => places[place]);
  const [legacy, agent] = before;
  const fresh = isNamed(agent, 'Agent') ? construct(agent) : agent;
  const isOwn = isNamed(legacy, 'Agent');
  const wraps = isNamed(legacy, 'Dispatcher1Wrapper') && fresh !== agent;
  const put = (dispatchers: readonly (object | undefined)[]) => {
    for (const [index, place] of PLACES.entries()) if (places[place]) places[place] = dispatchers[index];
  };
  put([isOwn ? construct(legacy) : wraps ? construct(legacy, fresh) : legacy, fresh]);
  return () => put(before);
}

function isNamed(dispatcher: object | undefined, name: string): dispatcher is object {
  return dispatcher?.constructor.name === name;
}

function construct(like: object, ...parameters: readonly unknown[]): object {
  return Reflect.construct(like.constructor as new () => object, parameters);
}
