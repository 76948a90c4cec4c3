// test_sign_in.mjs -- conversations with the real program: invitation, both steps, throttle, forms
// that outlive a session, accounts. On the embedded database and, given a server, on PostgreSQL.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BIN = process.env.REWEAVE_BIN;
const PASSWORD = 'four ordinary words';
let passed = 0, failed = 0;

function check(what, ok, more = '') {
    if (ok) {
        passed++;
    } else {
        failed++;
        console.log(`not ok: ${what} ${more}`);
    }
}

// -- a browser ------------------------------------------------------------------------------------

class Browser {
    constructor(port) {
        this.port = port;
        this.jar = new Map();
        this.csrf = '';
    }

    copyCookies(other, ...names) {
        for (const name of names)
            if (other.jar.has(name))
                this.jar.set(name, other.jar.get(name));
        return this;
    }

    send(method, where, form) {
        const body = form ? new URLSearchParams(form).toString() : '';
        const headers = { Host: `127.0.0.1:${this.port}`, 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' };
        if (this.jar.size)
            headers.Cookie = [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
        if (method === 'POST')
            Object.assign(headers, { 'Content-Type': 'application/x-www-form-urlencoded',
                'Content-Length': Buffer.byteLength(body), 'Sec-Fetch-Site': 'same-origin',
                Origin: `http://127.0.0.1:${this.port}` });
        return new Promise((done, fail) => {
            const q = http.request({ host: '127.0.0.1', port: this.port, method, path: where, headers }, a => {
                let text = '';
                a.setEncoding('utf8');
                a.on('data', d => { text += d; });
                a.on('end', () => done(this.take(a, text)));
            });
            q.on('error', fail);
            q.end(body);
        });
    }

    take(a, text) {
        const clears = a.headers['clear-site-data'] || '';
        if (clears.includes('cookies'))
            this.jar.clear();
        for (const line of a.headers['set-cookie'] || []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (clears.includes('cookies') || /Max-Age=0|Max-Age=-/i.test(line) || value === '')
                this.jar.delete(name);
            else
                this.jar.set(name, value);
        }
        const token = /name="_csrf" value="([^"]*)"/.exec(text);
        if (token)
            this.csrf = token[1];
        return { status: a.statusCode, to: a.headers.location || '', text, headers: a.headers };
    }

    get(where) {
        return this.send('GET', where);
    }

    post(where, form) {
        return this.send('POST', where, { _csrf: this.csrf, ...form });
    }
}

// -- a code generator -----------------------------------------------------------------------------

function unbase32(words) {
    let bits = '';
    for (const c of words.replace(/\s/g, ''))
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
}

/** The code of this moment plus so many steps; each step is good once. */
function code(secret, steps = 0) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac('sha1', secret).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const nextStep = () => new Promise(done => setTimeout(done, 30050 - Date.now() % 30000));

// -- the program ----------------------------------------------------------------------------------

function run(...args) {
    return spawnSync(BIN, args, { encoding: 'utf8' });
}

