// bench_pages.mjs -- each page beside its own parts, measured in the same run: the static page
// through the same server, its statements and its sealed values without HTTP (parts.c), bare durable
// inserts. On the embedded database and, given a server, on PostgreSQL.
//
//   BENCH_SECONDS   of each measurement (5)
//   BENCH_OUT       where the same table goes as JSON (build/bench.json)
//
// To add a page: one line in pagesOf(). To add a write: one in writesOf().
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const ROOT = process.env.REWEAVE_ROOT || process.cwd();
const BIN = process.env.REWEAVE_BIN_PLAIN || path.join(ROOT, 'build/reweave');
const BUILD = path.dirname(BIN);
const PARTS = path.join(BUILD, 'bench_parts');
const SECONDS = Number(process.env.BENCH_SECONDS) || 5;
const OUT = process.env.BENCH_OUT || path.join(BUILD, 'bench.json');
const HERE = path.join(ROOT, 'tests/bench');
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'bench.'));
const NOTE_BYTES = 1500;
const PART_MS = 60 * SECONDS; // three parts of each page, at two widths
const sleep = ms => new Promise(done => setTimeout(done, ms));

// -- a browser of one person ----------------------------------------------------------------------

class Browser {
    constructor(port) {
        this.port = port;
        this.jar = new Map();
        this.csrf = '';
    }

    get cookies() {
        return [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
    }

    send(method, where, form) {
        const body = form ? new URLSearchParams(form).toString() : '';
        const headers = { 'User-Agent': 'bench' };
        if (this.jar.size)
            headers.Cookie = this.cookies;
        if (form)
            Object.assign(headers, { 'Content-Type': 'application/x-www-form-urlencoded',
                'Content-Length': Buffer.byteLength(body) });
        return new Promise((done, fail) => {
            const q = http.request({ host: '127.0.0.1', port: this.port, method, path: where, headers,
                agent: false }, a => {
                const chunks = [];
                a.on('data', d => chunks.push(d));
                a.on('end', () => done(this.take(a, Buffer.concat(chunks))));
            });
            q.on('error', fail);
            q.end(body);
        });
    }

    take(a, bytes) {
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
        return { status: a.statusCode, to: a.headers.location || '', text, bytes: bytes.length };
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

function code(secret) {
    let bits = '';
    for (const c of secret.replace(/[\s=]/g, ''))
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
    const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))))
        .update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

async function signIn(port, dir, username) {
    const who = JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'))
        .find(a => a.username === username);
    const b = new Browser(port);
    await b.get('/sign-in');
    await b.post('/sign-in', { username, password: who.password, next: '/' });
    await b.get('/sign-in/code');
    const a = await b.post('/sign-in/code', { code: code(who.totp_secret), next: '/', kind: 'code' });
    if (a.status !== 303)
        throw new Error(`sign-in: ${a.status}`);
    await b.page('/today');
    return b;
}

// -- the program ----------------------------------------------------------------------------------

const freePort = () => new Promise(done => {
    const s = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = s.address();
        s.close(() => done(port));
    });
});

