// test_flood.mjs -- 200 wrong sign-ins a second, at one account and at many, from many addresses: those who
// are signed in notice nothing, and the person under attack signs in from a browser that is known.
import { Browser, check, clinicOf, crowd, figure, main, makePractice, now, others, rssKib, said, serve, signIn, until,
    watch, workOf } from './kit.mjs';

const RATE = 200;

async function guestOf(port) {
    const b = new Browser(port, '127.0.0.1');
    await until('the sign-in page', 15000, async () => (await b.get('/sign-in')).status === 200);
    return { cookie: b.cookies, csrf: b.csrf };
}

async function flood(s, dir, name, accounts, from, b, work, steps) {
    const c = crowd({ kind: 'flood', port: s.port, from, rate: RATE, accounts, guest: await guestOf(s.port) });
    await until('the flood', 10000, () => c.seen.opened > RATE);
    const from0 = c.seen.opened;
    const began = now();
    const r = await watch(b, work, 12000);
    const rate = (c.seen.opened - from0) / (now() - began) * 1000;
    figure(`${name}: signed-in p99 is under 500 ms`, r.p99 < 500 && r.n > 100, said(r));
    check(`${name}: nobody signed in is refused`, r.bad.length === 0, r.bad.slice(0, 5).join());
    check(`${name}: the flood was one`, rate > RATE * 0.9, `${rate.toFixed(0)}/s, ${JSON.stringify(c.seen.status)}`);
    check(`${name}: nobody got in`, !c.seen.status[303], JSON.stringify(c.seen.status));
    const known = new Browser(s.port);
    for (const [k, v] of b.jar)
        if (k.endsWith('-rwd'))
            known.jar.set(k, v);
    const start = now();
    await signIn(known, dir, 'therapist', steps);
    figure(`${name}: the person signs in from a known browser in 5 s`, now() - start < 5000, (now() - start).toFixed(0));
    await c.stop();
}

await main(async () => {
    const dir = await makePractice('flood');
    const s = await serve(dir);
    const b = await signIn(new Browser(s.port), dir, 'therapist', -1);
    const work = await workOf(b);
    const calm = rssKib(clinicOf(s));
    const many = Array.from({ length: 5000 }, (_, i) => `somebody${i}`);
    await flood(s, dir, 'many accounts', many, others(200), b, work, 0);
    await flood(s, dir, 'one account', ['therapist'], others(200), b, work, 1);
    const then = rssKib(clinicOf(s));
    figure('memory stays bounded: two slow hashes at once', then - calm < 192 * 1024, `${calm} KiB, then ${then} KiB`);
    check('it ends when asked', (await s.stop()).code === 0);
});
