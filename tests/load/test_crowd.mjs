// test_crowd.mjs -- two thousand connections that only want to be there: idle ones cost little and the
// next is taken at once; half-open and slow ones do not keep a signed-in person waiting.
import { Browser, check, clinicOf, crowd, dial, figure, main, makePractice, now, others, percentiles, rssKib, said,
    serve, signIn, until, watch, workOf } from './kit.mjs';

const WATCH_MS = 20000;

/** How long a stranger's connection takes to its first answer, one after another. */
async function acceptTimes(port, n) {
    const took = [];
    for (let i = 0; i < n; i++) {
        const began = now();
        const c = dial(port, 'GET /static/none HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n', '127.9.0.1');
        await c.end;
        took.push(c.status() === 404 ? now() - began : Infinity);
    }
    return percentiles(took);
}

async function idleOnes(s) {
    const clinic = clinicOf(s);
    const before = rssKib(clinic);
    const c = crowd({ kind: 'idle', port: s.port, from: others(40), each: 50 });
    await until('2,000 idle connections', 20000, () => c.seen.open >= 2000);
    const took = await acceptTimes(s.port, 100);
    const after = rssKib(clinic);
    figure('2,000 idle connections: at most 150 MiB in all', after <= 150 * 1024, `${before} KiB, then ${after} KiB`);
    figure('another is accepted and answered within 50 ms', took.p99 < 50, said(took));
    check('they are 2,000 still', c.seen.open >= 1990, c.seen.open);
    await c.stop();
}

async function slowOnes(s, dir) {
    const b = await signIn(new Browser(s.port), dir, 'therapist');
    const work = await workOf(b);
    const calm = await watch(b, work, 2000);
    const some = others(40);
    const css = /href="(\/static\/[^"]*\.css)"/.exec((await b.get('/today')).text)[1];
    const crowds = [
        crowd({ kind: 'half', port: s.port, from: some.slice(0, 10), each: 50 }),
        crowd({ kind: 'drip', port: s.port, from: some.slice(10, 20), each: 50 }),
        crowd({ kind: 'body', port: s.port, from: some.slice(20, 30), each: 50 }),
        crowd({ kind: 'read', port: s.port, from: some.slice(30), each: 50, page: css }),
        crowd({ kind: 'half', port: s.port, from: ['127.0.0.1'], each: 200 }),
    ];
    await until('the crowd', 20000, () => crowds.slice(0, 4).every(c => c.seen.open >= 490));
    const r = await watch(b, work, WATCH_MS);
    figure('signed-in p99 is under a second for 20 s', r.p99 < 1000 && r.n > 100, `${said(r)}; calm: p99 ${calm.p99.toFixed(1)}`);
    check('nobody signed in is refused', r.bad.length === 0, r.bad.slice(0, 5).join());
    check('the crowd came back all the time',
        crowds.reduce((n, c) => n + c.seen.opened, 0) > 2200, crowds.map(c => `${c.seen.open} of ${c.seen.opened}`).join());
    const fresh = new Browser(s.port);
    fresh.jar = new Map(b.jar);
    const began = now();
    const again = await fresh.get('/today');
    check('a new connection of theirs finds a place', again.status === 200 && now() - began < 1000, (now() - began).toFixed(1));
    figure('memory stays small', rssKib(clinicOf(s)) < 300 * 1024, `${rssKib(clinicOf(s))} KiB`);
    await Promise.all(crowds.map(c => c.stop()));
}

await main(async () => {
    const dir = await makePractice('crowd');
    const s = await serve(dir);
    await idleOnes(s);
    await slowOnes(s, dir);
    check('it ends when asked', (await s.stop()).code === 0);
});
