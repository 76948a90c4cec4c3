// test_unit.mjs -- the unit and its socket: what systemd thinks of them, and a socket that is passed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { BIN, check, finish, run, scratch } from '../cli/kit.mjs';

const ROOT = process.env.REWEAVE_ROOT;
const EXPOSURE = 1.5;
const units = ['reweave.service', 'reweave.socket'].map(f => path.join(ROOT, 'dist/systemd', f));
const sleep = ms => new Promise(done => setTimeout(done, ms));

function systemd() {
    const score = spawnSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', units[0]],
        { encoding: 'utf8' });
    const level = Number((/exposure level for reweave\.service: ([\d.]+)/.exec(score.stdout) || [])[1]);
    console.log(`exposure ${level}`);
    check(`the unit's exposure is at most ${EXPOSURE}`, level <= EXPOSURE, score.stdout + score.stderr);

    // The program is not installed here: its place is taken by the one that was built.
    const copies = units.map(file => path.join(scratch, path.basename(file)));
    units.forEach((file, i) => fs.writeFileSync(copies[i],
        fs.readFileSync(file, 'utf8').replace('/usr/bin/reweave', BIN)));
    const verdict = spawnSync('systemd-analyze', ['verify', '--man=no', ...copies], { encoding: 'utf8' });
    check('systemd finds nothing to say about unit and socket',
        verdict.status === 0 && !/reweave\.(service|socket)/.test(verdict.stderr), verdict.stderr);
}

async function freePort() {
    const s = net.createServer();
    await new Promise(done => s.listen(0, '127.0.0.1', done));
    const { port } = s.address();
    await new Promise(done => s.close(done));
    return port;
}

/** Binds like systemd and starts the program when the first browser calls. */
function passing(dir, more, ports) {
    // It hands on little of its environment; the sanitizers want to know how to behave.
    const env = Object.entries(process.env).filter(([k]) => /^[A-Z]+SAN_OPTIONS$/.test(k))
        .flatMap(([k, v]) => ['-E', `${k}=${v}`]);
    const child = spawn('systemd-socket-activate', [...env, ...ports.flatMap(p => ['-l', `127.0.0.1:${p}`]),
        BIN, 'serve', '--data', dir, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
    const s = { child, text: '' };
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', d => { s.text += d; });
    s.ended = new Promise(done => child.on('exit', code => done(code)));
    return s;
}

async function page(port) {
    for (let i = 0; i < 200; i++) {
        try {
            return await fetch(`http://127.0.0.1:${port}/sign-in`);
        } catch {
            await sleep(50); // not bound yet
        }
    }
    return { status: 0 };
}

const dir = path.join(scratch, 'practice');
const made = run(['init', '--data', dir, '--name', 'Willow', '--region', 'OR', '--kind', 'solo',
    '--consult', '']);
check('there is a practice', made.code === 0, made.err);
systemd();

const port = await freePort();
const s = passing(dir, ['--listen', '127.0.0.1:1'], [port]);
const answer = await page(port);
check('the page comes through the socket that was passed', answer.status === 200, s.text);
for (let i = 0; i < 200 && !s.text.includes('ready:'); i++)
    await sleep(50); // it is said once the page can be had, and read here when it comes
check('the program says which address that is', s.text.includes(`ready: http://127.0.0.1:${port}/`), s.text);
s.child.kill('SIGTERM');
check('it ends when told to', await s.ended === 0, s.text);

const two = passing(dir, [], [port, await freePort()]);
await Promise.race([page(port), two.ended]);
check('two sockets are refused in words', await two.ended === 1 && /one socket is wanted/.test(two.text), two.text);

const own = await freePort();
const child = spawn(BIN, ['serve', '--data', dir, '--listen', `127.0.0.1:${own}`],
    { stdio: 'ignore', env: { ...process.env, LISTEN_FDS: '1', LISTEN_PID: '1' } });
check('a socket passed to another process is not taken', (await page(own)).status === 200);
child.kill('SIGTERM');

const pipe = spawnSync('sh', ['-c', `LISTEN_FDS=1 LISTEN_PID=$$ exec "${BIN}" serve --data "${dir}" 3</dev/null`],
    { encoding: 'utf8', timeout: 20000 });
check('what is no socket is refused in words', pipe.status === 1 && /not a listening TCP socket/.test(pipe.stderr),
    pipe.stderr);
finish();
