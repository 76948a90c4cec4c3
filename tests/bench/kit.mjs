// kit.mjs -- what a measurement needs: seeded practices, the program that serves one, a person who is
// signed in, and what the kernel says of its processes.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const ROOT = process.env.REWEAVE_ROOT || process.cwd();
const BIN = process.env.REWEAVE_BIN_PLAIN || path.join(ROOT, 'build/reweave');
export const BUILD = path.dirname(BIN);
const KEEP = process.env.REWEAVE_BENCH_KEEP;
export const NOTES_EACH = 10;
export const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'bench.'));
const sleep = ms => new Promise(done => setTimeout(done, ms));

// -- a browser of one person ----------------------------------------------------------------------

export class Browser {
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

export const accountsOf = dir => JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'));

export async function signIn(port, dir, username) {
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

export async function stop(s) {
    s.child.kill('SIGTERM');
    await s.ended;
}

/** Milliseconds from spawn to the first page, on the database that is there. */
export async function startTime(dir) {
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
export function memory(s) {
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
export function cpuOf(pid) {
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

// -- practices ------------------------------------------------------------------------------------

function program(...args) {
    const done = spawnSync(BIN, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0)
        throw new Error(`${args[0]}: ${done.stderr.slice(-500)}`);
}

/** Makes it where it is not there yet: where it lies, and what was measured when it was new. */
function practice(name, cases, make) {
    const dir = path.join(KEEP || scratch, `${name}-${cases}`);
    const mark = `${dir}.json`;
    if (!fs.existsSync(mark)) {
        const began = Date.now();
        const url = make(dir);
        fs.writeFileSync(mark, JSON.stringify({ size_bytes: sizeOf(dir, url), made_s: (Date.now() - began) / 1000 }));
    }
    return { dir, cases, ...JSON.parse(fs.readFileSync(mark, 'utf8')) };
}

export const seeded = cases => practice('SQLite', cases, dir =>
    program('seed', '--data', dir, '--cases', String(cases), '--notes', String(cases * NOTES_EACH)));

/** The same families on the server, by way of a backup: one seeds faster than the other. */
export const moved = cases => practice('PostgreSQL', cases, dir => {
    const from = seeded(cases).dir, file = path.join(scratch, 'moved');
    const url = database(cases);
    program('backup', '--data', from, '--to', file);
    program('restore', file, '--data', dir, '--key', path.join(from, 'master.key'), '--db', url);
    fs.copyFileSync(path.join(from, 'demo-accounts.json'), path.join(dir, 'demo-accounts.json'));
    fs.rmSync(file);
    return url;
});

/** A database of its own on the server that was given. */
function database(cases) {
    const host = new URL(process.env.REWEAVE_TEST_PG).searchParams.get('host');
    const made = spawnSync(path.join(ROOT, 'tools/pg'), ['createdb', host, `bench${cases}`], { encoding: 'utf8' });
    if (made.status !== 0)
        throw new Error(`tools/pg createdb: ${made.stderr}`);
    return made.stdout.trim();
}

export async function serve(dir) {
    const port = await freePort();
    const s = start(['serve', '--data', dir, '--listen', `127.0.0.1:${port}`]);
    await ready(s);
    await sleep(300);
    const idle = memory(s);
    return { dir, port, s, idle, clinic: idle.clinicPid };
}
