// kit.mjs -- what the browser tests stand on: a count of what held, a practice of their own that is
// served on a free port, people with both factors, and a visitor that speaks plain HTTP.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = process.env.REWEAVE_ROOT ||
    path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const BIN = process.env.REWEAVE_BIN_PLAIN || process.env.REWEAVE_BIN ||
    path.join(ROOT, 'build/reweave');
export const PASSWORD = 'four ordinary words';

// -- counting -------------------------------------------------------------------------------------

let passed = 0, failed = 0;

export function check(what, held, more = '') {
    if (held)
        passed++;
    else
        failed++;
    const told = held || more === '' ? '' : '\n# ' + String(more).trim().slice(0, 2000).replace(/\n/g, '\n# ');
    console.log(`${held ? 'ok' : 'not ok'} ${passed + failed} - ${what}${told}`);
    return Boolean(held);
}

/** Runs a part; what it throws is a failure of that part, and the next one still runs. */
export async function part(what, run) {
    try {
        return await run();
    } catch (e) {
        check(what, false, e.stack || e);
        return null;
    }
}

/** Runs the whole file and ends the process; whatever happens, the servers are stopped first. */
export async function main(run) {
    try {
        if (!fs.existsSync(BIN))
            throw new Error(`there is no program at ${BIN}`);
        await run();
    } catch (e) {
        check('it ran to its end', false, e.stack || e);
    }
    for (const practice of [...open])
        await practice.stop();
    console.log(`1..${passed + failed}\n${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
}

// -- a practice -----------------------------------------------------------------------------------

const open = new Set();

process.on('exit', () => {
    for (const practice of open)
        practice.child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => process.exit(130));

export const oneTimeCode = text => (/([a-z2-7]{4}-){6}[a-z2-7]{2}/.exec(text) || [''])[0];

function served(child) {
    return new Promise((done, fail) => {
        let said = '';
        const hear = d => {
            said += d;
            const m = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
            if (m)
                done(Number(m[1]));
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('exit', () => fail(new Error(`serve ended: ${said}`)));
        setTimeout(() => fail(new Error(`serve said only: ${said}`)), 60000).unref();
    });
}

/**
 * A practice with one person, and the program serving it.
 *
 * options: db (URL of an empty PostgreSQL database), settings (lines of reweave.conf), region (whose law
 *          holds), kind (solo or group)
 * answers: { dir, port, base, log(), invite, run(verb, ...args), stop() }
 */
export async function startPractice({ db = '', settings = {}, region = 'OR', kind = 'group' } = {}) {
    const home = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'practice.'));
    const dir = path.join(home, 'data');
    const run = (...argv) => spawnSync(BIN, argv, { encoding: 'utf8' });
    const made = run('init', '--data', dir, ...(db ? ['--db', db] : []), '--name', 'Willow Bend Practice',
        '--region', region, '--kind', kind, '--consult', '', '--login', 'ruth', '--person', 'Ruth Alder',
        '--licence-type', 'LMFT', '--licence-number', '00000', '--licence-expires', '2035-12-31');
    if (made.status !== 0)
        throw new Error(`init: ${made.stderr}`);
    fs.appendFileSync(path.join(dir, 'reweave.conf'),
        Object.entries(settings).map(([k, v]) => `${k} = ${v}\n`).join(''));
    const child = spawn(BIN, ['serve', '--data', dir, '--listen', '127.0.0.1:0'],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stderr.on('data', d => { log += d; });
    const practice = { home, dir, child, invite: oneTimeCode(made.stdout), log: () => log,
        run: (verb, ...argv) => run(...verb.split(' '), '--data', dir, ...argv) };
    open.add(practice);
    practice.stop = async () => {
        if (!open.delete(practice))
            return;
        child.removeAllListeners('exit');
        if (child.exitCode === null) {
            const gone = new Promise(done => child.on('exit', done));
            child.kill('SIGTERM');
            await gone;
        }
        fs.rmSync(home, { recursive: true, force: true });
    };
    practice.port = await served(child);
    practice.base = `http://127.0.0.1:${practice.port}`;
    return practice;
}

// -- people ---------------------------------------------------------------------------------------

function unbase32(words) {
    let bits = '';
    for (const c of words.replace(/[^A-Z2-7]/g, ''))
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
}

/** Somebody with a code generator. A code is good once and only forwards, as on a real one. */
export class Person {
    constructor(login, secretWords = '') {
        this.login = login;
        this.last = 0;
        this.recovery = [];
        if (secretWords)
            this.secret = unbase32(secretWords);
    }

    learn(secretWords) {
        this.secret = unbase32(secretWords);
    }

    at(step) {
        const counter = Buffer.alloc(8);
        counter.writeBigUInt64BE(BigInt(step));
        const mac = createHmac('sha1', this.secret).update(counter).digest();
        const from = mac[19] & 15;
        return String((mac.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, '0');
    }

    /** The next unused code; when three of this half minute are used up, waits for the next one. */
    async code() {
        const now = () => Math.floor(Date.now() / 30000);
        const step = Math.max(now() - 1, this.last + 1);
        while (step > now() + 1)
            await new Promise(done => setTimeout(done, 30020 - Date.now() % 30000));
        this.last = step;
        return this.at(step);
    }
}

// -- a visitor without a browser ------------------------------------------------------------------

const unescapes = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#10': '\n' };
export const unescapeHtml = s => s.replace(/&(amp|lt|gt|quot|#39|#10);/g, (_, w) => unescapes[w]);
export const textOf = html => unescapeHtml(html.replace(/<(script|style)[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

/** What a page says, for the line of a check that did not hold. */
export const said = a => `${a.status} ${textOf(a.text.slice(a.text.indexOf('<main'))).slice(0, 600)}`;

/** An answer without what differs from one moment or one form to the next. */
export function told(a) {
    const h = { ...a.headers };
    for (const one of ['date', 'set-cookie', 'connection', 'keep-alive'])
        delete h[one];
    return JSON.stringify([a.status, h]) + a.text.replace(/name="_csrf" value="[^"]*"/g, '');
}

export function difference(x, y) {
    let i = 0;
    while (i < x.length && x[i] === y[i])
        i++;
    return `${x.slice(Math.max(0, i - 80), i + 80)} <> ${y.slice(Math.max(0, i - 80), i + 80)}`;
}

const attribute = (tag, name) => {
    const m = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>])`).exec(tag);
    return m ? unescapeHtml(m[1] || '') : null;
};

/** The forms of one of our own pages: [{ action, upload, fields: [{name, kind, value, ...}] }]. */
export function formsOf(html) {
    return [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)].map(([whole]) => {
        const head = /<form\b[^>]*>/.exec(whole)[0];
        const fields = [];
        const controls = /<(input)\b([^>]*)>|<(select|textarea)\b([^>]*)>\n?([^]*?)<\/\3>/g;
        for (const m of whole.matchAll(controls))
            fields.push(fieldOf(whole, m[1] || m[3], ` ${m[2] ?? m[4]}>`, m[5] || ''));
        return { action: attribute(head, 'action'), method: attribute(head, 'method'),
            upload: /multipart/.test(head), fields: fields.filter(f => f.name), html: whole };
    });
}

function fieldOf(form, element, tag, inner) {
    const kinds = { select: 'select', textarea: 'area' };
    const kind = kinds[element] || attribute(tag, 'type') || 'text';
    const id = attribute(tag, 'id');
    const f = { name: attribute(tag, 'name'), kind, id, required: attribute(tag, 'required') !== null,
        maxlength: attribute(tag, 'maxlength'), min: attribute(tag, 'min'), max: attribute(tag, 'max'),
        value: attribute(tag, 'value') || '', checked: attribute(tag, 'checked') !== null };
    const label = id && new RegExp(`<label[^>]* for="${id}"[^>]*>([^]*?)</label>`).exec(form);
    f.label = label ? textOf(label[1].replace(/<span class="must">[^]*?<\/span>/, '')) : '';
    if (kind === 'area')
        f.value = unescapeHtml(inner);
    if (kind === 'select') {
        f.options = [...inner.matchAll(/<option\b([^>]*)>([^]*?)<\/option>/g)].map(([, t, label2]) =>
            ({ value: attribute(` ${t}>`, 'value') || '', label: textOf(label2), chosen: / selected/.test(t) }));
        f.value = (f.options.find(o => o.chosen) || f.options[0] || { value: '' }).value;
    }
    return f;
}

/** What a browser would send for the form as it stands, with the given values in place. */
export function filled(form, values = {}) {
    const pairs = [];
    const left = { ...values };
    for (const f of form.fields) {
        const box = f.kind === 'radio' || f.kind === 'checkbox';
        if (f.name in values) {
            const want = [values[f.name]].flat();
            if (box ? want.some(w => w === f.value || w === f.label) : f.name in left) {
                const option = f.options && f.options.find(o => [o.value, o.label].includes(want[0]));
                pairs.push([f.name, box ? f.value : option ? option.value : want[0]]);
                delete left[f.name];
            }
            if (box)
                delete left[f.name];
        } else if (f.kind !== 'file' && (!box || f.checked)) {
            pairs.push([f.name, f.value]);
        }
    }
    if (Object.keys(left).length)
        throw new Error(`the form ${form.action} has no ${Object.keys(left)}`);
    return pairs;
}

export class Visitor {
    constructor(practice) {
        this.port = practice.port;
        this.jar = new Map();
        this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    }

    /** A second visitor with the same cookies. */
    copy() {
        const v = new Visitor(this);
        for (const [k, w] of this.jar)
            v.jar.set(k, w);
        return v;
    }

    headers(more) {
        const h = { Host: `127.0.0.1:${this.port}`, 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
        if (this.jar.size)
            h.Cookie = [...this.jar].map(([k, v]) => `${k}=${v}`).join('; ');
        return { ...h, ...more };
    }

    send(method, where, body = null, more = {}) {
        const headers = this.headers(more);
        if (body !== null)
            Object.assign(headers, { 'Content-Length': Buffer.byteLength(body), 'Sec-Fetch-Site': 'same-origin',
                Origin: `http://127.0.0.1:${this.port}`,
                'Content-Type': more['Content-Type'] || 'application/x-www-form-urlencoded' });
        return new Promise((done, fail) => {
            const q = http.request({ host: '127.0.0.1', port: this.port, method, path: where, headers,
                agent: this.agent }, a => {
                const chunks = [];
                a.on('data', d => chunks.push(d));
                a.on('end', () => done(this.take(a, Buffer.concat(chunks))));
                a.on('error', fail);
            });
            q.on('error', fail);
            q.end(body === null ? undefined : body);
        });
    }

    take(a, bytes) {
        if ((a.headers['clear-site-data'] || '').includes('cookies'))
            this.jar.clear();
        for (const line of a.headers['set-cookie'] || []) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
            if (/Max-Age=0|Max-Age=-/i.test(line) || value === '')
                this.jar.delete(name);
            else
                this.jar.set(name, value);
        }
        const to = (a.headers.location || '').replace(/^https?:\/\/[^/]+/, '');
        return { status: a.statusCode, to, bytes, text: bytes.toString('utf8'), headers: a.headers };
    }

    get(where, more) {
        return this.send('GET', where, null, more);
    }

    /** Posts pairs as they are, byte for byte where a value is a Buffer. */
    post(where, pairs, more = {}) {
        const list = Array.isArray(pairs) ? pairs : Object.entries(pairs);
        const text = list.map(([k, v]) => `${encodeURIComponent(k)}=${encoded(v)}`).join('&');
        return this.send('POST', where, text, more);
    }

    postFile(where, pairs, file) {
        const edge = '----reweave' + Math.random().toString(36).slice(2);
        const chunks = [];
        for (const [k, v] of pairs)
            chunks.push(Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n`), Buffer.from(v),
                Buffer.from('\r\n'));
        if (file)
            chunks.push(Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${file.name}"\r\n` +
                `Content-Type: ${file.type}\r\n\r\n`), file.bytes, Buffer.from('\r\n'));
        chunks.push(Buffer.from(`--${edge}--\r\n`));
        return this.send('POST', where, Buffer.concat(chunks), { 'Content-Type': `multipart/form-data; boundary=${edge}` });
    }

    /** Opens a page, fills the form with the given field (or the first of the main part), sends it. */
    async submit(where, values, { to = null, file = null } = {}) {
        const page = await this.get(where);
        if (page.status !== 200)
            throw new Error(`GET ${where}: ${page.status} ${page.to}`);
        const form = mainForm(page.text, to);
        if (!form)
            throw new Error(`${where} has no form${to ? ` to ${to}` : ''}`);
        const pairs = filled(form, values);
        return form.upload ? this.postFile(form.action, pairs, file) : this.post(form.action, pairs);
    }
}

