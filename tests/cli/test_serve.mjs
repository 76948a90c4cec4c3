// test_serve.mjs -- the monitor and the clinic process: start, death, drain, hygiene, slow clients.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const BIN = process.env.REWEAVE_BIN;
const PLAIN = process.env.REWEAVE_BIN_PLAIN;
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'serve.'));
let passed = 0;
let failed = 0;

async function test(name, run) {
    try {
        await run();
        passed++;
        console.log(`ok - ${name}`);
    } catch (e) {
        failed++;
        console.log(`not ok - ${name}\n# ${e.message}`);
    }
}

function check(ok, what) {
    if (!ok)
        throw new Error(what);
}

const sleep = ms => new Promise(done => setTimeout(done, ms));

async function until(what, ms, is) {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(25)) {
        const v = await is();
        if (v)
            return v;
    }
    throw new Error(`waited ${ms} ms for: ${what}`);
}

function makePractice(name, conf = '', more = [], told = () => {}) {
    const dir = path.join(scratch, name);
    const made = spawnSync(BIN, ['init', '--data', dir, '--name', 'Willow', '--region', 'OR', '--kind',
        'solo', '--consult', '', ...more], { encoding: 'utf8' });
    check(made.status === 0, `init: ${made.stderr}`);
    fs.appendFileSync(path.join(dir, 'reweave.conf'), conf);
    told(made.stdout);
    return dir;
}

/** Starts `reweave serve`; answers once it says that it is ready. */
async function serve(dir, bin = BIN, stdio = ['ignore', 'pipe', 'pipe']) {
    const child = spawn(bin, ['serve', '--data', dir, '--listen', '127.0.0.1:0'], { stdio });
    const s = { child, pid: child.pid, text: '', ended: null };
    child.stdout.on('data', d => { s.text += d; });
    if (child.stderr)
        child.stderr.on('data', d => { s.text += d; });
    child.on('exit', (code, signal) => { s.ended = { code, signal }; });
    s.port = await until('the address', 20000, () => {
        check(!s.ended, `it ended: ${s.text}`);
        const m = /ready: http:\/\/127\.0\.0\.1:(\d+)\//.exec(s.text);
        return m && Number(m[1]);
    });
    return s;
}

const kids = pid => spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout.trim()
    .split('\n').filter(Boolean).map(Number);

/** Everything that comes back on one connection, and when it was closed. */
function talk(port, bytes, ms = 15000) {
    return new Promise(done => {
        const start = Date.now();
        const s = net.connect(port, '127.0.0.1', () => bytes && s.write(bytes));
        let text = '';
        const finish = () => done({ text, status: Number((/^HTTP\/1\.1 (\d+)/.exec(text) || [])[1] || 0),
            took: Date.now() - start });
        s.setEncoding('latin1');
        s.on('data', d => { text += d; });
        s.on('error', () => {});
        s.on('close', finish);
        setTimeout(() => s.destroy(), ms).unref();
    });
}

const get = (port, where = '/sign-in') =>
    talk(port, `GET ${where} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`);

async function stop(s) {
    s.child.kill('SIGTERM');
    await until('the end', 15000, () => s.ended);
    return s.ended.code;
}

