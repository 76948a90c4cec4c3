// bench_pages.mjs -- pages and writes of a seeded practice, each beside its own parts, measured in the
// same run: the static page through the same server, its statements and its sealed values without
// HTTP (parts.c), bare durable inserts. On the embedded database and, given a server, on PostgreSQL.
//
//   REWEAVE_BENCH_CASES     families, with ten notes each (1000); of several sizes, "1000 100000",
//                           what each page costs in the largest over the smallest is printed too
//   REWEAVE_BENCH_KEEP      folder in which seeded practices stay for the next run, with whatever
//                           the runs before have written into them (none: made anew)
//   REWEAVE_BENCH_ENGINES   "sqlite postgres", or one of them (both, where there is a server)
//   BENCH_SECONDS           of each measurement (5)
//   BENCH_OUT               where the same table goes as JSON (build/bench.json)
//
// "cpu ms" is the time that the program itself took on a processor for one request: of all figures
// the one that others on the same machine disturb least.
//
// To add a page: one line in pagesOf(). To add a write: one in measureWrites().
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { accountsOf, links, scratch, signIn } from '../load/kit.mjs';
import { browser, BUILD, cpuOf, memory, moved, NOTES_EACH, ROOT, seeded, serve, startTime } from './kit.mjs';

const PARTS = path.join(BUILD, 'bench_parts');
const SECONDS = Number(process.env.BENCH_SECONDS) || 5;
const SIZES = (process.env.REWEAVE_BENCH_CASES || '1000').split(/[\s,]+/).map(Number);
const SLICES = 7; // of each page and size, in turn, so that a slow minute falls on all of them
const IDS = 4000 * SECONDS; // more than can be used up
const DRAFTS = 400; // that are saved again and again
const ENGINES = (process.env.REWEAVE_BENCH_ENGINES || 'sqlite postgres').split(/[\s,]+/);
const OUT = process.env.BENCH_OUT || path.join(BUILD, 'bench.json');
const HERE = path.join(ROOT, 'tests/bench');
const NOTE_BYTES = 1500;
const TEXT_EACH = 1500; // bytes of a seeded note, on average
const UPLOAD_BYTES = 100 << 10;
const PART_MS = 60 * SECONDS; // three parts of each page, at two widths

// -- what is measured -----------------------------------------------------------------------------

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
            const b = browser(port);
            await b.get('/sign-in');
            return (await b.post('/sign-in', { username: who.username, password: who.password, next: '/' })).status === 303;
        };
        out.push({ name: 'sign-in, password', connections: c,
            ...await lanes(accountsOf(dir).slice(0, c).map(who => () => one(who))) });
    }
    return out;
}

// -- growth ---------------------------------------------------------------------------------------

const GROWS = ['Today', 'case list', 'case page', 'note list', 'note page', 'calendar'];
const middle = list => list.sort((x, y) => x - y)[list.length >> 1];

/** One page in every size by turns: the middle of what its slices took. */
function sizesOf(at, name, connections) {
    const took = at.map(() => ({ ms: [], cpu_ms: [] }));
    for (let i = 0; i < SLICES; i++)
        at.forEach((p, nth) => {
            clinic = p.clinic;
            const where = p.pages.rows.find(([n]) => n === name)[1];
            const r = wrk(p.port, where, p.b, connections, 'get.lua', [], Math.max(1, Math.round(SECONDS / 5)));
            took[nth].ms.push(r.ms);
            took[nth].cpu_ms.push(r.cpu_ms);
        });
    return took.map(t => ({ ms: middle(t.ms), cpu_ms: middle(t.cpu_ms) }));
}

async function growth(practices) {
    const at = [];
    try {
        for (const p of practices)
            at.push({ cases: p.cases, ...await serve(p.dir) });
        for (const p of at) {
            p.b = await signIn(browser(p.port), p.dir, 'therapist');
            p.pages = await pagesOf(p.b);
        }
        const rows = [];
        for (const name of GROWS.filter(n => at.every(p => p.pages.rows.some(([there]) => there === n))))
            for (const connections of [1, 16])
                rows.push({ name, connections, sizes: sizesOf(at, name, connections) });
        return { cases: at.map(p => p.cases), rows: rows.map(r => ({ ...r,
            ms_ratio: r.sizes.at(-1).ms / r.sizes[0].ms, cpu_ratio: r.sizes.at(-1).cpu_ms / r.sizes[0].cpu_ms })) };
    } finally {
        for (const p of at)
            await p.s.stop();
    }
}

