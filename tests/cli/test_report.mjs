// `reweave report`: the same walls as the page, and a PDF at the end.
import fs from 'node:fs';
import path from 'node:path';
import { accountsOf, check, codeOf, engines, finish, run, scratch, startDemo } from './kit.mjs';

const DAY = 86400000;
const iso = days => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** What a run as that account wants on descriptor 3; a code serves once, so each run has its step. */
function secrets(account, step = 0) {
    const left = 30000 - Date.now() % 30000;
    if (step < 0 && left < 10000) // the step before must still count when the program looks
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, left + 100);
    return [account.password, codeOf(account.totp_secret, step)];
}

for (const [engine, more] of engines()) {
    const dir = path.join(scratch, engine);
    await (await startDemo(dir, more)).stop();
    const people = Object.fromEntries(accountsOf(dir).map(a => [a.username, a]));
    const words = (user, options) => ['report', '--data', dir, '--as', user, '--credentials-fd', '3',
        '--from', iso(-90), '--to', iso(-2), ...options];
    const status = ['--kind', 'status', '--case', 'K7QD'];
    const file = path.join(scratch, `${engine}.pdf`);
    const numbers = [iso(-190), iso(-193)].map(d => `${d.slice(2, 4)}-K7QD`);
    const named = ['--kind', 'attendance', '--case', numbers[0]];

    const draft = run(words('therapist', named), secrets(people.therapist, -1));
    check(`${engine}: the lead gets a PDF`, draft.code === 0 &&
        draft.out.subarray(0, 5).toString() === '%PDF-', draft.err);
    check(`${engine}: it is said to be a draft`, /draft/.test(draft.err), draft.err);

    const signed = run(words('therapist', ['--kind', 'status', '--case', numbers[0], '--sign', '--out',
        file]), secrets(people.therapist, 0));
    check(`${engine}: a signed one lies in the file`, signed.code === 0 &&
        fs.readFileSync(file).subarray(0, 5).toString() === '%PDF-', signed.err);
    check(`${engine}: which others can't read`, (fs.statSync(file).mode & 0o777) === 0o600);
    check(`${engine}: nothing went to standard output`, signed.out.length === 0);

    const twice = run(words('therapist', ['--kind', 'status', '--case', numbers[0], '--out', file]),
        secrets(people.therapist, 1));
    check(`${engine}: a file that is there is kept`, twice.code === 1 &&
        /is there already/.test(twice.err), twice.err);

    const foreign = run(words('colleague', named), secrets(people.colleague));
    const nobody = run(words('supervisor', status), secrets(people.supervisor));
    check(`${engine}: somebody else's case is not there`, foreign.code === 1 &&
        foreign.out.length === 0 && /no such case/.test(foreign.err), foreign.err);
    check(`${engine}: in the words for a case that does not exist`,
        foreign.err === nobody.err, nobody.err);
    const office = run(words('office', named), secrets(people.office));
    check(`${engine}: the office gets no report`, office.code === 1 && office.out.length === 0,
        office.err);
    const wrong = run(words('admin', named), ['not the password', '000000']);
    check(`${engine}: a wrong password opens nothing`, wrong.code === 1 && wrong.out.length === 0,
        wrong.err);
}

const usage = ['report', '--data', '/nowhere', '--as', 'x', '--credentials-fd', '3'];
for (const bad of [[], ['--case', '1'], ['--case', '1', '--kind', 'poem'],
    ['--case', '1', '--kind', 'status', '--from', '2026-02-30', '--to', '2026-03-01'],
    ['--case', '1', '--kind', 'status', '--from', '1.2.2026', '--to', '2026-03-01']])
    check(`usage: ${bad.join(' ')}`, run([...usage, ...bad], ['x', 'y']).code === 2);
check('help is a manual', /^Usage: reweave report/.test(run(['report', '--help']).out));
finish();