const encoded = v => Buffer.isBuffer(v)
    ? [...v].map(b => '%' + b.toString(16).padStart(2, '0')).join('')
    : encodeURIComponent(v);

export function mainForm(html, to = null) {
    const all = formsOf(html.slice(html.indexOf('<main')));
    return all.find(f => f.method === 'post' && (!to || f.action.includes(to)));
}

/** Sets password and second step with a one-time code; answers the person, signed in as visitor. */
export async function enrol(visitor, login, invite) {
    const person = new Person(login);
    let a = await visitor.submit('/welcome', { invite, password: PASSWORD, repeat: PASSWORD });
    if (a.status !== 303)
        throw new Error(`welcome: ${a.status} ${textOf(a.text).slice(0, 300)}`);
    a = await visitor.get(a.to);
    person.learn(/class="key">([A-Z2-7 ]+)</.exec(a.text)[1]);
    const form = mainForm(a.text);
    a = await visitor.post(form.action, filled(form, { code: await person.code() }));
    person.recovery = [...a.text.matchAll(/<code>([a-z2-7-]{19})<\/code>/g)].map(m => m[1]);
    if (a.status !== 200)
        throw new Error(`second step: ${a.status} ${textOf(a.text).slice(0, 300)}`);
    return person;
}

export async function signIn(visitor, person) {
    await visitor.submit('/sign-in', { username: person.login, password: PASSWORD });
    const a = await visitor.submit('/sign-in/code', { code: await person.code() });
    if (a.status !== 303)
        throw new Error(`sign-in: ${a.status} ${textOf(a.text).slice(0, 300)}`);
    return a;
}

/** Adds an account at the console and enrols it; answers { person, visitor }. */
export async function addPerson(practice, login, name, roles) {
    const made = practice.run('user add', '--login', login, '--name', name, '--roles', roles);
    if (made.status !== 0)
        throw new Error(`user add: ${made.stderr}`);
    const visitor = new Visitor(practice);
    const person = await enrol(visitor, login, oneTimeCode(made.stdout));
    return { person, visitor };
}
