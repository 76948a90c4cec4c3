// kit.mjs -- what a measurement needs beside the kit of the load tests: seeded practices, one that is
// served, and what the kernel says of its processes.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { Browser, clinicOf, now, scratch, serve as serveIt } from '../load/kit.mjs';

export const ROOT = process.env.REWEAVE_ROOT || process.cwd();
const BIN = process.env.REWEAVE_BIN_PLAIN || path.join(ROOT, 'build/reweave');
export const BUILD = path.dirname(BIN);
const KEEP = process.env.REWEAVE_BENCH_KEEP;
export const NOTES_EACH = 10;
const sleep = ms => new Promise(done => setTimeout(done, ms));

// -- the program ----------------------------------------------------------------------------------

const freePort = () => new Promise(done => {
    const s = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = s.address();
        s.close(() => done(port));
    });
});

/** Milliseconds from spawn to the first page, on the database that is there. */
export async function startTime(dir) {
    const port = await freePort();
    const began = now();
    const child = spawn(BIN, ['serve', '--data', dir, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
    const ended = new Promise(done => child.on('exit', done));
    const once = () => new Promise(done => {
        const q = http.get({ host: '127.0.0.1', port, path: '/sign-in', agent: false }, a => {
            a.resume();
            a.on('end', () => done(a.statusCode === 200));
        });
        q.on('error', () => done(false));
    });
    for (let i = 0; i < 5000 && child.exitCode === null && !(await once()); i++)
        await sleep(1);
    const took = now() - began;
    child.kill('SIGTERM');
    await ended;
    return took;
}

/** The monitor and what it started, with proportional memory in MB. */
export function memory(s) {
    const pss = pid => {
        try {
            const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
            return Number(/^Pss:\s+(\d+)/m.exec(text)[1]) / 1024;
        } catch {
            return null; // another user's process, or this one's own protection
        }
    };
    return { monitor: pss(s.child.pid), clinic: pss(clinicOf(s)) };
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

/** A practice that is served, before anybody has asked for anything. */
export async function serve(dir) {
    const s = await serveIt(dir);
    await sleep(300);
    return { dir, port: s.port, s, idle: memory(s), clinic: clinicOf(s) };
}

/** Each request on a connection of its own, so that as many run at once as are asked for. */
export const browser = port => new Browser(port, '127.0.0.1', {}, false);
