import { Browser, crowd, main, makePractice, now, others, serve, signIn, until, workOf, dial, newId, ask, clinicOf, fdCount } from './kit.mjs';
const pause = ms => new Promise(done => setTimeout(done, ms));
await main(async () => {
    const dir = await makePractice('flood');
    const s = await serve(dir);
    const g = new Browser(s.port); await g.get('/sign-in');
    const guest = { cookie: g.cookies, csrf: g.csrf };
    const f = accounts => crowd({ kind: 'flood', port: s.port, from: others(200), rate: 200, accounts, guest });
    const c = f(Array.from({ length: 5000 }, (_, i) => `somebody${i}`));
    await until('x', 9000, () => c.seen.opened > 1200);
    console.log(c.seen, fdCount(clinicOf(s)));
    await c.stop();
    const d = f(['therapist']);
    for (let i = 0; i < 8; i++) { await pause(1000); console.log(JSON.stringify(d.seen), fdCount(clinicOf(s))); }
    const r = await ask(s.port, `GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    console.log(r.text.slice(0, 300), r.ms, s.text);
});
