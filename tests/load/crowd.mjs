// crowd.mjs -- many clients that mean no good, in a process of their own; see crowd() of kit.mjs.
//
//   { kind: 'idle' | 'half' | 'drip' | 'body' | 'read', port, from: [address...], each }
//        so many connections from each address, opened again whenever one is closed
//   { kind: 'flood', port, from, rate, accounts: [login...] }
//        so many sign-ins with a wrong password each second
import http from 'node:http';
import net from 'node:net';

const what = JSON.parse(process.argv[2]);
const seen = { open: 0, opened: 0, closed: 0, status: {} };
const tell = () => process.send(seen);
setInterval(tell, 200);
process.on('disconnect', () => process.exit());

const HEAD = 'Host: here\r\nUser-Agent: crowd\r\n';
const css = 'GET /static/none.css HTTP/1.1\r\n' + HEAD + '\r\n';
const first = {
    idle: () => 'GET /static/none HTTP/1.1\r\n' + HEAD + '\r\n',
    half: () => 'GET /sign-in HTTP/1.1\r\nHost: he',
    drip: () => 'GET /sign-in HTTP/1.1\r\nHost: here\r\n',
    body: () => 'POST /sign-in HTTP/1.1\r\n' + HEAD + 'Content-Type: application/x-www-form-urlencoded\r\n' +
        'Content-Length: 8000\r\n\r\nusername=',
    read: () => (what.page ? `GET ${what.page} HTTP/1.1\r\n${HEAD}\r\n` : css).repeat(200),
};

function one(from, later) {
    const s = net.connect({ port: what.port, host: '127.0.0.1', localAddress: from });
    let timer;
    s.on('connect', () => {
        seen.open++;
        seen.opened++;
        s.write(first[what.kind]());
        if (what.kind === 'read')
            s.pause();
        else
            s.resume();
        if (what.kind === 'drip' || what.kind === 'body')
            timer = setInterval(() => s.write(what.kind === 'drip' ? 'X-A: b\r\n' : 'a'), 1500);
        s.connected = true;
    });
    s.on('error', () => {});
    s.on('close', () => {
        clearInterval(timer);
        if (s.connected) {
            seen.open--;
            seen.closed++;
        }
        setTimeout(() => one(from, true), later ? 200 : 50);
    });
}

function wrong(from, login) {
    const body = `username=${login}&password=not+the+right+words&next=%2F&_csrf=${'0'.repeat(64)}`;
    const q = http.request({ host: '127.0.0.1', port: what.port, localAddress: from, method: 'POST', path: '/sign-in',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': body.length,
            Cookie: what.guest.cookie, Connection: 'close', 'User-Agent': 'crowd' } }, a => {
        a.resume();
        seen.status[a.statusCode] = (seen.status[a.statusCode] || 0) + 1;
        a.on('end', () => { seen.closed++; });
    });
    q.on('error', e => { seen.status[e.code] = (seen.status[e.code] || 0) + 1; });
    q.end(body.replace('0'.repeat(64), what.guest.csrf));
    seen.opened++;
}

if (what.kind === 'flood') {
    const began = Date.now();
    let sent = 0;
    setInterval(() => {
        for (; sent < (Date.now() - began) * what.rate / 1000; sent++)
            wrong(what.from[sent % what.from.length], what.accounts[sent % what.accounts.length]);
    }, 5);
} else {
    for (let i = 0; i < what.each; i++)
        for (const from of what.from)
            one(from, false);
}
