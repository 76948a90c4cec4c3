// test_metrics.mjs -- /healthz and the socket with counts: they answer, count, and name nobody.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const BIN = process.env.REWEAVE_BIN;
const dir = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'metrics.'));
const practice = path.join(dir, 'practice');
const socket = path.join(dir, 'counts.sock');
const results = { passed: 0, failed: 0 };

function check(name, ok, why = '') {
    results[ok ? 'passed' : 'failed']++;
    console.log(`${ok ? 'ok' : 'not ok'} ${name}${ok ? '' : ` ${why}`}`);
}

const ask = (where, to) => new Promise((done, fail) => {
    const s = net.connect(to, () => s.write(`GET ${where} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
    let text = '';
    s.on('data', d => { text += d; });
    s.on('end', () => done(text));
    s.on('error', fail);
});

function start() {
    const child = spawn(BIN, ['serve', '--data', practice, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise((done, fail) => {
        let said = '';
        const hear = d => {
            said += d;
            const m = /ready: http:\/\/127\.0\.0\.1:(\d+)\//.exec(said);
            if (m)
                done({ child, port: Number(m[1]) });
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('exit', () => fail(new Error(said)));
    });
}

const number = (text, name) => Number((new RegExp(`^${name.replace(/[{}"+.]/g, '\\$&')} (\\S+)$`, 'm').exec(text) || [])[1]);

spawnSync(BIN, ['init', '--data', practice, '--name', 'Quince Practice', '--region', 'OR', '--kind', 'solo', '--consult', '']);
fs.appendFileSync(path.join(practice, 'reweave.conf'), `metrics = ${socket}\n`);
fs.writeFileSync(socket, '');
const refused = spawnSync(BIN, ['serve', '--data', practice, '--listen', '127.0.0.1:0'], { encoding: 'utf8', timeout: 20000 });
check('a file that is no socket is left alone, and said', refused.status === 1 && /metrics socket/.test(refused.stderr) &&
    fs.statSync(socket).isFile(), `${refused.status} ${refused.stderr}`);
fs.rmSync(socket);

const { child, port } = await start();
try {
    const health = await ask('/healthz', { host: '127.0.0.1', port });
    check('healthz answers ok', /^HTTP\/1\.1 200 /.test(health) && health.endsWith('\r\n\r\nok\n'), health);
    check('healthz names nobody', !/quince/i.test(health), health);
    const before = await ask('/', { path: socket });
    for (let i = 0; i < 5; i++)
        await ask('/nowhere', { host: '127.0.0.1', port });
    const after = await ask('/', { path: socket });
    const four = 'reweave_answers_total{class="4xx"}';
    check('five pages that are not there count as five', number(after, four) - number(before, four) === 5,
        `${number(before, four)} ${number(after, four)}`);
    check('the histogram counts each answer once', number(after, 'reweave_answer_seconds_count') ===
        number(after, 'reweave_answer_seconds_bucket{le="+Inf"}') && number(after, 'reweave_answer_seconds_count') >= 6);
    check('memory and files are told', number(after, 'process_resident_memory_bytes') > 1e6 && number(after, 'process_open_fds') > 5, after);
    check('every line is a number with help and type', after.split('\r\n\r\n')[1].trim().split('\n')
        .every(l => /^# (HELP|TYPE) \w+ ./.test(l) || /^\w+(\{[^}]*\})? [0-9.e+-]+$/.test(l)), after);
    check('nobody is named', !/quince|127\.0\.0\.1|cases|account/i.test(after), after);
    check('others on this machine cannot connect', (fs.statSync(socket).mode & 0o007) === 0);
    const silent = net.connect({ path: socket });
    const next = await ask('/', { path: socket });
    check('who connects and says nothing holds nobody up for long', next.startsWith('HTTP/1.1 200'));
    silent.destroy();
} finally {
    child.removeAllListeners('exit');
    const gone = new Promise(done => child.on('exit', done));
    child.kill('SIGTERM');
    check('it ends in order', await gone === 0);
}
fs.rmSync(dir, { recursive: true, force: true });
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