function serve(dir) {
    const child = spawn(BIN, ['serve', '--data', dir, '--listen', '127.0.0.1:0'],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise((done, fail) => {
        let said = '';
        const hear = d => {
            said += d;
            const m = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
            if (m)
                done({ child, port: Number(m[1]) });
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('exit', () => fail(new Error(`serve ended: ${said}`)));
        setTimeout(() => fail(new Error(`serve said only: ${said}`)), 30000).unref();
    });
}

const oneTime = text => (/([a-z2-7]{4}-){6}[a-z2-7]{2}/.exec(text) || [''])[0];

async function enrol(b, invite) {
    await b.get('/welcome');
    let a = await b.post('/welcome', { invite, password: PASSWORD, repeat: PASSWORD });
    check('a one-time code opens the second page', a.status === 303 && a.to === '/welcome/second-step', `${a.status}`);
    a = await b.get('/welcome/second-step');
    check('the second page shows a picture and a key', a.text.includes('<svg') && a.text.includes('class="key"'));
    const secret = unbase32(/class="key">([A-Z2-7 ]+)</.exec(a.text)[1]);
    a = await b.post('/welcome/second-step', { code: '000000' });
    check('a wrong first code is said at its field', a.status === 422);
    a = await b.post('/welcome/second-step', { code: code(secret, -1) });
    const recovery = [...a.text.matchAll(/<code>([a-z2-7-]{19})<\/code>/g)].map(m => m[1]);
    check('ten recovery codes are shown', a.status === 200 && recovery.length === 10, `${a.status}`);
    a = await b.post('/account/kept', { next: '/today' });
    check('and then it goes on', a.status === 303, `${a.status}`);
    return { secret, recovery };
}

async function signIn(b, username, secret, step = 0) {
    await b.get('/sign-in');
    let a = await b.post('/sign-in', { username, password: PASSWORD, next: '/' });
    if (a.status !== 303)
        return a;
    await b.get('/sign-in/code');
    a = await b.post('/sign-in/code', { code: code(secret, step), next: '/', kind: 'code' });
    return a;
}

async function conversation(name, dbArgs) {
    const home = mkdtempSync(path.join(process.env.TMPDIR || tmpdir(), 'signin.'));
    const dir = path.join(home, 'practice');
    const made = run('init', '--data', dir, ...dbArgs, '--name', 'Willow Bend Practice', '--region', 'OR',
        '--kind', 'group', '--consult', '', '--login', 'ruth', '--person', 'Ruth Alder');
    check(`${name}: init prints a code and the recovery key`, made.status === 0 && oneTime(made.stdout) &&
        /([A-Z2-7]{4} ){12}/.test(made.stdout), made.stderr);
    const { child, port } = await serve(dir);
    try {
        await talk(port, oneTime(made.stdout), dir);
    } finally {
        child.removeAllListeners('exit');
        const gone = new Promise(done => child.on('exit', done));
        child.kill('SIGTERM');
        await gone;
        rmSync(home, { recursive: true, force: true });
    }
}

async function talk(port, invite, dir) {
    const b = new Browser(port);
    const { secret, recovery } = await enrol(b, invite);
    const enrolled = b.jar.get('__Host-rw');
    let a = await b.get('/account');
    check('one is signed in after enrolment', a.status === 200 && a.text.includes('Ruth Alder'), `${a.status}`);

    a = await new Browser(port).get('/account');
    check('nobody is asked to sign in', a.status === 303 && a.to.startsWith('/sign-in?next='));
    a = await new Browser(port).get('/calendar?week=2026-03-09&x=1');
    check('what was asked for stays whole', a.to.endsWith(encodeURIComponent('/calendar?week=2026-03-09&x=1')), a.to);
    a = await new Browser(port).get(a.to);
    check('and stands in the form', a.text.includes('value="/calendar?week=2026-03-09&amp;x=1"'));
    a = await new Browser(port).get('/sign-in?next=' + encodeURIComponent('/no/such?x=/calendar'));
    check('a page that is not ours is not kept', !a.text.includes('/no/such'));
    const again = new Browser(port);
    await again.get('/welcome');
    a = await again.post('/welcome', { invite, password: PASSWORD, repeat: PASSWORD });
    check('a one-time code works once', a.status === 422);

    // signing out
    await b.get('/account');
    const lane = b.jar.get('__Host-rwd');
    a = await b.post('/sign-out', {});
    check('signing out clears the browser', a.status === 303 &&
        a.headers['clear-site-data'].includes('cookies') && !b.jar.has('__Host-rw'));
    check('but keeps its lane', a.to.startsWith('/sign-in?browser='));
    check('in a text that does not show it', lane.length === 43 && !a.to.includes(lane.slice(0, 8)), a.to);
    a = await b.get(a.to);
    check('which the next page takes back', a.status === 303 && b.jar.get('__Host-rwd') === lane);
    const old = new Browser(port);
    old.jar.set('__Host-rw', enrolled);
    a = await old.get('/account');
    check('the old token opens nothing', a.status === 303);

    // both steps; fixation; replay
    a = await b.get('/sign-in');
    for (const w of ['autocomplete="username"', 'autocomplete="current-password"'])
        check(`the form says ${w}`, a.text.includes(w));
    const used = code(secret, 0);
    await b.post('/sign-in', { username: 'ruth', password: PASSWORD, next: '/account' });
    const half = b.jar.get('__Host-rw');
    a = await b.get('/account');
    check('half way opens no page', a.status === 303 && a.to.startsWith('/sign-in'));
    a = await b.get('/sign-in/code');
    check('the second form says one-time-code', a.text.includes('autocomplete="one-time-code"'));
    a = await b.post('/sign-in/code', { code: used, next: '/account', kind: 'code' });
    check('both steps lead to the page that was asked for', a.status === 303 && a.to === '/account', `${a.status} ${a.to}`);
    check('under a new token', b.jar.get('__Host-rw') !== half);
    const other = new Browser(port).copyCookies(b, '__Host-rwd');
    a = await signInWith(other, 'ruth', used);
    check('a code that was used is refused', a.status === 422 && a.text.includes('That did not match.'));

    // no enumeration
    const x = new Browser(port), y = new Browser(port);
    await x.get('/sign-in');
    await y.get('/sign-in');
    const known = await x.post('/sign-in', { username: 'ruth', password: 'wrong words', next: '/' });
    const unknown = await y.post('/sign-in', { username: 'rufh', password: 'wrong words', next: '/' });
    const bare = t => t.replace(/[0-9a-f]{64}/g, '').replace(/ruth|rufh/g, '');
    check('known and unknown get the same bytes', known.status === unknown.status &&
        bare(known.text) === bare(unknown.text) && known.text.length === unknown.text.length);

    // open redirects
    const z = new Browser(port);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '/nowhere']) {
        a = await z.get(`/sign-in?next=${encodeURIComponent(next)}`);
        check(`next=${next} leads home`, a.text.includes('name="next" value="/"'));
    }

    await recovered(port, recovery[0]);
    await grants(port, b, secret, dir);
    await attack(port, b, secret);
}

