import { describe, expect, it } from 'vitest';
import { compareRecording, formatDifference } from '../../src/recording/compare-recording.ts';
import type { HttpExchange } from '../../src/recording/recording.ts';

const http = (url: string): HttpExchange => ({ method: 'GET', url, requestHeaders: {}, status: 200, ms: 1 });

const lines = (...[recorded, now, ignore]: Parameters<typeof compareRecording>) =>
  compareRecording(recorded, now, ignore).map(formatDifference);

describe('the differences of a call', () => {
  it('are those of its response, each at its place', () => {
    const before = { response: [{ qty: 1, gone: null, tags: ['a', 'b'] }, 5], http: [] };
    const after = { response: [{ qty: 2, tags: ['a'], 'new one': true }, [5]], http: [] };
    expect(lines(before, after)).toEqual([
      'response[0].qty: recorded 1, now 2',
      'response[0].gone: recorded null, now nothing',
      'response[0].tags[1]: recorded "b", now nothing',
      'response[0]["new one"]: recorded nothing, now true',
      'response[1]: recorded 5, now [5]',
    ]);
    expect(compareRecording(before, before)).toEqual([]);
  });

  it('are its problems where it failed, then or now', () => {
    const failed = { problems: [{ code: 'a', message: 'No.' }], http: [] };
    expect(lines({ response: 1, http: [] }, failed)).toEqual([
      'problems: recorded nothing, now [{"code":"a","message":"No."}]',
      'response: recorded 1, now nothing',
    ]);
    expect(lines(failed, { problems: [{ code: 'a', message: 'Yes.' }], http: [] })).toEqual([
      'problems[0].message: recorded "No.", now "Yes."',
    ]);
  });

  it('are requests that were not recorded, and recorded ones that were not sent', () => {
    const found = compareRecording(
      { response: 1, http: [http('https://a.b/1'), http('https://a.b/2')] },
      { response: 1, http: [http('https://a.b/2'), http('https://a.b/3')] },
    );
    expect(found.map(({ path }) => path)).toEqual(['http[1]', 'http[0]']);
    expect(found.map(formatDifference)).toEqual([
      'http[1]: GET https://a.b/3: not in the recording; the nearest is http[0] GET https://a.b/1; url was "https://a.b/1", now "https://a.b/3"',
      'http[0]: GET https://a.b/1: recorded, and not sent now',
    ]);
  });

  it('do not count at ignored places, nor below them', () => {
    const before = { response: [{ at: 1, 'a b': { c: 1 } }], http: [http('https://a.b/1')] };
    const after = { response: [{ at: 2, 'a b': { c: 2 } }], http: [http('https://a.b/2')] };
    expect(lines(before, after, ['response[*].at', `response[0]["a b"]`, 'http'])).toEqual([]);
    expect(lines(before, after, ['response.*.at', `response[0]['a b'].c`, 'http[*].url'])).toEqual([]);
    expect(lines(before, after, ['response[1].at', 'response[0].at.x', 'http[0]', 'response[0]["a b"]'])).toEqual([
      'response[0].at: recorded 1, now 2',
    ]);
  });

  it('need places that can be read', () => {
    const at = (place: string) => () => compareRecording({ http: [] }, { http: [] }, [place]);
    expect(at('response[')).toThrow('response[: found "[", expected a place like response.at');
    expect(at('options.data')).toThrow('found "options", expected one of response, problems, http as its start');
    expect(at('')).toThrow('expected one of response');
  });
});
