// test_limits.mjs -- every ceiling and clock of the server as it is shipped, each from outside: sizes,
// heads and bodies that trickle, readers that stall, connections of one address and of all, the queue.
import { Browser, ask, check, clinicOf, dial, heldByServer, main, makePractice, now, others, rssKib, serve,
    signIn, together, until, workOf } from './kit.mjs';

const H = 'Host: here\r\n';
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';
const pause = ms => new Promise(done => setTimeout(done, ms));
const between = (x, low, high) => x >= low && x <= high;

// -- sizes ----------------------------------------------------------------------------------------

async function sizes(s, b) {
    const us = `Cookie: ${b.cookies}\r\n`;
    const rows = [
        ['a request line of 8 KiB is read', `GET /${'a'.repeat(8150)} HTTP/1.1\r\n${H}`, [401, 303, 404]],
        ['one of more is 414', `GET /${'a'.repeat(8300)} HTTP/1.1\r\n${H}`, [414]],
        ['98 fields are read', `GET /sign-in HTTP/1.1\r\n${H}${'X-A: b\r\n'.repeat(97)}`, [200]],
        ['101 are 431', `GET /sign-in HTTP/1.1\r\n${H}${'X-A: b\r\n'.repeat(100)}`, [431]],
        ['15 KiB of fields are read', `GET /sign-in HTTP/1.1\r\n${H}X-A: ${'b'.repeat(15 << 10)}\r\n`, [200]],
        ['more than 16 KiB are 431', `GET /sign-in HTTP/1.1\r\n${H}X-A: ${'b'.repeat(16 << 10)}\r\n`, [431]],
        ['a length of 10 GiB is refused before the body', `POST /sign-in HTTP/1.1\r\n${H}${us}${FORM}Content-Length: 10737418240\r\n`, [413]],
        ['so is one of an upload', `POST ${s.place} HTTP/1.1\r\n${H}${us}Content-Type: multipart/form-data; boundary=x\r\n` +
            'Content-Length: 10737418240\r\n', [413]],
    ];
    for (const [name, head, want] of rows) {
        const c = await ask(s.port, `${head}Connection: close\r\n\r\n`, 5000);
        check(name, want.includes(c.status()), `${c.status()} after ${c.ms.toFixed(0)} ms`);
    }
    const form = n => `POST /sign-in HTTP/1.1\r\n${H}${us}${FORM}Connection: close\r\nContent-Length: ${n}\r\n\r\n${'a'.repeat(n)}`;
    const fits = (await ask(s.port, form(1 << 20))).status();
    check('a form of 1 MiB is read', ![413, 0].includes(fits), fits);
    const over = (await ask(s.port, form((1 << 20) + 1))).status();
    check('one byte more is 413', over === 413, over);
}

async function upload(s, b) {
    const clinic = clinicOf(s);
    const send = async size => {
        const part = (name, more, text) => `--bb\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}`;
        const magic = '%PDF-1.7\n';
        const head = part('_csrf', '', b.csrf) + '\r\n' + part('file', '; filename="a.pdf"', magic);
        const piece = Buffer.alloc(1 << 20, 'x');
        const tail = '\r\n--bb--\r\n';
        const c = dial(s.port, `POST ${s.place} HTTP/1.1\r\n${H}Cookie: ${b.cookies}\r\nConnection: close\r\n` +
            `Content-Type: multipart/form-data; boundary=bb\r\nContent-Length: ${head.length - magic.length + size + tail.length}\r\n\r\n${head}`);
        await c.open;
        for (let left = size - magic.length; left > 0 && !c.closed; left -= piece.length)
            if (!c.socket.write(piece.subarray(0, left)))
                await Promise.race([new Promise(done => c.socket.once('drain', done)), c.end]);
        c.socket.write(tail);
        await c.end;
        return c.status();
    };
    await send(1 << 20);
    const before = rssKib(clinic);
    let peak = before;
    const timer = setInterval(() => { peak = Math.max(peak, rssKib(clinic)); }, 10);
    const status = await send(100 << 20);
    clearInterval(timer);
    check('an upload of 100 MiB is streamed', [303, 422].includes(status), status);
    check('the clinic process grows by 8 MiB at most', peak - before <= 8192, `${peak - before} KiB`);
    const over = await send((100 << 20) + 1);
    check('one byte more is 413', over === 413, over);
}

