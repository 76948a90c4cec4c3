// kit.mjs -- what the load tests stand on: a demonstration practice that is served, somebody signed in
// to it, crowds in processes of their own, and the clocks and sizes of the server's processes.
import { fork, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = process.env.REWEAVE_ROOT || path.join(HERE, '../..');
const program = (...names) => names.find(f => f && fs.existsSync(f));

/** Figures are of the program as it is shipped; LOAD_BIN names another, for a look at its behaviour. */
let BIN = program(process.env.LOAD_BIN, process.env.REWEAVE_BIN_PLAIN, process.env.REWEAVE_BIN,
    path.join(ROOT, 'build/reweave'));
const figures = !process.env.LOAD_BIN;
export const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'load.'));
const servers = new Set();
const crowds = new Set();

export const now = () => Number(process.hrtime.bigint()) / 1e6;
const pause = ms => new Promise(done => setTimeout(done, ms));

export async function until(what, ms, is, every = 25) {
    for (const end = now() + ms; now() < end; await pause(every)) {
        const v = await is();
        if (v)
            return v;
    }
    throw new Error(`waited ${ms} ms for: ${what}`);
}

// -- counting -------------------------------------------------------------------------------------

let passed = 0;
let failed = 0;

export function check(what, held, more = '') {
    if (held)
        passed++;
    else
        failed++;
    console.log(`${held ? 'ok' : 'not ok'} ${passed + failed} - ${what}${more === '' ? '' : ` (${more})`}`);
}

/** The same, of time or memory: said, but not judged, of a program that isn't what is shipped. */
export const figure = (what, held, more) => check(what, held || !figures, more);

/** Runs parts beside each other; what one throws is a failure of that part alone. */
export const together = parts => Promise.all(Object.entries(parts).map(async ([what, run]) => {
    try {
        await run();
    } catch (e) {
        check(what, false, e.stack);
    }
}));

