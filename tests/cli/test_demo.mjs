// `reweave demo`: starts without a question, on this machine only, and leaves what it made alone.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { accountsOf, check, codeOf, engines, finish, run, scratch, startDemo } from './kit.mjs';

function reaches(host, port) {
    return new Promise(resolve => {
        const s = net.connect({ host, port });
        const end = there => (s.destroy(), resolve(there));
        s.on('connect', () => end(true));
        s.on('error', () => end(false));
        s.setTimeout(2000, () => end(false));
    });
}

const outside = Object.values(os.networkInterfaces()).flat().filter(i => !i.internal);

for (const [engine, more] of engines()) {
    const dir = path.join(scratch, engine);
    const began = Date.now();
    const demo = await startDemo(dir, more);
    console.log(`${engine}: made and served after ${Date.now() - began} ms`);
    const at = new URL(demo.url);

    check(`${engine}: it is on this machine's own address`, at.hostname === '127.0.0.1', demo.url);
    check(`${engine}: it answers there`, await reaches(at.hostname, Number(at.port)));
    for (const i of outside.filter(x => x.family === 'IPv4'))
        check(`${engine}: not on ${i.address}`, !await reaches(i.address, Number(at.port)));
    const page = await fetch(demo.url, { redirect: 'follow' });
    check(`${engine}: it serves a page`, page.status === 200 && /<html/.test(await page.text()));

    const list = accountsOf(dir);
    check(`${engine}: every role has an account`,
        ['therapist', 'supervisor', 'office', 'admin'].every(r => list.some(a => a.role === r)));
    check(`${engine}: each has what it signs in with`,
        list.every(a => a.username && a.password.length >= 16 && /^[A-Z2-7]+$/.test(a.totp_secret)));
    check(`${engine}: no password comes twice`,
        new Set(list.map(a => a.password)).size === list.length);
    check(`${engine}: only its owner reads the file`,
        (fs.statSync(path.join(dir, 'demo-accounts.json')).mode & 0o777) === 0o600);
    check(`${engine}: the accounts are printed`, list.every(a => demo.text.includes(a.password)));

    const code = run(['demo', '--data', dir, '--code', 'therapist']);
    const ours = [-1, 0].map(n => codeOf(list[0].totp_secret, n) + '\n');
    check(`${engine}: --code prints the generator's code`, ours.includes(String(code.out)), code.err);
    check(`${engine}: it ends when told to`, await demo.stop() === 0);

    const again = await startDemo(dir);
    check(`${engine}: a second start keeps the accounts`,
        JSON.stringify(accountsOf(dir)) === JSON.stringify(list));
    check(`${engine}: and makes nothing`, !/making/.test(again.text), again.text);
    await again.stop();

    const anew = await startDemo(dir, ['--reset']);
    check(`${engine}: made anew it has other passwords`,
        accountsOf(dir).every(a => list.every(b => a.password !== b.password)));
    check(`${engine}: and stays where it was`,
        /postgres/.test(fs.readFileSync(path.join(dir, 'reweave.conf'), 'utf8')) === (engine === 'postgres'));
    await anew.stop();

    const solo = await startDemo(dir, ['--reset', '--solo']);
    check(`${engine}: a practice of one has one account, and a colleague outside`, accountsOf(dir).length === 2 &&
        /practice of one/.test(solo.text), solo.text);
    await solo.stop();
    const kind = await startDemo(dir);
    check(`${engine}: the folder says which kind it is`, /practice of one/.test(kind.text), kind.text);
    await kind.stop();
}

const group = path.join(scratch, 'group');
await (await startDemo(group)).stop();
const other = run(['demo', '--data', group, '--port', '0', '--solo']);
check('a group is not served as a practice of one', other.code === 1 && /--reset/.test(other.err), other.err);

const work = path.join(scratch, 'work');
const made = run(['init', '--data', work, '--name', 'Rosewood', '--region', 'OR', '--kind', 'solo', '--consult', '']);
check('a practice to be left alone', made.code === 0, made.err);
fs.copyFileSync(path.join(group, 'demo-accounts.json'), path.join(work, 'demo-accounts.json'));
const before = fs.readFileSync(path.join(work, 'master.key'));
const kept = run(['demo', '--data', work, '--port', '0', '--reset']);
check('a practice at work is not thrown away', kept.code === 1 && /practice at work/.test(kept.err), kept.err);
check('nor is its key', before.equals(fs.readFileSync(path.join(work, 'master.key'))));

const full = path.join(scratch, 'full');
fs.mkdirSync(full);
fs.writeFileSync(path.join(full, 'letter.txt'), 'mine');
const refused = run(['demo', '--data', full, '--port', '0']);
check('a folder with something else in it is left alone',
    refused.code === 1 && fs.readdirSync(full).length === 1, refused.err);
check('and the refusal says what to do', /Name another folder/.test(refused.err), refused.err);
for (const words of [[], ['--data', full], ['--data', full, '--port', '0.0.0.0:80'],
    ['--data', full, '--port', '65536'], ['--data', full, '--code', 'x', '--reset'], ['--data', full, '--port', '0', '--listen', '0.0.0.0:1']])
    check(`usage: ${words.join(' ')}`, run(['demo', ...words]).code === 2);
check('help is a manual', /^Usage: reweave demo/.test(run(['demo', '--help']).out));
finish();
