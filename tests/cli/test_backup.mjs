// `reweave backup` beside a server at work, `reweave restore` on what it wrote; and `reweave seed`.
import fs from 'node:fs';
import path from 'node:path';
import { accountsOf, check, engines, finish, run, scratch, startDemo } from './kit.mjs';

const text = done => String(done.out) + done.err;

for (const [engine, more] of engines()) {
    const dir = path.join(scratch, engine);
    const file = path.join(scratch, engine + '.backup');
    const back = path.join(scratch, engine + '-back');
    const key = ['--key', path.join(dir, 'master.key')];
    const demo = await startDemo(dir, more);

    const made = run(['backup', '--data', dir, '--to', file]);
    check(`${engine}: a backup is made while it serves`, made.code === 0, text(made));
    check(`${engine}: it says that the key is apart`, /key is not in it/.test(text(made)));
    check(`${engine}: it serves on`, (await fetch(demo.url)).status === 200);
    check(`${engine}: only its owner reads it`, (fs.statSync(file).mode & 0o777) === 0o600);
    const bytes = fs.readFileSync(file);
    check(`${engine}: the key is not in it`,
        !bytes.includes(fs.readFileSync(path.join(dir, 'master.key'))));
    check(`${engine}: no name stands in it`, !bytes.includes('Nora Linden'));
    check(`${engine}: no address of a database`, !bytes.includes('postgres://'));

    const twice = run(['backup', '--data', dir, '--to', file]);
    check(`${engine}: an archive is never replaced`, twice.code === 1 && /conflict/.test(twice.err));
    const look = run(['restore', '--verify', file, ...key]);
    check(`${engine}: it is whole`, look.code === 0 && /The key opens it/.test(text(look)), text(look));
    const got = run(['restore', file, '--data', back, ...key]);
    check(`${engine}: it comes back`, got.code === 0, text(got));
    const again = run(['backup', '--data', back, '--to', file + '2']);
    check(`${engine}: and is a practice again`, again.code === 0, text(again));
    await demo.stop();

    bytes[bytes.length >> 1] ^= 1;
    fs.writeFileSync(file + '3', bytes);
    const bad = run(['restore', file + '3', '--data', back + '3', ...key]);
    check(`${engine}: a damaged one does not`, bad.code === 1 && !fs.existsSync(back + '3'), text(bad));
    check(`${engine}: nothing is left behind`,
        !fs.readdirSync(scratch).some(f => /restore-|part$|records$/.test(f)));
}

const seeded = path.join(scratch, 'seeded');
const told = run(['seed', '--data', seeded, '--cases', '4', '--notes', '9']);
check('seed: says what it made', told.code === 0 && /4 of 4 cases, 9 of 9 notes/.test(text(told)),
    text(told));
check('seed: sixteen can sign in', accountsOf(seeded).length === 16);
for (const words of [['seed', '--data', seeded, '--cases', '0', '--notes', '1'],
    ['seed', '--cases', '1', '--notes', '1'], ['backup', '--data', seeded], ['restore'],
    ['restore', '--verify', 'x', '--data', 'y'], ['restore', 'x', 'y', '--verify']])
    check(`usage: ${words.join(' ')}`, run(words).code === 2);
for (const verb of ['seed', 'backup', 'restore'])
    check(`${verb} --help`, /^Usage: reweave/.test(String(run([verb, '--help']).out)));
finish();