// -- clocks ---------------------------------------------------------------------------------------

/** Writes a piece at every beat until the connection is closed; when that was. */
async function trickle(s, first, piece, beat) {
    const c = dial(s.port, first, '127.0.0.2');
    const timer = setInterval(() => c.socket.write(piece), beat);
    await c.end;
    clearInterval(timer);
    return c;
}

async function heads(s) {
    const silent = dial(s.port, `GET /sign-in HTTP/1.1\r\nHost: he`, '127.0.0.2');
    const nothing = dial(s.port, '', '127.0.0.2');
    const drip = await trickle(s, 'GET /sign-in HTTP/1.1\r\n', 'X-A: b\r\n', 300);
    check('a head that drips is cut off by a total clock of 10 s', between(drip.ms, 9500, 12500), `${drip.ms.toFixed(0)} ms`);
    for (const [name, c] of [['half a head', silent], ['no head at all', nothing]]) {
        await c.end;
        check(`${name} as well`, between(c.ms, 9500, 12500), `${c.ms.toFixed(0)} ms`);
    }
}

async function bodies(s) {
    const head = `POST /sign-in HTTP/1.1\r\n${H}${FORM}Connection: close\r\nContent-Length: `;
    const slow = trickle(s, `${head}8000\r\n\r\n`, 'a'.repeat(100), 1000);
    const fair = trickle(s, `${head}8192\r\n\r\n`, 'a'.repeat(512), 400);
    const a = await slow;
    check('a body of 100 bytes a second is cut off after 5 s', a.status() !== 200 && between(a.ms, 5000, 8500), `${a.ms.toFixed(0)} ms`);
    const b = await fair;
    check('one of more than 1 KiB a second is read to its end', b.status() > 0 && b.ms > 5500, `${b.status()} after ${b.ms.toFixed(0)} ms`);
}

async function stalled(s, css) {
    const c = dial(s.port, '', '127.0.0.3');
    await c.open;
    c.socket.pause();
    c.socket.write(`GET ${css} HTTP/1.1\r\n${H}\r\n`.repeat(400));
    await pause(25000);
    check('a reader that stalls has its time', heldByServer(c));
    await until('the reader that stalls to be dropped', 20000, () => !heldByServer(c), 100);
    const ms = now() - c.began;
    check('a reader that stalls for 30 s is dropped', between(ms, 29000, 40000), `${ms.toFixed(0)} ms`);
    c.socket.destroy();
}

async function kept(s) {
    const c = dial(s.port, `GET /sign-in HTTP/1.1\r\n${H}\r\n`, '127.0.0.2');
    await until('an answer', 5000, () => c.status() === 200);
    const from = now();
    await c.end;
    check('a kept connection is closed after 15 s without a request', between(now() - from, 14000, 18000), `${(now() - from).toFixed(0)} ms`);
}

// -- numbers --------------------------------------------------------------------------------------

/** A kept connection that showed who is signed in. */
async function signedIn(s, b, from) {
    const c = dial(s.port, `GET /today HTTP/1.1\r\n${H}Cookie: ${b.cookies}\r\n\r\n`, from);
    await until('an answer', 5000, () => c.text.includes('</html>'));
    c.text = '';
    return c;
}

async function asksAgain(c, b) {
    c.socket.write(`GET /today HTTP/1.1\r\n${H}Cookie: ${b.cookies}\r\nConnection: close\r\n\r\n`);
    await c.end;
    return c.status() === 200;
}