function rssKib(pid) {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

/** A cookie that the program made: of somebody who has set a password and no second step yet. */
async function halfWay(port, invite) {
    const page = (await get(port, '/welcome')).text;
    const guest = /Set-Cookie: (__Host-rwn=[^;]+)/.exec(page)[1];
    const token = /name="_csrf" value="([^"]*)"/.exec(page)[1];
    const words = 'four+ordinary+words';
    const form = `invite=${invite}&password=${words}&repeat=${words}&_csrf=${token}`;
    const a = await talk(port, 'POST /welcome HTTP/1.1\r\nHost: here\r\nConnection: close\r\n' +
        `Cookie: ${guest}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
        `Content-Length: ${form.length}\r\n\r\n${form}`);
    check(a.status === 303, `the one-time code was refused: ${a.status}`);
    return /Set-Cookie: (__Host-rw=[^;]+)/.exec(a.text)[1];
}

function upload(port, mebibytes, cookie) {
    const head = '--bb\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n';
    const tail = '\r\n--bb--\r\n';
    const piece = Buffer.alloc(1 << 20, 'x');
    const length = head.length + mebibytes * piece.length + tail.length;
    return new Promise(done => {
        const s = net.connect(port, '127.0.0.1');
        let text = '';
        let sent = 0;
        const more = () => {
            while (sent < mebibytes) {
                sent++;
                if (!s.write(piece))
                    return s.once('drain', more);
            }
            return s.write(tail);
        };
        s.setEncoding('latin1');
        s.on('data', d => { text += d; });
        s.on('error', () => {});
        s.on('close', () => done({ text, status: Number((/^HTTP\/1\.1 (\d+)/.exec(text) || [])[1] || 0) }));
        s.write('POST /cases/aaaaaaaaaaaaaaaaaaaaaaaaaa/documents/new HTTP/1.1\r\nHost: here\r\n' +
            `Connection: close\r\nCookie: ${cookie}\r\n` +
            `Content-Type: multipart/form-data; boundary=bb\r\nContent-Length: ${length}\r\n\r\n${head}`);
        more();
    });
}

await test('serve says when it is ready, answers, and ends with 0 on SIGTERM', async () => {
    const s = await serve(makePractice('plain'));
    const a = await get(s.port);
    check(a.status === 200 && a.text.includes('</html>'), `sign-in page: ${a.text.slice(0, 200)}`);
    check((await get(s.port, '/')).text.includes('Location: /sign-in\r\n'), '/ leads elsewhere');
    check(await stop(s) === 0, `ended with ${JSON.stringify(s.ended)}: ${s.text}`);
});

await test('a clinic process that dies is started again, and the monitor holds no record', async () => {
    const s = await serve(makePractice('dies'));
    const [first] = kids(s.pid);
    const open = fs.readdirSync(`/proc/${s.pid}/fd`)
        .map(fd => fs.readlinkSync(`/proc/${s.pid}/fd/${fd}`));
    check(!open.some(f => f.includes('reweave.db')), `open: ${open}`);
    process.kill(first, 'SIGKILL');
    await until('another clinic process', 10000, () => kids(s.pid).find(p => p !== first));
    await until('an answer', 10000, async () => (await get(s.port)).status === 200);
    check(kids(s.pid).length === 1, `the dead one was not reaped: ${kids(s.pid)}`);
    check(await stop(s) === 0, `ended with ${JSON.stringify(s.ended)}`);
});

await test('when the monitor is killed, the clinic process does not stay behind', async () => {
    const s = await serve(makePractice('orphan'));
    const [clinic] = kids(s.pid);
    s.child.kill('SIGKILL');
    await until('the end of the clinic process', 15000, () => !fs.existsSync(`/proc/${clinic}`) ||
        /^State:\s+Z/m.test(fs.readFileSync(`/proc/${clinic}/status`, 'utf8')));
});

await test('neither process can leave a core file or gain rights', async () => {
    const s = await serve(makePractice('core'));
    for (const pid of [s.pid, ...kids(s.pid)]) {
        check(/^Max core file size\s+0\s+0\s/m.test(fs.readFileSync(`/proc/${pid}/limits`, 'utf8')),
            'core files are possible');
        check(/^NoNewPrivs:\s+1$/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8')), 'new privileges');
    }
    await stop(s);
});

await test('standard streams that are closed are not taken by something else', async () => {
    const dir = makePractice('streams');
    const out = path.join(scratch, 'out');
    const child = spawn('sh', ['-c', `exec ${BIN} serve --data ${dir} --listen 127.0.0.1:0 0<&- 2>&- >${out}`],
        { stdio: 'ignore' });
    await until('the address', 20000, () => fs.existsSync(out) && /ready/.test(fs.readFileSync(out, 'utf8')));
    for (const pid of [child.pid, ...kids(child.pid)])
        for (const fd of [0, 2])
            check(fs.readlinkSync(`/proc/${pid}/fd/${fd}`) === '/dev/null', `fd ${fd} of ${pid}`);
    child.kill('SIGTERM');
    await until('the end', 15000, () => child.exitCode !== null);
});

await test('a folder without a practice, a taken port and a wrong setting are said in words', async () => {
    const run = (...args) => spawnSync(BIN, ['serve', ...args], { encoding: 'utf8', timeout: 20000 });
    const none = run('--data', path.join(scratch, 'none'), '--listen', '127.0.0.1:0');
    check(none.status === 1 && /no practice/.test(none.stderr), none.stderr);
    const wrong = run('--data', makePractice('wrong', 'session_idle = 5\n'), '--listen', '127.0.0.1:0');
    check(wrong.status === 1 && /session_idle: a whole number from 60/.test(wrong.stderr), wrong.stderr);
    const s = await serve(path.join(scratch, 'plain'));
    const taken = run('--data', makePractice('taken'), '--listen', `127.0.0.1:${s.port}`);
    check(taken.status === 1 && /can't be listened on/.test(taken.stderr), taken.stderr);
    check(run().status === 2 && run('--help').status === 0, 'usage');
    await stop(s);
});

await test('a request that trickles in is cut off while others are served', async () => {
    const s = await serve(makePractice('slow', 'header_time = 2\nidle_time = 2\n'));
    const slow = talk(s.port, 'GET /sign-in HTTP/1.1\r\nHost: h');
    const drip = new Promise(done => {
        const c = net.connect(s.port, '127.0.0.1');
        const start = Date.now();
        const timer = setInterval(() => c.write('X'), 500);
        c.write('GET /sign-in HTTP/1.1\r\nX-');
        c.on('error', () => {});
        c.on('close', () => { clearInterval(timer); done(Date.now() - start); });
    });
    check((await get(s.port)).status === 200, 'another browser waits');
    const a = await slow;
    check(a.status === 0 && a.took < 6000, `half a head lived for ${a.took} ms`);
    check(await drip < 6000, 'a head that drips lives on');
    await stop(s);
});

await test('an upload of 99 MiB passes through in little memory and leaves no file', async () => {
    let invite;
    const dir = makePractice('upload', '', ['--login', 'ruth', '--person', 'Ruth Alder'], out => {
        [invite] = /([a-z2-7]{4}-){6}[a-z2-7]{2}/.exec(out);
    });
    const s = await serve(dir, fs.existsSync(PLAIN) ? PLAIN : BIN);
    const [clinic] = kids(s.pid);
    const cookie = await halfWay(s.port, invite);
    await upload(s.port, 1, cookie);
    const before = rssKib(clinic);
    let peak = before;
    const timer = setInterval(() => { peak = Math.max(peak, rssKib(clinic)); }, 20);
    const a = await upload(s.port, 99, cookie);
    clearInterval(timer);
    check(a.status === 401 || a.status === 303, `answered ${a.status} ${a.text.slice(0, 80)}`);
    if (fs.existsSync(PLAIN))
        check(peak - before < 8192, `memory grew by ${peak - before} KiB`);
    check(fs.readdirSync(path.join(dir, 'blobs')).length === 0, 'a file was left');
    check((await upload(s.port, 103, cookie)).status === 413, 'more than 100 MiB was taken');
    check(fs.readdirSync(path.join(dir, 'blobs')).length === 0, 'a file was left');
    const stranger = await upload(s.port, 99, '__Host-rw=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
    check(stranger.status === 415 || stranger.status === 0, `a stranger's was taken: ${stranger.status}`);
    await stop(s);
});

await test('the address of the database can be read in the words of no process', async () => {
    const deaf = net.createServer(() => {}).listen(0, '127.0.0.1');
    await until('a database that never answers', 5000, () => deaf.listening);
    const url = `postgres://reweave:very-secret-word@127.0.0.1:${deaf.address().port}/none`;
    const dir = makePractice('words');
    for (const db of [['--db', url], [`--db=${url}`]]) {
        const child = spawn(BIN, ['serve', '--data', dir, '--listen', '127.0.0.1:0', ...db], { stdio: 'ignore' });
        const words = pid => fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        const clinic = await until('the clinic process', 10000,
            () => kids(child.pid).find(pid => words(pid).includes('--db-fd')));
        for (const pid of [child.pid, clinic]) {
            const all = words(pid) + fs.readFileSync(`/proc/${pid}/environ`, 'latin1');
            check(!all.includes('very-secret-word'), `process ${pid}: ${all}`);
        }
        process.kill(clinic, 'SIGKILL');
        child.kill('SIGKILL');
    }
    deaf.close();
});

fs.rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
