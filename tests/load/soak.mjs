// soak.mjs -- ten times the normal load for a while: reads and writes of several people at once, with the
// memory and the descriptors of every process looked at all along.
import fs from 'node:fs';
import path from 'node:path';
import { Browser, check, clinicOf, draftOf, fdCount, figure, main, makePractice, now, percentiles, rssKib, said, serve,
    signIn, workOf } from './kit.mjs';

const PEOPLE = ['therapist', 'colleague'];
const LANES = 12; // requests at once
const WRITES = 5; // one in so many is one

/** Requests at an even rate; a lane that is late catches up. */
async function lane(b, work, rate, end, seen) {
    const save = await draftOf(b, work);
    const began = now();
    for (let n = 0; now() < end; n++) {
        const due = began + n * 1000 / rate;
        if (due > now())
            await new Promise(done => setTimeout(done, due - now()));
        const start = now();
        try {
            const write = n % WRITES === WRITES - 1;
            const a = write ? await save() : await b.get(work.pages[n % work.pages.length]);
            if (a.status !== (write ? 303 : 200))
                seen.bad.push(String(a.status));
        } catch (e) {
            seen.bad.push(e.code || e.message);
        }
        seen.ms.push(now() - start);
    }
}

/** KiB a minute by least squares, over what was seen after warming up. */
export function slope(points) {
    const n = points.length;
    const mx = points.reduce((s, p) => s + p.at, 0) / n;
    const my = points.reduce((s, p) => s + p.kib, 0) / n;
    const over = points.reduce((s, p) => s + (p.at - mx) * (p.kib - my), 0);
    return over / points.reduce((s, p) => s + (p.at - mx) ** 2, 0) * 60000;
}

function middle(list) {
    return [...list].sort((x, y) => x - y)[list.length >> 1];
}

/** seconds in all; rate of requests a second; most KiB that a process may grow after a third of it. */
export const soak = ({ seconds, rate, growth }) => main(async () => {
    const dir = await makePractice('soak');
    const s = await serve(dir);
    const people = [];
    for (const name of PEOPLE)
        people.push(await signIn(new Browser(s.port), dir, name));
    const works = [];
    for (const b of people)
        works.push(await workOf(b));
    const pids = { monitor: s.child.pid, clinic: clinicOf(s) };
    const began = now();
    const end = began + seconds * 1000;
    const seen = { ms: [], bad: [] };
    const looks = { monitor: [], clinic: [] };
    const timer = setInterval(() => {
        for (const [name, pid] of Object.entries(pids))
            looks[name].push({ at: now() - began, kib: rssKib(pid), fds: fdCount(pid) });
    }, Math.max(200, seconds * 2));
    await Promise.all(Array.from({ length: LANES }, (_, i) =>
        lane(people[i % people.length], works[i % people.length], rate / LANES, end, seen)));
    clearInterval(timer);
    const r = { ...percentiles(seen.ms), bad: seen.bad };
    figure(`${(r.n / seconds).toFixed(0)} requests a second, none refused`, r.bad.length === 0 && r.n / seconds > rate * 0.9, said(r));
    for (const [name, list] of Object.entries(looks)) {
        const late = list.filter(p => p.at > seconds * 1000 / 3);
        const half = late.length >> 1;
        const [a, b] = [late.slice(0, half), late.slice(half)].map(l => middle(l.map(p => p.kib)));
        figure(`${name}: memory is bounded`, b - a <= growth, `${list[0].kib} KiB, then ${a}, then ${b}; ` +
            `${slope(late).toFixed(0)} KiB a minute`);
        const fds = late.map(p => p.fds);
        check(`${name}: descriptors stay as many`, Math.max(...fds) - Math.min(...fds) <= 8,
            `${Math.min(...fds)} to ${Math.max(...fds)}`);
    }
    const wal = Math.max(0, ...fs.readdirSync(dir, { recursive: true }).filter(f => f.endsWith('-wal'))
        .map(f => fs.statSync(path.join(dir, f)).size));
    check('the write-ahead log stays under 64 MiB', wal < 64 << 20, `${wal >> 10} KiB`);
    check('it is the same process still', clinicOf(s) === pids.clinic);
    people.forEach(b => b.agent.destroy());
    check('it ends when asked', (await s.stop()).code === 0);
});