function start(args) {
    const child = spawn(BIN, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const s = { child, text: '' };
    const hear = d => { s.text += d; };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    s.ended = new Promise(done => child.on('exit', done));
    return s;
}

async function ready(s) {
    for (let i = 0; i < 3000 && !/is ready/.test(s.text); i++) {
        if (s.child.exitCode !== null)
            break;
        await sleep(20);
    }
    if (!/is ready/.test(s.text))
        throw new Error(`the server did not start: ${s.text}`);
}

async function stop(s) {
    s.child.kill('SIGTERM');
    await s.ended;
}

/** Milliseconds from spawn to the first page, on the database that is there. */
async function startTime(dir) {
    const port = await freePort();
    const began = process.hrtime.bigint();
    const s = start(['serve', '--data', dir, '--listen', `127.0.0.1:${port}`]);
    const once = () => new Promise(done => {
        const q = http.get({ host: '127.0.0.1', port, path: '/sign-in', agent: false }, a => {
            a.resume();
            a.on('end', () => done(a.statusCode === 200));
        });
        q.on('error', () => done(false));
    });
    for (let i = 0; i < 5000 && s.child.exitCode === null && !(await once()); i++)
        await sleep(1);
    const took = Number(process.hrtime.bigint() - began) / 1e6;
    await stop(s);
    return took;
}

/** The monitor and what it started, with proportional memory in MB. */
function memory(s) {
    const kids = spawnSync('pgrep', ['-P', String(s.child.pid)], { encoding: 'utf8' }).stdout.split('\n')
        .filter(Boolean);
    const pss = pid => {
        try {
            const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
            return Number(/^Pss:\s+(\d+)/m.exec(text)[1]) / 1024;
        } catch {
            return null; // another user's process, or this one's own protection
        }
    };
    return { monitor: pss(s.child.pid), clinic: kids.length ? pss(kids[0]) : null, clinicPid: kids[0] };
}

// -- what is measured -----------------------------------------------------------------------------

function links(text, like) {
    return [...new Set([...text.matchAll(/href="([^"#]+)/g)].map(m => m[1].replace(/&amp;/g, '&'))
        .filter(h => like.test(h)))];
}

async function pagesOf(b) {
    const cases = links(await b.page('/cases'), /^\/cases\/[a-z2-7]{26}$/);
    const texts = await Promise.all(cases.map(c => b.page(c)));
    const at = texts.map(t => t.length).indexOf(Math.max(...texts.map(t => t.length)));
    const family = cases[at];
    const under = (text, rest) => links(text, new RegExp(`^${family}${rest}$`))[0];
    const notes = await b.page(`${family}/notes`);
    const court = await b.page(`${family}/court`);
    const reports = await b.page(`${family}/reports`);
    const signed = [];
    for (const n of links(notes, new RegExp(`^${family}/notes/[a-z2-7]{26}$`)).slice(0, 12))
        signed.push([n, (await b.page(n)).length]);
    const rows = [
        ['Today', '/today'],
        ['case list', '/cases'],
        ['case page', family],
        ['note list', `${family}/notes`],
        ['note page', signed.sort((x, y) => y[1] - x[1])[0]?.[0]],
        ['calendar', '/calendar'],
        ['checkpoint page', links(texts[at], new RegExp(`^${family}/.*(checkpoint|gate)`))[0]],
        ['order page', under(court, '/orders/[a-z2-7]{26}')],
        ['report list', `${family}/reports`],
        ['report draft', under(reports, '/reports/[a-z2-7]{26}')],
        ['plan', `${family}/plan`],
    ];
    const there = [];
    for (const row of rows)
        if (row[1] && (await b.get(row[1])).status === 200)
            there.push(row);
        else
            console.log(`left out: ${row[0]}, nothing at ${row[1]}`);
    return { family, rows: there };
}

async function writesOf(b, family) {
    const form = await b.page(`${family}/notes/new`);
    const people = /name="people" value="([a-z2-7]{26})"/.exec(form)[1];
    const day = new Date(Date.now() - 2 * 86400000).toISOString().slice(0, 10);
    const note = { _csrf: b.csrf, kind: 'child', on: day, at_min: '10:00', minutes: '45', cls: 'S', version: '0', people,
        body: 'The session began on time and went as planned. '.repeat(40).slice(0, NOTE_BYTES) };
    return [
        ['add a note', `${family}/notes/ID/draft`, note],
        ['sign a note', `${family}/notes/ID/sign`, { _csrf: b.csrf, version: '1' }],
    ];
}

// -- measuring ------------------------------------------------------------------------------------

function wrk(port, where, b, connections, script, more = []) {
    const done = spawnSync('wrk', ['-t1', `-c${connections}`, `-d${SECONDS}s`, '--timeout', '10s', '-s',
        path.join(HERE, script), '-H', `Cookie: ${b.cookies}`, `http://127.0.0.1:${port}${where}`, ...more],
    { encoding: 'utf8' });
    const said = /^RESULT (.*)$/m.exec(done.stdout);
    if (!said)
        throw new Error(`wrk ${where}: ${done.stdout}${done.stderr}`);
    const r = JSON.parse(said[1]);
    r.per_s = r.requests / r.seconds;
    r.ms = 1000 / r.per_s; // of the machine's time, at this many connections
    return r;
}

function parts(dir, threads, pages) {
    const done = spawnSync(PARTS, [dir, 'therapist', String(threads), String(PART_MS), ...pages], { encoding: 'utf8' });
    if (done.status !== 0)
        throw new Error(`bench_parts: ${done.stderr}`);
    return done.stdout.trim().split('\n').map(l => JSON.parse(l));
}

function inserts(dir) {
    const done = spawnSync(PARTS, [dir, '--inserts', String(Math.min(3, SECONDS)), String(NOTE_BYTES)],
        { encoding: 'utf8' });
    if (done.status !== 0)
        throw new Error(`bench_parts --inserts: ${done.stderr}`);
    const r = JSON.parse(done.stdout);
    return r.inserts / r.seconds;
}

/** Syncs that the clinic process asks for while `run` runs; null without strace. */
async function syncs(pid, run) {
    const log = path.join(scratch, 'syncs');
    const t = spawn('strace', ['-f', '-qq', '-e', 'trace=fdatasync,fsync', '-o', log, '-p', String(pid)], { stdio: 'ignore' });
    const ok = await new Promise(done => { t.on('error', () => done(false)); setTimeout(() => done(t.exitCode === null), 500); });
    if (!ok)
        return null;
    const result = run();
    t.kill('SIGINT');
    await new Promise(done => t.on('exit', done));
    const n = (fs.readFileSync(log, 'utf8').match(/f(data)?sync\((?!.*unfinished|.*resumed)|f(data)?sync\(.*unfinished/g) || []).length;
    return { syncs: n, result };
}

async function measurePages(port, dir, b, rows) {
    const out = [];
    for (const c of [1, 16]) {
        const side = parts(dir, c, rows.map(([, where]) => where));
        const css = links(await b.page('/today'), /^\/static\/.*\.css$/)[0];
        const fixed = wrk(port, css, b, c, 'get.lua');
        out.push({ name: 'static file', connections: c, path: css, ...fixed });
        rows.forEach(([name, where], i) => {
            const r = wrk(port, where, b, c, 'get.lua');
            const p = side[i];
            const sum = fixed.ms + p.statements_ms + p.opening_ms;
            out.push({ name, connections: c, ...p, ...r, static_ms: fixed.ms, parts_ms: sum, ratio: r.ms / sum,
                goal: 2 });
        });
    }
    return out;
}

async function measureWrites(port, dir, b, family, pid) {
    const out = [];
    const bare = inserts(dir);
    out.push({ name: 'bare durable insert', connections: 1, per_s: bare, ms: 1000 / bare });
    let first = 1;
    for (const c of [1, 16]) {
        const made = new Map();
        for (const [name, where, form] of await writesOf(b, family)) {
            const file = path.join(scratch, 'form');
            fs.writeFileSync(file, new URLSearchParams(form).toString());
            const r = wrk(port, '/', b, c, 'post.lua', [where, file, String(first)]);
            made.set(name, r.requests);
            out.push({ name, connections: c, ...r, inserts_per_s: bare, ratio: r.per_s / bare, goal: c === 16 ? 2.5 : null });
        }
        first += 100000;
        if (c === 16 && pid) {
            const [, where, form] = (await writesOf(b, family))[0];
            fs.writeFileSync(path.join(scratch, 'form'), new URLSearchParams(form).toString());
            const s = await syncs(pid, () => wrk(port, '/', b, c, 'post.lua', [where, path.join(scratch, 'form'), String(first)]));
            if (s)
                out.push({ name: 'syncs a note', connections: c, requests: s.result.requests, syncs: s.syncs,
                    ratio: s.syncs / s.result.requests, goal: 0.2 });
        }
    }
    return out;
}

async function measurePdf(b, rows) {
    const draft = rows.find(([name]) => name === 'report draft');
    if (!draft)
        return null;
    const took = [];
    for (let i = 0; i < 25; i++) {
        const began = process.hrtime.bigint();
        const a = await b.get(`${draft[1]}/pdf`);
        if (a.status !== 200)
            return null;
        took.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
    return took.slice(5).sort((x, y) => x - y)[10];
}

// -- the table ------------------------------------------------------------------------------------

const num = (v, d = 2) => v === null || v === undefined ? '' : v.toFixed(d);

function table(t) {
    const head = ['', 'conn', 'req/s', 'p50 ms', 'p99 ms', 'failed', 'stmts', 'sealed', 'static', '+stmts', '+open', '= ms',
        'handler', 'page ms', 'ratio', 'goal'];
    const lines = [head, ...t.rows.map(r => [r.name, String(r.connections), num(r.per_s, 0), num(r.p50_ms), num(r.p99_ms),
        r.failed === undefined ? '' : String(r.failed), r.statements === undefined ? '' : String(r.statements),
        r.sealed === undefined ? '' : String(r.sealed), num(r.static_ms, 3), num(r.statements_ms, 3), num(r.opening_ms, 3),
        num(r.parts_ms, 3), num(r.handler_ms, 3), num(r.ms, 3), num(r.ratio), r.goal ? String(r.goal) : ''])];
    const width = head.map((_, i) => Math.max(...lines.map(l => l[i].length)));
    console.log(`\n${t.engine}`);
    for (const l of lines)
        console.log(l.map((c, i) => i === 0 ? c.padEnd(width[i]) : c.padStart(width[i])).join('  '));
    const m = t.memory;
    console.log(`start to first page ${num(t.start_ms, 0)} ms (goal 50); status report PDF warm ${num(t.pdf_ms, 1)} ms (goal 30)`);
    console.log(`PSS idle ${num(m.idle.monitor, 1)} + ${num(m.idle.clinic, 1)} MB (goal 20); after 16 connections ` +
        `${num(m.busy.monitor, 1)} + ${num(m.busy.clinic, 1)} MB (goal 64)`);
}

async function engine(name, more) {
    const dir = path.join(scratch, name);
    const port = await freePort();
    let s = start(['demo', '--data', dir, '--port', String(port), ...more]);
    await ready(s);
    await stop(s);
    const starts = [];
    for (let i = 0; i < 5; i++)
        starts.push(await startTime(dir));
    s = start(['demo', '--data', dir, '--port', String(port)]);
    await ready(s);
    try {
        await sleep(300);
        const t = { engine: name, start_ms: starts.sort((x, y) => x - y)[2], memory: { idle: memory(s) } };
        const b = await signIn(port, dir, 'therapist');
        const { family, rows } = await pagesOf(b);
        t.pdf_ms = await measurePdf(b, rows);
        t.rows = await measurePages(port, dir, b, rows);
        t.memory.busy = memory(s);
        t.rows.push(...await measureWrites(port, dir, b, family,
            name === 'SQLite' ? t.memory.busy.clinicPid : null));
        table(t);
        return t;
    } finally {
        await stop(s);
    }
}

const built = spawnSync('ninja', ['-C', BUILD, 'bench_parts'], { encoding: 'utf8' });
if (built.status !== 0)
    throw new Error(built.stdout);
try {
    const engines = [await engine('SQLite', [])];
    if (process.env.REWEAVE_TEST_PG)
        engines.push(await engine('PostgreSQL', ['--db', process.env.REWEAVE_TEST_PG]));
    fs.writeFileSync(OUT, JSON.stringify({ seconds: SECONDS, machine: { cpus: os.cpus().length, load: os.loadavg() },
        engines }, null, 1));
    console.log(`\nthe same as JSON: ${path.relative(ROOT, OUT)}`);
} finally {
    fs.rmSync(scratch, { recursive: true, force: true });
}
