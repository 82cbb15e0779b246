import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';

const { folder, write } = createFolder({ 'package.json': '{"type":"module"}' });

/** A listener on loopback that counts its connections. */
async function listen() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return { port, count: () => connections };
}

/** Checks a module whose only function runs some code, and returns the report. */
async function check(code: string, ...args: string[]) {
  const { port, count } = await listen();
  write(
    'functions.js',
    `import { define } from 'integrator-extension-lambda';
import childProcess, { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import dns, { lookup } from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
const port = ${port};
const wait = (emitter) => new Promise((done, fail) => emitter.on('error', fail).on('close', done));
export const send = define.preMap(async ({ data }) => {
  ${code}
  return data.map((one) => ({ data: one }));
});`,
  );
  const { out, ...ran } = await runBuilt(['check', 'functions.js', '--runs', '10', '--seed', '1', '--json', ...args], {
    cwd: folder,
  });
  return { ...ran, ...JSON.parse(out), connections: count() };
}

it.each([
  ['fetch', 'await fetch("http://127.0.0.1:" + port + "/orders", { method: "POST" });', 'POST', /^127\.0\.0\.1:\d+$/],
  ['fetch of a name', 'await fetch("https://shop.example/orders");', 'GET', /^shop\.example:443$/],
  ['node:http', 'await wait(http.request({ port, method: "PUT" }).end());', 'PUT', /^localhost:\d+$/],
  ['node:net', 'await wait(net.connect(port, "127.0.0.1"));', 'connect', /^127\.0\.0\.1:\d+$/],
  ['a path', 'await wait(net.connect("/run/docker.sock"));', 'connect', /^\/run\/docker\.sock$/],
  ['node:tls', 'await wait(tls.connect({ host: "shop.example", port: 443 }));', 'connect', /^shop\.example:443$/],
  [
    'node:dns',
    'await new Promise((done, fail) => lookup("shop.example", (error) => (error ? fail(error) : done())));',
    'lookup',
    /^shop\.example$/,
  ],
  ['the promises of node:dns', 'await dns.promises.resolve4("shop.example");', 'lookup', /^shop\.example$/],
  [
    'node:dgram',
    'const socket = dgram.createSocket("udp4"); const closed = wait(socket); socket.send("x", port); await closed;',
    'send',
    /^a datagram socket$/,
  ],
  ['a process', 'spawn("curl", ["http://127.0.0.1:" + port]);', 'spawn', /^curl$/],
  ['a process that is waited for', 'childProcess.execFileSync("curl");', 'spawn', /^curl$/],
  ['a worker', 'new Worker("./worker.js");', 'worker', /^\.\/worker\.js$/],
])('A function has no network while it is checked: %s', { timeout: 60_000 }, async (_, code, what, where) => {
  const { connections, blocked, functions } = await check(code);
  expect(connections).toBe(0);
  expect(blocked).toEqual([{ what, where: expect.stringMatching(where), count: expect.any(Number) }]);
  // Its own world was missing: no law is broken.
  expect(functions[0]).toMatchObject({ findings: [], failed: functions[0].calls });
});

it('opens connections with --network', { timeout: 60_000 }, async () => {
  const { connections, blocked, functions } = await check('await fetch("http://127.0.0.1:" + port);', '--network');
  expect(connections).toBeGreaterThan(0);
  expect(blocked).toEqual([]);
  expect(functions[0]).toMatchObject({ findings: [], failed: 0 });
});

it('holds a function to its time only while it has its network', { timeout: 60_000 }, async () => {
  const code =
    'for (;;) await fetch("http://127.0.0.1:" + port).catch(() => new Promise((done) => setTimeout(done, 20)));';
  const { functions } = await check(code, '--timeout', '300', '--runs', '1');
  expect(functions[0].findings).toEqual([]);
});

it('has no network while its module is loaded', { timeout: 60_000 }, async () => {
  const { port, count } = await listen();
  write(
    'loading.js',
    `await fetch('http://127.0.0.1:${port}').catch(() => {}); export const functions = { tidy: () => [] }; export const tidy = () => [];`,
  );
  const { out, code } = await runBuilt(['check', 'loading.js', '--law', 'layout'], { cwd: folder });
  expect([code, count()]).toEqual([0, 0]);
  expect(out).toMatch(/\nblocked requests, which --network allows:\n {2}GET 127\.0\.0\.1:\d+ {2}once\n/);
});