function growthTable(engine, g) {
    console.log(`\n${engine}: the same pages among ${g.cases.join(', ')} families, by turns (goal 1.2)`);
    aligned([['', 'conn', ...g.cases.flatMap(n => [`ms ${n}`, `cpu ms ${n}`]), 'ms ratio', 'cpu ratio'],
        ...g.rows.map(r => [r.name, String(r.connections), ...r.sizes.flatMap(z => [num(z.ms, 3), num(z.cpu_ms, 3)]),
            num(r.ms_ratio), num(r.cpu_ratio)])]);
}

// -- the table ------------------------------------------------------------------------------------

function aligned(lines) {
    const width = lines[0].map((_, i) => Math.max(...lines.map(l => l[i].length)));
    for (const l of lines)
        console.log(l.map((c, i) => i === 0 ? c.padEnd(width[i]) : c.padStart(width[i])).join('  '));
}

const num = (v, d = 2) => v === null || v === undefined ? '' : v.toFixed(d);

const count = v => v === undefined ? '' : String(v);

function table(t) {
    const head = ['', 'conn', 'req/s', 'p50 ms', 'p95 ms', 'p99 ms', 'failed', 'cpu ms', 'stmts', 'sealed', 'static', '+stmts',
        '+open', '= ms', 'handler', 'ms each', 'ratio', 'goal'];
    const lines = [head, ...t.rows.map(r => [r.name, String(r.connections), num(r.per_s, 0), num(r.p50_ms), num(r.p95_ms),
        num(r.p99_ms), count(r.failed), num(r.cpu_ms, 3), count(r.statements), count(r.sealed), num(r.static_ms, 3),
        num(r.statements_ms, 3), num(r.opening_ms, 3), num(r.parts_ms, 3), num(r.handler_ms, 3), num(r.ms, 3), num(r.ratio),
        r.goal ? String(r.goal) : ''])];
    console.log(`\n${t.engine}, ${t.cases} families, ${t.cases * NOTES_EACH} notes`);
    aligned(lines);
    const m = t.memory;
    console.log(`start to first page ${num(t.start_ms, 0)} ms (goal 50)`);
    console.log(`PSS idle ${num(m.idle.monitor, 1)} + ${num(m.idle.clinic, 1)} MB (goal 20); after pages at 16 connections ` +
        `${num(m.busy.monitor, 1)} + ${num(m.busy.clinic, 1)} MB (goal 64)`);
    console.log(`made in ${num(t.made_s, 0)} s; database ${num(t.size_bytes / 1e6, 1)} MB, ${num(t.size_bytes / t.text_bytes)} times the text of its notes (goal 3.5)`);
}

async function measure(t, s, port, dir) {
    const b = await signIn(browser(port), dir, 'therapist');
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

async function size(engine, p) {
    const t = { engine, ...p, text_bytes: p.cases * NOTES_EACH * TEXT_EACH };
    const starts = [];
    for (let i = 0; i < 5; i++)
        starts.push(await startTime(p.dir));
    t.start_ms = middle(starts);
    const at = await serve(p.dir);
    try {
        t.memory = { idle: at.idle };
        clinic = at.clinic;
        await measure(t, at.s, at.port, p.dir);
        table(t);
        return t;
    } finally {
        await at.s.stop();
    }
}

async function engine(name, make) {
    const practices = SIZES.map(make);
    const t = { engine: name, sizes: [] };
    if (SIZES.length > 1) {
        t.growth = await growth(practices);
        growthTable(name, t.growth);
    }
    for (const p of practices)
        t.sizes.push(await size(name, p));
    return t;
}

const built = spawnSync('ninja', ['-C', BUILD, 'bench_parts'], { encoding: 'utf8' });
if (built.status !== 0)
    throw new Error(built.stdout);
try {
    const engines = [];
    if (ENGINES.includes('sqlite'))
        engines.push(await engine('SQLite', seeded));
    if (ENGINES.includes('postgres') && process.env.REWEAVE_TEST_PG)
        engines.push(await engine('PostgreSQL', moved));
    fs.writeFileSync(OUT, JSON.stringify({ seconds: SECONDS, machine: { cpus: os.cpus().length, load: os.loadavg() },
        engines }, null, 1));
    console.log(`\nthe same as JSON: ${path.relative(ROOT, OUT)}`);
} finally {
    fs.rmSync(scratch, { recursive: true, force: true });
}