/** sanitized: what is tested is not how fast it is, so the sanitizers may look on. */
export async function main(run, { sanitized = false } = {}) {
    if (sanitized)
        BIN = program(process.env.LOAD_BIN, process.env.REWEAVE_BIN, BIN);
    try {
        await run();
    } catch (e) {
        check('it ran to its end', false, e.stack || e);
    }
    for (const c of crowds)
        c.child.kill('SIGKILL');
    for (const s of [...servers])
        await s.stop();
    fs.rmSync(scratch, { recursive: true, force: true });
    console.log(`1..${passed + failed}\n${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
}

process.on('exit', () => {
    for (const s of servers)
        s.child.kill('SIGKILL');
    for (const c of crowds)
        c.child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => process.exit(130));

// -- the program ----------------------------------------------------------------------------------

async function start(words, ready, dir = '') {
    const child = spawn(BIN, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const s = { child, dir, text: '', ended: null };
    const hear = d => { s.text += d; };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code, signal) => { s.ended = { code, signal }; });
    s.stop = async () => {
        servers.delete(s);
        const began = now();
        if (!s.ended)
            child.kill('SIGTERM');
        await until('the end of the program', 20000, () => s.ended, 5);
        return { ...s.ended, ms: now() - began };
    };
    servers.add(s);
    s.port = await until(`the program: ${words.join(' ')}`, 60000, () => {
        if (s.ended)
            throw new Error(`it ended: ${s.text}`);
        return ready.test(s.text) && Number(/127\.0\.0\.1:(\d+)/.exec(s.text)[1]);
    }, 5);
    return s;
}

/** The eight families of the demonstration, made and closed again; its folder. */
export async function makePractice(name, settings = '') {
    const dir = path.join(scratch, name);
    await (await start(['demo', '--data', dir, '--port', '0'], /Ctrl-C/)).stop();
    fs.appendFileSync(path.join(dir, 'reweave.conf'), settings);
    return dir;
}

export const serve = (dir, port = 0) =>
    start(['serve', '--data', dir, '--listen', `127.0.0.1:${port}`], /is ready/, dir);

/** The clinic process below the monitor. */
export function clinicOf(s) {
    const text = fs.readFileSync(`/proc/${s.child.pid}/task/${s.child.pid}/children`, 'utf8').trim();
    return text ? Number(text.split(' ')[0]) : 0;
}

export function rssKib(pid) {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

export const fdCount = pid => fs.readdirSync(`/proc/${pid}/fd`).length;

// -- somebody with a browser ----------------------------------------------------------------------

export function codeOf(secret, steps = 0) {
    let bits = '';
    for (const c of secret.replace(/[\s=]/g, ''))
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))))
        .update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

export class Browser {
    /** agent: false opens a connection for each request, as many at once as are asked for. */
    constructor(port, from = '127.0.0.1', more = {}, agent = new http.Agent({ keepAlive: true, maxSockets: 6 })) {
        this.port = port;
        this.from = from;
        this.more = more;
        this.jar = new Map();
        this.csrf = '';
        this.agent = agent;
    }

    get cookies() {
        return [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
    }

    /** form: its fields, or { media, bytes } that go as they are. */
    send(method, where, form) {
        const body = form?.bytes || (form ? new URLSearchParams(form).toString() : '');
        const headers = { 'User-Agent': 'load', ...this.more };
        if (this.jar.size)
            headers.Cookie = this.cookies;
        if (form)
            Object.assign(headers, { 'Content-Type': form.media || 'application/x-www-form-urlencoded',
                'Content-Length': Buffer.byteLength(body) });
        const began = now();
        return new Promise((done, fail) => {
            const q = http.request({ host: '127.0.0.1', localAddress: this.from, port: this.port, method,
                path: where, headers, agent: this.agent }, a => {
                const chunks = [];
                a.on('data', d => chunks.push(d));
                a.on('end', () => done(this.take(a, Buffer.concat(chunks), now() - began)));
                a.on('error', fail);
            });
            q.setTimeout(30000, () => q.destroy(new Error(`${where}: no answer in 30 s`)));
            // A browser tries again where a kept connection was closed under it.
            q.on('error', e => q.reusedSocket && e.code === 'ECONNRESET' ? done(this.send(method, where, form)) : fail(e));
            q.end(body);
        });
    }

    take(a, bytes, ms) {
        for (const line of a.headers['set-cookie'] || []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (/Max-Age=0/i.test(line) || value === '')
                this.jar.delete(name);
            else
                this.jar.set(name, value);
        }
        const text = bytes.toString('utf8');
        const token = /name="_csrf" value="([^"]*)"/.exec(text);
        if (token)
            this.csrf = token[1];
        return { status: a.statusCode, to: a.headers.location || '', headers: a.headers, text, ms };
    }

    get(where) {
        return this.send('GET', where);
    }

    post(where, form) {
        return this.send('POST', where, { _csrf: this.csrf, ...form });
    }

    async page(where) {
        const a = await this.get(where);
        if (a.status !== 200)
            throw new Error(`${where}: ${a.status} ${a.to}`);
        return a.text;
    }
}

export const accountsOf = dir => JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'));

/** Both steps; a generator's code is good once, so a later sign-in takes the next one (steps). */
export async function signIn(b, dir, username, steps = 0) {
    const who = accountsOf(dir).find(a => a.username === username);
    await b.get('/sign-in');
    const first = await b.post('/sign-in', { username, password: who.password, next: '/' });
    if (first.status !== 303)
        throw new Error(`sign-in of ${username}: ${first.status}`);
    await b.get('/sign-in/code');
    const a = await b.post('/sign-in/code', { code: codeOf(who.totp_secret, steps), next: '/', kind: 'code' });
    if (a.status !== 303)
        throw new Error(`code of ${username}: ${a.status}`);
    await b.page('/today');
    return b;
}

export const links = (text, like) => [...new Set([...text.matchAll(/href="([^"#]+)/g)]
    .map(m => m[1].replace(/&amp;/g, '&')).filter(h => like.test(h)))];

/** Pages of an ordinary day, and a note that may be saved again and again. */
export async function workOf(b) {
    const cases = links((await b.get('/cases')).text, /^\/cases\/[a-z2-7]{26}$/);
    const form = (await b.get(`${cases[0]}/notes/new`)).text;
    const [, people] = /name="people" value="([a-z2-7]{26})"/.exec(form);
    const day = new Date(Date.now() - 2 * 86400000).toISOString().slice(0, 10);
    return {
        pages: ['/today', '/cases', '/calendar', ...cases, ...cases.map(c => `${c}/notes`)],
        family: cases[0],
        note: { kind: 'child', on: day, at_min: '10:00', minutes: '45', cls: 'S', people,
            body: 'The session began on time and went as planned. '.repeat(30) },
    };
}

/** A note of their own that is saved again and again; what a save is answered with. */
export async function draftOf(b, work) {
    const page = (await b.get(`${work.family}/notes/new`)).text;
    const [, where] = /action="([^"]*\/draft)"/.exec(page);
    let version = 0;
    return async () => {
        const a = await b.post(where, { ...work.note, version: String(version) });
        version += a.status === 303;
        return a;
    };
}

/** How long a signed-in person waits: pages and saved notes, one after another, until `ms` are over. */
export async function watch(b, work, ms, { every = 50, writes = 10 } = {}) {
    const save = writes ? await draftOf(b, work) : null;
    const seen = { ms: [], bad: [] };
    let n = 0;
    for (const end = now() + ms; now() < end; n++) {
        const began = now();
        const write = writes && n % writes === writes - 1;
        try {
            const a = write ? await save() : await b.get(work.pages[n % work.pages.length]);
            if (a.status !== (write ? 303 : 200))
                seen.bad.push(`${a.status}`);
        } catch (e) {
            seen.bad.push(e.code || e.message);
        }
        seen.ms.push(now() - began);
        await pause(Math.max(0, every - (now() - began)));
    }
    return { ...percentiles(seen.ms), bad: seen.bad };
}

export function percentiles(list) {
    const sorted = [...list].sort((x, y) => x - y);
    const at = q => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)];
    return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted[sorted.length - 1] };
}

export const said = p => `${p.n} requests, p50 ${p.p50.toFixed(1)} p95 ${p.p95.toFixed(1)} ` +
    `p99 ${p.p99.toFixed(1)} max ${p.max.toFixed(1)} ms, ${p.bad ? p.bad.length : 0} bad${p.bad && p.bad.length
        ? ': ' + [...new Set(p.bad)].slice(0, 5) : ''}`;

// -- crowds ---------------------------------------------------------------------------------------

/** Addresses of loopback that are not the person's own: 127.0.0.2, 127.0.0.3 ... */
export const others = n => Array.from({ length: n }, (_, i) => `127.0.${Math.floor((i + 2) / 250)}.${(i + 2) % 250 + 1}`);

/** A process of its own that runs crowd.mjs; what it counted last is in .seen. */
export function crowd(what) {
    const child = fork(path.join(HERE, 'crowd.mjs'), [JSON.stringify(what)]);
    const c = { child, seen: {} };
    c.ended = new Promise(done => child.on('exit', done));
    child.on('message', m => { c.seen = m; });
    c.stop = async () => {
        child.kill('SIGKILL');
        await c.ended;
        crowds.delete(c);
    };
    crowds.add(c);
    return c;
}

// -- single connections ---------------------------------------------------------------------------

/** A connection: what came back, its first status, whether and when it was closed. */
export function dial(port, bytes = '', from = '127.0.0.1') {
    const c = { text: '', closed: false, began: now(), ms: 0 };
    c.socket = net.connect({ port, host: '127.0.0.1', localAddress: from }, () => bytes && c.socket.write(bytes));
    c.open = new Promise(done => c.socket.on('connect', done));
    c.socket.setEncoding('latin1');
    c.socket.on('data', d => { c.text += d; });
    c.socket.on('error', () => {});
    c.end = new Promise(done => c.socket.on('close', () => {
        c.closed = true;
        c.ms = now() - c.began;
        done(c);
    }));
    c.status = () => Number((/^HTTP\/1\.1 (\d+)/.exec(c.text) || [])[1] || 0);
    return c;
}

/** The answer to one request on a connection of its own, closed by the server or after `ms`. */
export async function ask(port, bytes, ms = 15000, from = '127.0.0.1') {
    const c = dial(port, bytes, from);
    const timer = setTimeout(() => c.socket.destroy(), ms);
    await c.end;
    clearTimeout(timer);
    return c;
}

/** Does the server still hold its end of this connection? */
export function heldByServer(c) {
    const hex = n => n.toString(16).toUpperCase().padStart(4, '0');
    const ends = new RegExp(`:${hex(c.socket.remotePort)} [0-9A-F]{8}:${hex(c.socket.localPort)} (.*)$`, 'm');
    const row = ends.exec(fs.readFileSync('/proc/net/tcp', 'utf8'));
    return row !== null && row[1].trim().split(/\s+/)[6] !== '0';
}