const several = `import { define } from 'integrator-extension-lambda';
export const hooks = { tidy: define.preMap(({ data }) => data.map((one) => ({ data: one }))) };
export const wrappers = {
  save: define.import(({ postMapData }) => postMapData.map(() => ({ statusCode: 200 }))),
  ping: define.ping(() => ({ statusCode: 200 })),
};
export const utilities = { count: define.utility(() => ({ counted: 1 })) };`;

it.each([
  [
    'all but imports and utilities',
    [],
    /^several\.js {2}2 of 4 functions with 5 runs each, seed 1, without network\n\nhooks\.tidy {2}preMap, \d+ calls\nwrappers\.save {2}import, not called: it may write; name it, or use --imports\nwrappers\.ping {2}ping, \d+ calls\nutilities\.count {2}utility, not called: it may write; name it, or use --imports\n/,
  ],
  [
    'all of them',
    ['--imports', '--network'],
    /^several\.js {2}4 of 4 functions with 5 runs each, seed 1, with the network of this machine\n\nhooks\.tidy {2}preMap, \d+ calls\nwrappers\.save {2}import, \d+ calls\nwrappers\.ping {2}ping, \d+ calls\nutilities\.count {2}utility, \d+ calls\n/,
  ],
  [
    'the named ones',
    ['wrappers.save', 'count'],
    /^several\.js {2}2 of 2 functions [^\n]*\n\nwrappers\.save {2}import, \d+ calls\nutilities\.count {2}utility, \d+ calls\n/,
  ],
  [
    'the named one of a type',
    ['save', '--type', 'wrapper'],
    /^several\.js {2}1 of 1 functions [^\n]*\n\nwrappers\.save {2}import, \d+ calls\n/,
  ],
  [
    'those of a type',
    ['--type', 'wrapper'],
    /^several\.js {2}1 of 2 functions [^\n]*\n\nwrappers\.save {2}import, not called[^\n]*\nwrappers\.ping {2}ping, \d+ calls\n/,
  ],
])('calls %s', { timeout: 60_000 }, async (_, args, printed) => {
  write('several.js', several);
  const { out, code } = await runBuilt(['check', 'several.js', ...args, '--runs', '5', '--seed', '1'], { cwd: folder });
  expect(out).toMatch(printed);
  expect(code).toBe(0);
});

it('says that nothing was called where all functions may write', { timeout: 60_000 }, async () => {
  write('writes.js', several.replace(/^export const hooks.*^};$/ms, ''));
  const { out, err, code } = await runBuilt(['check', 'writes.js'], { cwd: folder });
  expect(out).toContain('nothing called: imports and utilities need their names, or --imports');
  expect([code, err]).toEqual([1, expect.stringMatching(/^nothing_called {2}writes\.js: called 0 of \d functions/)]);
});

it.each([
  [['tydi'], 'found hooks.tidy, wrappers.save, wrappers.ping, utilities.count; expected "tydi"; did you mean tidy?'],
  [['--type', 'wraper'], '--type: found hook, wrapper, utility; expected "wraper"; did you mean wrapper?'],
])('refuses %j, which is none, with the nearest one', { timeout: 60_000 }, async (args, message) => {
  write('several.js', several);
  const { err, code } = await runBuilt(['check', 'several.js', ...args], { cwd: folder });
  expect([code, err]).toEqual([2, `no_function  several.js: ${message}\n`]);
});

it('fails where a function that is named has no kind, and so was not called', { timeout: 60_000 }, async () => {
  write('kinds.js', `${several.replace('export const utilities', 'const unused')}\nexport const plain = () => 1;`);
  const check = (...names: string[]) => runBuilt(['check', 'kinds.js', ...names, '--runs', '5'], { cwd: folder });
  expect(await check('plain', 'tidy')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^not_called {2}kinds\.js: did not call plain, expected a kind of each function/),
  });
  expect(await check('tidy')).toMatchObject({ code: 0, err: '' });
});