async function signInWith(b, username, digits) {
    await b.get('/sign-in');
    await b.post('/sign-in', { username, password: PASSWORD, next: '/' });
    await b.get('/sign-in/code');
    return b.post('/sign-in/code', { code: digits, next: '/', kind: 'code' });
}

async function recovered(port, paper) {
    for (let i = 0; i < 2; i++) {
        const b = new Browser(port);
        await b.get('/sign-in');
        await b.post('/sign-in', { username: 'ruth', password: PASSWORD, next: '/' });
        let a = await b.get('/sign-in/recovery');
        check('a recovery code has a page', a.status === 200 && a.text.includes('Recovery code'));
        a = await b.post('/sign-in/code', { code: paper.toUpperCase(), next: '/', kind: 'recovery' });
        check(i ? 'and not a second time' : 'a recovery code signs in', a.status === (i ? 422 : 303), `${a.status}`);
    }
}

/** What only an administrator may, and only re-authenticated. */
async function grants(port, b, secret, dir) {
    let a = await b.get('/accounts/new');
    check('the form to invite opens', a.status === 200, `${a.status}`);
    a = await b.post('/accounts/new', { login: 'omar', name: 'Omar <b>Reed', roles: '4' });
    const invite = oneTime(a.text);
    check('an invitation shows a code once', a.status === 200 && invite !== '', `${a.status}`);
    check('names are escaped', a.text.includes('Omar &lt;b&gt;Reed'));
    a = await b.post('/accounts/new', { login: 'omar', name: 'Omar', roles: '4', admin: '1' });
    check('an unknown field is refused', a.status === 422);

    const omar = new Browser(port);
    await enrol(omar, invite);
    a = await omar.get('/accounts');
    check('office sees no accounts', a.status === 404);
    a = await b.get('/accounts');
    const id = /\/accounts\/([a-z2-7]{26})">Omar/.exec(a.text)[1];
    a = await b.get(`/accounts/${id}`);
    const version = /name="version" value="(\d+)"/.exec(a.text)[1];
    a = await b.post(`/accounts/${id}`, { name: 'Omar Reed', licence: '', roles: '4', version });
    check('a change is saved', a.status === 303, `${a.status}`);
    a = await b.post(`/accounts/${id}`, { name: 'Omar R.', licence: '', roles: '4', version });
    check('the second of two sees both', a.status === 409 && a.text.includes('Omar Reed') && a.text.includes('Omar R.'));
    a = await b.get(`/accounts/${id}/disable`);
    a = await b.post(`/accounts/${id}/disable`, { version: String(Number(version) + 1) });
    check('an account is ended', a.status === 303, `${a.status}`);
    a = await omar.get('/account');
    check('and its session with it', a.status === 303 && a.to.startsWith('/sign-in'));

    a = await b.get('/account/sessions');
    check('sessions are listed', a.text.includes('Firefox on Linux'));
    const fromOutside = new Browser(port).copyCookies(b, '__Host-rw');
    a = await fromOutside.post('/account/recovery', { _csrf: 'x'.repeat(64) });
    check('a form without its token changes nothing', a.status === 403);
    const listed = run('user', 'list', '--data', dir);
    check('the console lists people', listed.status === 0 && listed.stdout.includes('omar'), listed.stderr);
}

/** An attacker from elsewhere cannot keep the person out of her own browser. */
async function attack(port, b, secret) {
    const stranger = new Browser(port);
    await stranger.get('/sign-in');
    let a;
    for (let i = 0; i < 8; i++)
        a = await stranger.post('/sign-in', { username: 'ruth', password: `guess ${i}`, next: '/' });
    check('a stranger has to wait', a.status === 422 && /Please wait \d+ second/.test(a.text));
    await nextStep();
    const own = new Browser(port).copyCookies(b, '__Host-rwd');
    a = await signIn(own, 'ruth', secret, 1);
    check('the person gets in', a.status === 303 && own.jar.has('__Host-rw'), `${a.status}`);
}

if (!BIN) {
    console.log('REWEAVE_BIN is not set\n0 passed, 1 failed');
    process.exit(1);
}
await conversation('sqlite', []);
if (process.env.REWEAVE_TEST_PG)
    await conversation(`postgres ${randomUUID()}`, ['--db', process.env.REWEAVE_TEST_PG]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