async function oneAddress(s, b) {
    const mine = await signedIn(s, b, '127.0.0.4');
    const list = [];
    for (let i = 0; i < 100; i++) {
        // Answered before the next one comes: two that come at once may be taken in either order.
        list.push(dial(s.port, `GET /healthz HTTP/1.1\r\n${H}\r\n`, '127.0.0.4'));
        await until('an answer', 3000, () => list[i].text.endsWith('ok\n'), 1);
        list[i].socket.write('GET /');
    }
    await until('the oldest to be closed', 3000, () => list.filter(c => c.closed).length >= 37);
    const open = list.filter(c => !c.closed).length;
    check('one address has 64 connections', open === 63, `${open} and the one that is signed in`);
    check('the oldest went', list.slice(0, 37).every(c => c.closed) && !list.slice(37).some(c => c.closed));
    check('the one that is signed in was spared', await asksAgain(mine, b));
    list.forEach(c => c.socket.destroy());
}

async function everybody(s, b) {
    const mine = await signedIn(s, b, '127.0.0.5');
    const some = others(60).slice(10);
    const list = [];
    for (let i = 0; i < 150; i++) {
        list.push(dial(s.port, 'GET /', some[i % some.length]));
        await list[i].open;
    }
    await until('the oldest to be closed', 3000, () => list.filter(c => c.closed).length >= 51);
    const open = list.filter(c => !c.closed).length;
    check('no more are open than the settings say', open <= 99, open);
    check('the oldest of all went', list.slice(0, 40).every(c => c.closed));
    check('somebody new is served', (await ask(s.port, `GET /sign-in HTTP/1.1\r\n${H}Connection: close\r\n\r\n`)).status() === 200);
    check('the one that is signed in was spared here too', await asksAgain(mine, b));
    list.forEach(c => c.socket.destroy());
}

async function behindProxy(s) {
    const head = from => `POST /sign-in HTTP/1.1\r\n${H}X-Forwarded-For: 10.0.0.1, ${from}\r\n${FORM}Content-Length: 10\r\n\r\n`;
    const list = [];
    for (let i = 0; i < 80; i++) {
        list.push(dial(s.port, head('198.51.100.7')));
        await list[i].open;
    }
    await until('the oldest to be closed', 3000, () => list.filter(c => c.closed).length >= 16);
    const open = list.filter(c => !c.closed).length;
    check('behind a proxy 64 requests of one address are at work', open === 64, open);
    const other = await ask(s.port, `${head('198.51.100.8')}username=a`.replace('Content-Length', 'Connection: close\r\nContent-Length'));
    check('another address behind it is served', other.status() > 0 && other.status() !== 503, other.status());
    list.forEach(c => c.socket.destroy());
    await Promise.all(list.map(c => c.end));
}

async function queue(s) {
    const list = Array.from({ length: 60 }, () => ask(s.port, `GET /sign-in HTTP/1.1\r\n${H}Connection: close\r\n\r\n`));
    const done = await Promise.all(list);
    const busy = done.filter(c => c.status() === 503);
    check('what does not fit into the queue is told so', busy.length > 0 && done.every(c => [200, 503].includes(c.status())),
        `${busy.length} of ${done.length}`);
    check('and when to come back', busy.every(c => /\r\nRetry-After: \d+\r\n/.test(c.text)));
}

await main(async () => {
    const dir = await makePractice('limits');
    const s = await serve(dir);
    const b = await signIn(new Browser(s.port), dir, 'therapist');
    const work = await workOf(b);
    const css = /href="(\/static\/[^"]*\.css)"/.exec((await b.get('/today')).text)[1];
    s.place = `${work.family}/documents/new`;
    const small = await serve(await makePractice('small', 'connections = 100\nproxy = 127.0.0.1\nworkers = 2\nqueue = 4\n'));
    const c = await signIn(new Browser(small.port), small.dir, 'therapist');
    await together({
        clocks: () => Promise.all([heads(s), bodies(s), stalled(s, css), kept(s)]),
        numbers: async () => { await oneAddress(s, b); await everybody(small, c); await behindProxy(small); await queue(small); },
        sizes: async () => { await sizes(s, b); await upload(s, b); },
    });
    check('both end when asked', (await s.stop()).code === 0 && (await small.stop()).code === 0);
});
