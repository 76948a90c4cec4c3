// bench_pages.mjs -- pages and writes of a seeded practice, each beside its own parts, measured in the
// same run: the static page through the same server, its statements and its sealed values without
// HTTP (parts.c), bare durable inserts. On the embedded database and, given a server, on PostgreSQL.
//
//   REWEAVE_BENCH_CASES     families, with ten notes each (1000)
//   REWEAVE_BENCH_ENGINES   "sqlite postgres", or one of them (both, where there is a server)
//   BENCH_SECONDS           of each measurement (5)
//   BENCH_OUT               where the same table goes as JSON (build/bench.json)
//
// "cpu ms" is the time that the program itself took on a processor for one request: of all figures
// the one that others on the same machine disturb least.
//
// To add a page: one line in pagesOf(). To add a write: one in measureWrites().
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
const CASES = Number(process.env.REWEAVE_BENCH_CASES) || 1000;
const NOTES_EACH = 10;
const IDS = 4000 * SECONDS; // more than can be used up
const DRAFTS = 400; // that are saved again and again
const ENGINES = (process.env.REWEAVE_BENCH_ENGINES || 'sqlite postgres').split(/[\s,]+/);
const OUT = process.env.BENCH_OUT || path.join(BUILD, 'bench.json');
const HERE = path.join(ROOT, 'tests/bench');
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'bench.'));
const NOTE_BYTES = 1500;
const TEXT_EACH = 1500; // bytes of a seeded note, on average
const UPLOAD_BYTES = 100 << 10;
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

    /** form: pairs, or { media, bytes } that go as they are. */
    send(method, where, form) {
        const body = form?.bytes || (form ? new URLSearchParams(form).toString() : '');
        const headers = { 'User-Agent': 'bench' };
        if (this.jar.size)
            headers.Cookie = this.cookies;
        if (form)
            Object.assign(headers, { 'Content-Type': form.media || 'application/x-www-form-urlencoded',
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

const accountsOf = dir => JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'));

async function signIn(port, dir, username) {
    const who = accountsOf(dir).find(a => a.username === username);
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

/** Seconds on a processor that the process has had so far. */
function cpuOf(pid) {
    const f = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(f[11]) + Number(f[12])) / 100;
}

function sizeOf(dir, url) {
    if (url) {
        const q = spawnSync('psql', ['-XAtc', 'SELECT pg_database_size(current_database())', url], { encoding: 'utf8' });
        return Number(q.stdout) || null;
    }
    return fs.readdirSync(path.join(dir, 'records')).reduce((n, f) => n + fs.statSync(path.join(dir, 'records', f)).size, 0);
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

// -- measuring ------------------------------------------------------------------------------------

let clinic = null; // process id of the one that serves

function wrk(port, where, b, connections, script, more = [], seconds = SECONDS) {
    const before = cpuOf(clinic);
    const done = spawnSync('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s',
        path.join(HERE, script), '-H', `Cookie: ${b.cookies}`, `http://127.0.0.1:${port}${where}`, ...more],
    { encoding: 'utf8' });
    const said = /^RESULT (.*)$/m.exec(done.stdout);
    if (!said)
        throw new Error(`wrk ${where}: ${done.stdout}${done.stderr}`);
    const r = JSON.parse(said[1]);
    r.per_s = r.requests / r.seconds;
    r.ms = 1000 / r.per_s; // of the machine's time, at this many connections
    r.cpu_ms = (cpuOf(clinic) - before) * 1000 / (r.requests + r.failed);
    return r;
}

/** The same for what wrk can't send: lanes[i]() is asked again and again, each lane for itself. */
async function lanes(all) {
    const took = [];
    let failed = 0;
    const before = cpuOf(clinic), began = process.hrtime.bigint();
    const seconds = () => Number(process.hrtime.bigint() - began) / 1e9;
    await Promise.all(all.map(async one => {
        while (seconds() < SECONDS) {
            const from = process.hrtime.bigint();
            if (await one())
                took.push(Number(process.hrtime.bigint() - from) / 1e6);
            else
                failed++;
        }
    }));
    const span = seconds();
    took.sort((x, y) => x - y);
    const at = p => took[Math.min(took.length - 1, Math.floor(took.length * p))];
    return { requests: took.length, seconds: span, p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), failed,
        per_s: took.length / span, ms: span * 1000 / took.length,
        cpu_ms: (cpuOf(clinic) - before) * 1000 / (took.length + failed) };
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

/** Ids for new notes of one family, as its form would give them. */
function noteIds(dir, family) {
    const done = spawnSync(PARTS, [dir, '--ids', String(IDS), 'therapist', family.slice('/cases/'.length)],
        { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0)
        throw new Error(`bench_parts --ids: ${done.stderr}`);
    const file = path.join(scratch, 'ids');
    fs.writeFileSync(file, done.stdout);
    return file;
}

function formFile(name, form) {
    const file = path.join(scratch, name);
    fs.writeFileSync(file, new URLSearchParams(form).toString());
    return file;
}

async function measureNotes(port, dir, b, family) {
    const bare = inserts(dir);
    const out = [{ name: 'bare durable insert', connections: 1, per_s: bare, ms: 1000 / bare }];
    const page = await b.page(`${family}/notes/new`);
    const people = /name="people" value="([a-z2-7]{26})"/.exec(page)[1];
    const day = new Date(Date.now() - 2 * 86400000).toISOString().slice(0, 10);
    const words = 'The session began on time and went as planned. '.repeat(40).slice(0, NOTE_BYTES);
    const note = { _csrf: b.csrf, kind: 'child', on: day, at_min: '10:00', minutes: '45', cls: 'S', version: '0', people, body: words };
    const draft = `${family}/notes/ID/draft`;
    const add = formFile('add', note), sign = formFile('sign', { _csrf: b.csrf, version: '1' });
    const save = formFile('save', { ...note, version: 'VERSION', body: `VERSION ${words}` });
    for (const c of [1, 16]) {
        const ids = noteIds(dir, family);
        const row = (name, r) => out.push({ name, connections: c, ...r, inserts_per_s: bare, ratio: r.per_s / bare,
            goal: c === 16 && name !== 'save a draft' ? 2.5 : null });
        const from = (...more) => [ids, ...more.map(String)];
        const added = wrk(port, '/', b, c, 'post.lua', [draft, add, ...from(1, IDS, 0)]);
        const kept = Math.min(DRAFTS, Math.ceil(added.requests / 4));
        row('add a note', added);
        row('save a draft', wrk(port, '/', b, c, 'post.lua', [draft, save, ...from(1, kept, 1)]));
        row('sign a note', wrk(port, '/', b, c, 'post.lua', [`${family}/notes/ID/sign`, sign, ...from(kept + 1, added.requests, 1)],
            Math.max(1, Math.floor(SECONDS / 2))));
    }
    return { rows: out, again: () => wrk(port, '/', b, 16, 'post.lua', [draft, add, noteIds(dir, family), '1', String(IDS), '0']) };
}

async function measureSyncs(again) {
    const s = await syncs(clinic, again);
    return s ? [{ name: 'syncs a note', connections: 16, requests: s.result.requests, syncs: s.syncs,
        ratio: s.syncs / s.result.requests, goal: 0.2 }] : [];
}

async function measureUploads(b, family) {
    const edge = 'bench-7d1f', bytes = Buffer.alloc(UPLOAD_BYTES, 'A letter of one page. ');
    const part = (name, value) => `--${edge}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    await b.page(`${family}/documents/new`);
    const body = Buffer.concat([Buffer.from(part('_csrf', b.csrf) + part('kind', 'letter') + part('dated_on', '2026-01-05') +
        `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="letter.txt"\r\nContent-Type: text/plain\r\n\r\n`),
        bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
    const form = { media: `multipart/form-data; boundary=${edge}`, bytes: body };
    const one = async () => (await b.send('POST', `${family}/documents/new`, form)).status === 303;
    const out = [];
    for (const c of [1, 16])
        out.push({ name: `upload of ${UPLOAD_BYTES >> 10} KB`, connections: c, ...await lanes(Array(c).fill(one)) });
    return out;
}

async function measurePdf(b, family) {
    const day = n => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
    await b.page(`${family}/reports/new`);
    const made = await b.post(`${family}/reports/new`, { kind: 'status', from: day(-60), to: day(-2),
        safety: 'Nothing came up in this period.', recipients: 'Superior Court, Invented County' });
    if (made.status !== 303)
        throw new Error(`no report: ${made.status}`);
    const one = async () => (await b.get(`${made.to}/pdf`)).status === 200;
    const out = [];
    await one();
    for (const c of [1, 16])
        out.push({ name: 'report PDF', connections: c, ...await lanes(Array(c).fill(one)) });
    return out;
}

/** The step with the password, which is the dear one; each lane is another person. */
async function measureSignIns(port, dir) {
    const out = [];
    for (const c of [1, 16]) {
        const one = async who => {
            const b = new Browser(port);
            await b.get('/sign-in');
            return (await b.post('/sign-in', { username: who.username, password: who.password, next: '/' })).status === 303;
        };
        out.push({ name: 'sign-in, password', connections: c,
            ...await lanes(accountsOf(dir).slice(0, c).map(who => () => one(who))) });
    }
    return out;
}

// -- the table ------------------------------------------------------------------------------------

const num = (v, d = 2) => v === null || v === undefined ? '' : v.toFixed(d);

const count = v => v === undefined ? '' : String(v);

function table(t) {
    const head = ['', 'conn', 'req/s', 'p50 ms', 'p95 ms', 'p99 ms', 'failed', 'cpu ms', 'stmts', 'sealed', 'static', '+stmts',
        '+open', '= ms', 'handler', 'ms each', 'ratio', 'goal'];
    const lines = [head, ...t.rows.map(r => [r.name, String(r.connections), num(r.per_s, 0), num(r.p50_ms), num(r.p95_ms),
        num(r.p99_ms), count(r.failed), num(r.cpu_ms, 3), count(r.statements), count(r.sealed), num(r.static_ms, 3),
        num(r.statements_ms, 3), num(r.opening_ms, 3), num(r.parts_ms, 3), num(r.handler_ms, 3), num(r.ms, 3), num(r.ratio),
        r.goal ? String(r.goal) : ''])];
    const width = head.map((_, i) => Math.max(...lines.map(l => l[i].length)));
    console.log(`\n${t.engine}, ${t.cases} families, ${t.cases * NOTES_EACH} notes`);
    for (const l of lines)
        console.log(l.map((c, i) => i === 0 ? c.padEnd(width[i]) : c.padStart(width[i])).join('  '));
    const m = t.memory;
    console.log(`start to first page ${num(t.start_ms, 0)} ms (goal 50)`);
    console.log(`PSS idle ${num(m.idle.monitor, 1)} + ${num(m.idle.clinic, 1)} MB (goal 20); after pages at 16 connections ` +
        `${num(m.busy.monitor, 1)} + ${num(m.busy.clinic, 1)} MB (goal 64)`);
    console.log(`database ${num(t.size_bytes / 1e6, 1)} MB, ${num(t.size_bytes / t.text_bytes)} times the text of its notes (goal 3.5)`);
}

function seed(dir, url) {
    const done = spawnSync(BIN, ['seed', '--data', dir, '--cases', String(CASES), '--notes', String(CASES * NOTES_EACH),
        ...(url ? ['--db', url] : [])], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0)
        throw new Error(`seed: ${done.stderr.slice(-500)}`);
}

async function measure(t, s, port, dir) {
    const b = await signIn(port, dir, 'therapist');
    const { family, rows } = await pagesOf(b);
    t.rows = await measurePages(port, dir, b, rows);
    t.memory.busy = memory(s);
    t.rows.push(...await measurePdf(b, family)); // before this family has thousands of notes
    const notes = await measureNotes(port, dir, b, family);
    t.rows.push(...notes.rows, ...await measureUploads(b, family));
    if (t.engine === 'SQLite')
        t.rows.push(...await measureSyncs(notes.again));
    t.rows.push(...await measureSignIns(port, dir));
}

async function engine(name, url) {
    const dir = path.join(scratch, name);
    seed(dir, url);
    const t = { engine: name, cases: CASES, size_bytes: sizeOf(dir, url), text_bytes: CASES * NOTES_EACH * TEXT_EACH };
    const starts = [];
    for (let i = 0; i < 5; i++)
        starts.push(await startTime(dir));
    t.start_ms = starts.sort((x, y) => x - y)[2];
    const port = await freePort();
    const s = start(['serve', '--data', dir, '--listen', `127.0.0.1:${port}`]);
    await ready(s);
    try {
        await sleep(300);
        t.memory = { idle: memory(s) };
        clinic = t.memory.idle.clinicPid;
        await measure(t, s, port, dir);
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
    const engines = [];
    if (ENGINES.includes('sqlite'))
        engines.push(await engine('SQLite', null));
    if (ENGINES.includes('postgres') && process.env.REWEAVE_TEST_PG)
        engines.push(await engine('PostgreSQL', process.env.REWEAVE_TEST_PG));
    fs.writeFileSync(OUT, JSON.stringify({ seconds: SECONDS, machine: { cpus: os.cpus().length, load: os.loadavg() },
        engines }, null, 1));
    console.log(`\nthe same as JSON: ${path.relative(ROOT, OUT)}`);
} finally {
    fs.rmSync(scratch, { recursive: true, force: true });
}
