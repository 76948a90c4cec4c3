// test_proxy.mjs -- the samples for nginx and Caddy: each is run as it is shipped but for name,
// certificate and ports, and somebody's first day goes through it.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import path from 'node:path';
import { BIN, check, finish, run, scratch } from '../cli/kit.mjs';

const ROOT = process.env.REWEAVE_ROOT;
const sleep = ms => new Promise(done => setTimeout(done, ms));
const sample = name => fs.readFileSync(path.join(ROOT, 'dist/proxy', name), 'utf8');
const cert = path.join(scratch, 'cert.pem');
const key = path.join(scratch, 'key.pem');

async function freePort() {
    const s = net.createServer();
    await new Promise(done => s.listen(0, '127.0.0.1', done));
    const { port } = s.address();
    await new Promise(done => s.close(done));
    return port;
}

/** Every text is there to be replaced: a sample that was changed makes its test fail, not skip. */
function fitted(text, changes) {
    for (const [from, to] of changes) {
        check(`the sample says ${JSON.stringify(from)}`, text.includes(from));
        text = text.replaceAll(from, to);
    }
    return text;
}

function nginxConf(app, http, tls) {
    const server = fitted(sample('nginx.conf'), [
        ['listen 80;', `listen 127.0.0.1:${http};`], ['listen [::]:80;', ''],
        ['listen 443 ssl http2;', `listen 127.0.0.1:${tls} ssl http2;`], ['listen [::]:443 ssl http2;', ''],
        ['records.example.org', 'localhost'], ['127.0.0.1:8420', `127.0.0.1:${app}`],
        ['/etc/ssl/reweave/fullchain.pem', cert], ['/etc/ssl/reweave/privkey.pem', key],
    ]);
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map(p => `${p}_temp_path ${scratch}/${p};`).join('\n');
    const file = path.join(scratch, 'nginx.conf');
    fs.writeFileSync(file, `${process.getuid() === 0 ? 'user root;' : ''}
        daemon off; pid ${scratch}/nginx.pid; error_log stderr; events {}
        http {\n${places}\n${server}\n}\n`);
    return file;
}

function caddyConf(app, http, tls) {
    const site = fitted(sample('Caddyfile'), [
        ['\nrecords.example.org {', `\nlocalhost:${tls} {\n\tbind 127.0.0.1\n\ttls ${cert} ${key}`],
        ['127.0.0.1:8420', `127.0.0.1:${app}`],
    ]);
    const file = path.join(scratch, 'Caddyfile');
    fs.writeFileSync(file, `{\n\tadmin off\n\thttp_port ${http}\n\thttps_port ${tls}\n}\n${site}`);
    return file;
}

function status(port, headers = {}, method = 'GET', mebibytes = 0) {
    return new Promise(done => {
        const length = mebibytes ? { 'content-length': mebibytes << 20 } : {};
        const q = https.request({ host: '127.0.0.1', port, path: '/sign-in', method, agent: false,
            headers: { host: `localhost:${port}`, ...length, ...headers }, servername: 'localhost',
            rejectUnauthorized: false }, a => { a.resume(); done(a.statusCode); q.destroy(); });
        q.on('error', e => done(e.code));
        for (let i = 0; i < mebibytes; i++)
            q.write(Buffer.alloc(1 << 20));
        q.end();
    });
}

async function until(is) {
    for (let i = 0; i < 200; i++, await sleep(50))
        if (await is())
            return true;
    return false;
}

/** Stands between proxy and program, and keeps the heads that the proxy sends. */
async function listener(to) {
    const heard = { text: '' };
    const s = net.createServer(a => {
        const b = net.connect(to, '127.0.0.1');
        a.on('data', d => { heard.text += d.toString('latin1'); });
        a.on('close', () => b.destroy());
        b.on('close', () => a.destroy());
        a.on('error', () => {});
        b.on('error', () => {});
        a.pipe(b).pipe(a);
    });
    await new Promise(done => s.listen(0, '127.0.0.1', done));
    heard.port = s.address().port;
    heard.close = () => s.close();
    return heard;
}

async function practice(name) {
    const dir = path.join(scratch, name);
    const made = run(['init', '--data', dir, '--name', 'Willow', '--region', 'OR', '--kind', 'solo',
        '--consult', '']);
    fs.appendFileSync(path.join(dir, 'reweave.conf'), 'proxy = 127.0.0.1\n');
    const port = await freePort();
    const child = spawn(BIN, ['serve', '--data', dir, '--listen', `127.0.0.1:${port}`],
        { stdio: 'ignore' });
    const invite = /Code\s+(\S+)/.exec(String(made.out));
    return { child, port, invite: invite ? invite[1] : '' };
}

async function visit(...words) {
    const child = spawn('node', [path.join(ROOT, 'tests/dist/visit.mjs'), ...words]);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', d => { text += d; });
    await new Promise(done => child.on('close', done));
    return text;
}

async function through(name, conf, test, start) {
    if (spawnSync('sh', ['-c', `command -v ${test[0]}`], { env: { ...process.env, PATH: PATHS } }).status !== 0) {
        console.log(`${name} is not installed here: its sample is left out (tools/setup install test)`);
        return;
    }
    const env = { ...process.env, PATH: PATHS, XDG_DATA_HOME: scratch, XDG_CONFIG_HOME: scratch };
    const p = await practice(name);
    const [http, tls] = [await freePort(), await freePort()];
    const between = await listener(p.port);
    const file = conf(between.port, http, tls);
    const verdict = spawnSync(test[0], [...test.slice(1), file], { encoding: 'utf8', env });
    check(`${name} accepts its sample`, verdict.status === 0, verdict.stderr);
    check(`${name} minds nothing in it`, !/\[warn\]|"logger":"caddyfile"/.test(verdict.stderr), verdict.stderr);
    const proxy = spawn(start[0], [...start.slice(1), file], { stdio: ['ignore', 'ignore', 'pipe'], env });
    let said = '';
    proxy.stderr.on('data', d => { said += d; });
    check(`${name} passes the sign-in page`, await until(async () => await status(tls) === 200), said);
    const day = await visit(`https://localhost:${tls}/`, p.invite, path.join(scratch, `${name}.json`));
    check(`${name} carries somebody's first day`, /^signed in/m.test(day), day);
    between.text = '';
    await status(tls, { 'x-forwarded-for': '203.0.113.9' });
    check(`${name} says who asked, and lets nobody else say it`,
        [...between.text.matchAll(/^X-Forwarded-For: (.*)\r$/gmi)].map(m => m[1]).join() === '127.0.0.1',
        between.text);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await status(tls, form, 'POST', 103);
    // Caddy says 502 where the program has refused and closed before all was sent.
    check(`${name} refuses more than the program would take`, [413, 502].includes(answer), `${answer}`);
    proxy.kill('SIGTERM');
    p.child.kill('SIGTERM');
    between.close();
    await new Promise(done => p.child.on('exit', done));
}

const PATHS = `${process.env.PATH}:/usr/sbin:/sbin`;
const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
    'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
    'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], { encoding: 'utf8' });
check('there is a certificate', made.status === 0, made.stderr);
await through('nginx', nginxConf, ['nginx', '-t', '-q', '-c'], ['nginx', '-c']);
await through('caddy', caddyConf, ['caddy', 'validate', '--adapter', 'caddyfile', '--config'],
    ['caddy', 'run', '--adapter', 'caddyfile', '--config']);
finish();
