// test_recovery.mjs -- it ends within 10 seconds whoever holds on to it, and is back within 5 after a
// kill -9 of the clinic process or of everything, under load, with every saved note.
import { Browser, check, clinicOf, crowd, draftOf, main, makePractice, now, others, serve, signIn, until,
    workOf } from './kit.mjs';

/** Somebody who saves without a pause; counts what was acknowledged, and goes on through failures. */
function writer(b, save) {
    const w = { saved: 0, on: true };
    w.done = (async () => {
        while (w.on)
            try {
                w.saved += (await save()).status === 303;
            } catch {
                await new Promise(done => setTimeout(done, 20));
            }
    })();
    return w;
}

const answers = b => async () => {
    try {
        return (await b.get('/today')).status === 200;
    } catch {
        return false;
    }
};

async function killedClinic(s, b) {
    const first = clinicOf(s);
    process.kill(first, 'SIGKILL');
    const began = now();
    await until('another clinic', 5000, () => ![0, first].includes(clinicOf(s)), 5);
    await until('an answer to who was signed in', 10000, answers(b), 5);
    check('after kill -9 of the clinic a signed-in person is served again in 5 s', now() - began < 5000,
        `${(now() - began).toFixed(0)} ms`);
}

async function killedAll(s, dir, b) {
    const clinic = clinicOf(s);
    process.kill(clinic, 'SIGKILL');
    s.child.kill('SIGKILL');
    await until('the end', 5000, () => s.ended, 1);
    const began = now();
    const again = await serve(dir, s.port);
    await until('an answer to who was signed in', 10000, answers(b), 5);
    check('after kill -9 of everything it is ready in 5 s', now() - began < 5000, `${(now() - began).toFixed(0)} ms`);
    return again;
}

async function stopped(s, b, save) {
    const some = others(30);
    const crowds = [
        crowd({ kind: 'half', port: s.port, from: some.slice(0, 10), each: 20 }),
        crowd({ kind: 'body', port: s.port, from: some.slice(10, 20), each: 20 }),
        crowd({ kind: 'read', port: s.port, from: some.slice(20), each: 20,
            page: /href="(\/static\/[^"]*\.css)"/.exec((await b.get('/today')).text)[1] }),
    ];
    await until('the crowd', 15000, () => crowds.every(c => c.seen.open >= 195));
    const w = writer(b, save);
    await until('work', 5000, () => w.saved > 5);
    const end = await s.stop();
    w.on = false;
    await w.done;
    check('it ends in 10 s amid half-open, slow and stalled connections', end.code === 0 && end.ms <= 10000,
        `${end.ms.toFixed(0)} ms, ${JSON.stringify({ code: end.code, signal: end.signal })}`);
    await Promise.all(crowds.map(c => c.stop()));
}

await main(async () => {
    const dir = await makePractice('recovery');
    let s = await serve(dir);
    const b = await signIn(new Browser(s.port), dir, 'therapist');
    const work = await workOf(b);
    const save = await draftOf(b, work);
    await killedClinic(s, b);
    s = await killedAll(s, dir, b);
    check('the note is saved as before', (await save()).status === 303);
    await stopped(s, b, save);
    const calm = await serve(dir, s.port);
    check('ready once more', await answers(b)());
    const end = await calm.stop();
    check('without a crowd it ends at once', end.code === 0 && end.ms < 2000, `${end.ms.toFixed(0)} ms`);
}, { sanitized: true });
