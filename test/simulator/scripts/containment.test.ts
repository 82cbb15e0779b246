import { describe, expect, it } from 'vitest';
import { openInContext } from './run-script.ts';

describe('no way leads out of a context', () => {
  const outside = '.constructor.constructor("return process")()';
  const ways: readonly (readonly [string, string])[] = [
    ['the constructor of a value', `return o${outside}`],
    ['Function', 'return Function("return process")()'],
    ['the constructor of an async function', 'return (async () => {}).constructor("return process")()'],
    ['the constructor of a generator', 'return (function* () {}).constructor("return process")().next().value'],
    ['eval', 'return eval("process")'],
    ['indirect eval', 'return (0, eval)("process")'],
    ['this', `return this${outside}`],
    ['this of a function', 'return (function () { return this.process })()'],
    ['globalThis', `return globalThis${outside}`],
    ['the prototype of globalThis', `return Object.getPrototypeOf(globalThis)${outside}`],
    ['console', 'return console.log.constructor("return process")()'],
    ['the prototype of console', `return Object.getPrototypeOf(console)${outside}`],
    ['require', 'return require.constructor("return process")()'],
    ['an error of the engine', `try { null.x } catch (e) { return e${outside} }`],
    ['an error of require', `try { const r = require; r("fs") } catch (e) { return e${outside} }`],
    ['an error of JSON', `try { JSON.parse("{") } catch (e) { return e${outside} }`],
    ['an error of eval', `try { eval("1") } catch (e) { return e${outside} }`],
    ['the stack overflow', `const g = () => { try { g() } catch (e) { return e } return g() }; return g()${outside}`],
    ['dayjs', `return dayjs()${outside}`],
    ['the module dayjs', 'return dayjs.constructor("return process")()'],
    ['sjcl', `return sjcl${outside}`],
    ['integrator-api', `return api${outside}`],
    ['a kind of integrator-api', 'return api.exports.get.constructor("return process")()'],
    ['an error of integrator-api', `try { api.request() } catch (e) { return e${outside} }`],
    ['the caller of the function', `return arguments.callee.caller${outside}`],
    ['the arguments of the caller', `return f.caller.arguments[0]${outside}`],
    ['a thrown proxy', `throw new Proxy({}, { get (t, k, r) { found = r${outside}; return k } })`],
    ['a returned proxy', `return new Proxy({}, { get (t, k, r) { found = k${outside}; return found } })`],
    ['a getter in the answer', `return { get pid () { return this${outside}.pid } }`],
    ['toJSON', `return { toJSON: function (k) { return this${outside} } }`],
    ['a symbol', 'return Symbol.for("nodejs.util.inspect.custom").constructor.constructor("return process")()'],
    ['the function that makes the next calls', 'return __makeNextCalls.constructor("return process")()'],
    [
      'the frames of a stack',
      `Error.prepareStackTrace = (e, frames) => frames; const frames = new Error().stack
       for (const frame of frames) { const t = frame.getThis() ?? frame.getFunction(); if (t && t !== f && t.constructor) found = t${outside} }
       return frames${outside}`,
    ],
    ['a frame of a stack', `Error.prepareStackTrace = (e, frames) => frames[0]; return new Error().stack${outside}`],
    [
      'the stack of a thrown error',
      `Error.prepareStackTrace = (e, frames) => { found = frames${outside}; return '' }; throw new Error('x')`,
    ],
    ['a rejected promise', 'Promise.reject(1).catch(() => { found = this.process }); return found'],
  ];

  it.each(ways)('by %s', (_way, body) => {
    const script = openInContext(`
      import dayjs from 'dayjs'
      import sjcl from 'sjcl'
      import api from 'integrator-api'
      let found
      function f (o) { ${body} }
      function look () { return [typeof found, String(found && found.pid)] }`);
    const [result] = script.call('f', {}).results;
    expect(JSON.stringify(result)).not.toContain(`${process.pid}`);
    const isRefused = 'errors' in Object(result) || ['null', '{}'].includes(Object(result).response);
    expect(result).toSatisfy(() => isRefused);
    expect(script.call('look', {}).results).toEqual([{ response: '["undefined","undefined"]' }]);
  });

  it('by import()', () => {
    expect(() => openInContext("function f () { return import('node:fs') }")).toThrow('found import()');
  });
});
