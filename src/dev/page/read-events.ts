/** One server-sent event. */
export interface ServerEvent {
  /** `message` if the event has no name. */
  readonly name: string;
  readonly data: string;
  /** The id of this event, or of the last one before it that had any. */
  readonly id: string;
}

/**
 * Reads server-sent events of a body. `EventSource` would do so too, but it sends no headers, and so no token. Ends as
 * the body ends; throws as the connection breaks. An event that the body's end cuts is left out.
 */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<ServerEvent> {
  let id = '';
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = readFields(block);
      id = fields.get('id') ?? id;
      const data = fields.get('data');
      if (data !== undefined) yield { name: fields.get('event') ?? 'message', data, id };
    }
  }
}

function readFields(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    const before = name === 'data' ? fields.get(name) : undefined;
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return fields;
}
