// visit.mjs -- a first day through the pages: `node visit.mjs URL CODE FILE` takes the one-time code,
// sets a password and a second step and keeps in FILE what signing in again needs; without CODE it
// signs in with that. Ends in "signed in" or says what came instead.
import { createHmac, randomBytes } from 'node:crypto';
import dns from 'node:dns';
import fs from 'node:fs';

dns.setDefaultResultOrder('ipv4first'); // older Node asks no second address of localhost
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // a proxy's certificate is made for the test

const [base, invite, file] = process.argv.slice(2);
const jar = new Map();
let csrf = '';

async function send(where, form) {
    const options = { redirect: 'manual', headers: {} };
    if (jar.size)
        options.headers.cookie = [...jar].map(([k, v]) => `${k}=${v}`).join('; ');
    if (form)
        Object.assign(options, { method: 'POST', body: new URLSearchParams({ _csrf: csrf, ...form }) });
    const a = await fetch(new URL(where, base), options);
    for (const line of (a.headers.get('set-cookie') || '').split(/,(?=\s*[\w-]+=)/).filter(Boolean)) {
        const [, name, value] = /^\s*([^=]+)=([^;]*)/.exec(line);
        jar.set(name, value);
    }
    const text = await a.text();
    csrf = (/name="_csrf" value="([^"]*)"/.exec(text) || [])[1] || csrf;
    return { status: a.status, to: a.headers.get('location') || '', text };
}

function codeOf(secret, steps = 0) {
    const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2)
        .padStart(5, '0')).join('');
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))))
        .update(counter).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

function expect(what, a, holds) {
    if (holds)
        return;
    console.log(`${what}: ${a.status} ${a.to}\n${a.text.slice(0, 400)}`);
    process.exit(1);
}

async function firstDay() {
    const password = randomBytes(12).toString('hex');
    await send('/welcome');
    let a = await send('/welcome', { invite, password, repeat: password });
    expect('the one-time code', a, a.to === '/welcome/second-step');
    a = await send('/welcome/second-step');
    const secret = /class="key">([A-Z2-7 ]+)</.exec(a.text)[1].replace(/ /g, '');
    a = await send('/welcome/second-step', { code: codeOf(secret, -1) });
    expect('the second step', a, a.status === 200 || a.status === 303);
    fs.writeFileSync(file, JSON.stringify({ password, secret }), { mode: 0o600 });
}

async function signIn() {
    const { password, secret } = JSON.parse(fs.readFileSync(file, 'utf8'));
    await send('/sign-in');
    let a = await send('/sign-in', { username: 'admin', password, next: '/' });
    expect('the password', a, a.status === 303);
    await send('/sign-in/code');
    // A code works once: now, or with the one of half a minute later.
    for (const step of [0, 1]) {
        a = await send('/sign-in/code', { code: codeOf(secret, step), next: '/', kind: 'code' });
        if (a.status === 303)
            break;
    }
    expect('the code', a, a.status === 303);
}

await (invite ? firstDay() : signIn());
const today = await send('/today');
expect('the first page', today, today.status === 200 && today.text.includes('</html>'));
console.log('signed in');
