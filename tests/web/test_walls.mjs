// test_walls.mjs -- who gets through which door: every route of the program, tried by everybody there
// is to a case, against rules written here in words and not read from the program. What is closed
// to somebody answers byte for byte like what does not exist.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BIN, check, enrol, filled, formsOf, main, oneTimeCode, PASSWORD, Person, textOf, unescapeHtml, Visitor } from '../browser/kit.mjs';

const NOBODY = 'a'.repeat(26);
const ID = '[a-z2-7]{26}';
const home = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'walls.'));
const dir = path.join(home, 'demo');

// -- the rules, in words --------------------------------------------------------------------------
// The first line that fits a path says who may: L lead, C co-therapist, S supervisor of the case, O front
// desk of the case, T therapist and P front desk without a place on it, A administration alone, X a
// colleague from outside who is asked for second signatures.

const INSIDE = 'LCSOTPA';
const EVERYBODY = INSIDE + 'X';
const CLINICIANS = 'LCST';
const RULES = [
    // before anybody is known
    ['* ^/$|^/healthz$|^/sign-in|^/welcome', 'anonymous ' + EVERYBODY],
    // what was put before a colleague from outside: theirs alone, each their own
    ['* ^/consultations/:consultation', ''],
    ['* ^/consultations$', 'X'],
    // who stands in: named by a lead, here for the co-therapist; declared by nobody yet
    ['* ^/cover/:cover/declare$', ''],
    ['* ^/cover/:cover', 'LC'],
    ['* ^/cover(/new)?$', CLINICIANS],
    // one's own account
    ['* ^/account(/|$)|^/reauth$|^/sign-out$', EVERYBODY],
    // the day's work: everybody but administration
    ['* ^/(today|calendar|cases|appointments/new)$', 'LCSOTP', 'GET'],
    // notes and calls are the clinicians'
    ['* ^/(log|notes/unsigned|notes/sign)$', CLINICIANS],
    // opening a case is for clinicians
    ['* ^/cases$', CLINICIANS, 'POST'],
    ['* ^/(cases/new|cases/import|import)', CLINICIANS],
    // the law of the state tells nothing of anybody
    ['* ^/practice/jurisdiction$', INSIDE],
    // how the licences of everybody stand: who supervises and who keeps the accounts
    ['* ^/credentials$', 'SA'],
    ['* ^/accounts/:account/credentials$', 'SA', 'GET'],
    // the practice and its people
    ['* ^/(accounts|practice)(/|$)', 'A'],
    // the schedule and the safe way to reach people: also the front desk of the case
    ['* ^/cases/:case/(appointments|desk)(/|$)', 'LCSO'],
    // asking outside for a second signature, or for a word on going on: who treats
    ['* ^/cases/:case/(overrides/:override|holds/:hold|decisions/:decision)/ask', 'LC'],
    ['* ^/cases/:case/holds/:hold/(reason|lift)$', 'LCS'],
    ['* ^/cases/:case/holds(/|$)', 'LCSO'],
    // who works on a case: seen by its clinicians, changed by lead and supervisor
    ['* ^/cases/:case/team/:place/end$', 'LS'],
    ['* ^/cases/:case/team$', 'LS', 'POST'],
    // a role in the case is recorded by who gives places on it
    ['* ^/cases/:case/independence/role$', 'LS'],
    // a signature for the court or a decision about a child: who treats
    ['* ^/cases/:case/reports/:report/sign$', 'LC'],
    ['* ^/cases/:case/(children/:child/)?(decisions?|checkpoints?/[^/]+/decide)', 'LC', 'POST'],
    ['* ^/cases/:case/children/:child/set-aside/', 'LC'],
    ['* ^/cases/:case/protocol$', 'LC', 'POST'],
    ['* ^/cases/:case/requests/:request/(decide|letter)$', 'LC', 'POST'],
    // both parents side by side: who leads or supervises
    ['* ^/cases/:case/parity$', 'LS'],
    // a safety report: its reporter's, here the lead's; the supervisor of the case may read it
    ['* ^/cases/:case/concerns/:concern/add/:step$', 'L'],
    ['* ^/cases/:case/concerns/:concern$', 'LS'],
    // a draft is its author's, here the lead's
    ['* ^/cases/:case/notes/:note/(edit|draft|draft-sign|discard|sign)$', 'L'],
    // everything else of a case
    ['* ^/cases/:case(/|$)', 'LCS'],
];

function mayEnter(who, method, pattern) {
    for (const [rule, letters, only] of RULES) {
        if ((!only || only === method) && new RegExp(rule.slice(2)).test(pattern))
            return letters.includes(who);
    }
    return null;
}

// -- the practice ---------------------------------------------------------------------------------

function startDemo(where = dir, ...more) {
    const child = spawn(BIN, ['demo', '--data', where, '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    return new Promise((done, fail) => {
        const hear = d => {
            said += d;
            const m = /ready: http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
            if (m && /Ctrl-C/.test(said))
                done({ child, port: Number(m[1]) });
        };
        child.stdout.on('data', hear);
        child.stderr.on('data', hear);
        child.on('exit', () => fail(new Error(`the demonstration ended: ${said}`)));
    });
}

async function signIn(visitor, person, password) {
    await visitor.submit('/sign-in', { username: person.login, password });
    const a = await visitor.submit('/sign-in/code', { code: await person.code() });
    if (a.status !== 303)
        throw new Error(`sign-in of ${person.login}: ${a.status} ${textOf(a.text).slice(0, 200)}`);
}

async function newcomer(practice, login, name, roles) {
    const made = spawnSync(BIN, ['user', 'add', '--data', dir, '--login', login, '--name', name, '--roles', roles],
        { encoding: 'utf8' });
    if (made.status !== 0)
        throw new Error(`user add: ${made.stderr}`);
    const v = new Visitor(practice);
    await enrol(v, login, oneTimeCode(made.stdout));
    return v;
}

// -- what there is --------------------------------------------------------------------------------

/** An argument of a path: the code of something in a content file, else the id of a record. */
const CODE = '[A-Za-z0-9.-]{1,40}';
const argumentOf = name => (['gate', 'criterion', 'step', 'scenario'].includes(name) ? CODE : ID);
const patternOf = p => new RegExp('^' + p.replace(/:([a-z_]+)/g, (_, name) => `(${argumentOf(name)})`) + '$');
const clean = href => unescapeHtml(href).replace(/[?#].*$/, '');

/** Every path of ours that the pages of one person lead to, and every form on them. */
async function crawl(v) {
    const found = new Set(), seen = new Set(), todo = ['/today', '/cases', '/calendar', '/accounts'];
    while (todo.length) {
        const where = todo.pop();
        if (seen.has(clean(where)))
            continue;
        seen.add(clean(where));
        const a = await v.get(where);
        if (!/text\/html/.test(a.headers['content-type'] || ''))
            continue;
        for (const [, href] of a.text.matchAll(/\shref="(\/[^"]*)"/g)) {
            found.add('GET ' + clean(href));
            if (!/^\/(static|account)/.test(href))
                todo.push(unescapeHtml(href));
        }
        for (const f of formsOf(a.text))
            if (f.method === 'post' && f.action)
                found.add('POST ' + clean(f.action));
    }
    return found;
}

/** One address of the route within the case, where the crawl found one; NOBODY stands for the rest. */
function exampleOf(route, found, within) {
    const caseId = route.path.includes(':case') ? within : null;
    const re = patternOf(route.path);
    const here = [...found].map(f => f.split(' ')[1]).filter(p => re.test(p) && (!caseId || p.includes(caseId)));
    const finished = here.find(p => !found.has(`GET ${p}/edit`)); // a draft is its author's alone
    if (here.length)
        return { where: finished || here[0], real: true };
    // the same ids under another verb: /notes/X/edit is found, /notes/X/draft is only posted by script
    const ids = {};
    for (const f of found) {
        for (const [, noun, id] of f.matchAll(new RegExp(`/([a-z]+)/(${ID})`, 'g')))
            if (!caseId || noun === 'cases' ? id === caseId || !caseId : f.includes(caseId))
                ids[noun] = ids[noun] || id;
        for (const [, noun, code] of f.matchAll(/\/(checkpoints|record|aside)\/([A-Z][A-Za-z0-9.-]*)/g))
            if (!caseId || f.includes(caseId))
                ids[noun] = ids[noun] || code;
    }
    let real = true;
    const where = route.path.replace(/([a-z]+)\/:([a-z_]+)/g, (_, noun, arg) => {
        const id = arg === 'case' ? caseId : ids[noun];
        real = real && Boolean(id);
        return `${noun}/${id || NOBODY}`;
    });
    return { where, real };
}

const told = a => {
    const h = { ...a.headers };
    for (const one of ['date', 'set-cookie', 'connection', 'keep-alive'])
        delete h[one];
    return JSON.stringify([a.status, h]) + a.text;
};

const difference = (x, y) => {
    let i = 0;
    while (i < x.length && x[i] === y[i])
        i++;
    return `at ${i}: ${x.slice(Math.max(0, i - 60), i + 120)}\n<> ${y.slice(Math.max(0, i - 60), i + 120)}`;
};

const lastGone = where => where.replace(new RegExp(`^(.*/)${ID}`), `$1${NOBODY}`);

async function tokenOf(v, where) {
    const m = /name="_csrf" value="([^"]*)"/.exec((await v.get(where)).text);
    return m ? m[1] : '';
}

// -- the matrix -----------------------------------------------------------------------------------

/** A form that no page has: it reaches the page and changes nothing. */
const ENDS = /^POST (\/sign-out|\/account\/kept|\/accounts\/:account\/sessions)$/; // by those who may, not here
const FINDS_NOTHING = /^POST \/account\/sessions$/; // names no session
const STRANGE = { no_such_field: 'x' };

async function ask(v, method, where, token) {
    return method === 'GET' ? v.get(where) : v.post(where, { _csrf: token, ...STRANGE });
}

/** Whoever gives out accounts must not be able to become somebody who has families. */
async function takeover(practice, admin, found, accounts) {
    const list = [...found].map(f => new RegExp(`^GET (/accounts/${ID})$`).exec(f)).filter(Boolean).map(m => m[1]);
    for (const where of list) {
        const page = await admin.get(where);
        if (!textOf(page.text).includes(accounts.find(a => a.username === 'colleague').name))
            continue;
        const asked = await admin.get(`${where}/invite`);
        const form = formsOf(asked.text).find(f => /invite$/.test(f.action));
        const a = form ? await admin.post(form.action, filled(form)) : asked;
        const code = oneTimeCode(a.text);
        const v = new Visitor(practice);
        let opened = 0;
        if (code) {
            await signInAgain(v, code);
            opened = new Set([...(await v.get('/cases')).text.matchAll(new RegExp(`/cases/${ID}`, 'g'))].map(m => m[0])).size;
        }
        check('an administrator alone can not become a clinician with families', opened === 0,
            `with the new code of a colleague the administrator sees ${opened} families`);
        return;
    }
    check('the list of accounts leads to the colleague', false);
}

async function signInAgain(v, code) {
    const person = await enrol(v, 'colleague', code);
    if ((await v.get('/today')).status !== 200) {
        await v.submit('/sign-in', { username: 'colleague', password: PASSWORD });
        await v.submit('/sign-in/code', { code: await person.code() });
    }
}

async function matrix(routes, people, found, caseId) {
    for (const route of routes) {
        const letters = mayEnter('L', route.method, route.path);
        check(`the rules know ${route.method} ${route.path}`, letters !== null);
        const { where, real } = exampleOf(route, found, caseId);
        const name = `${route.method} ${route.path}`;
        for (const [who, v] of Object.entries(people)) {
            if (ENDS.test(name) && mayEnter(who, route.method, route.path))
                continue;
            const a = await ask(v, route.method, where, v.token);
            const may = mayEnter(who, route.method, route.path);
            if (!may) {
                check(`${name} is closed to ${who}`, a.status === 404, `${a.status} ${where}`);
                // who works on the case may know that it is there; only what lies in it stays unknown
                const inside = 'LCS'.includes(who) && route.path.startsWith('/cases/:case');
                if (inside && !/:case.*:/.test(route.path))
                    continue;
                const gone = inside ? lastGone(where) : where.replace(new RegExp(ID, 'g'), NOBODY);
                const b = await ask(v, route.method, gone, v.token);
                check(`${name} closed to ${who} is like an unknown id`, told(a) === told(b), difference(told(a), told(b)));
                const c = await ask(v, 'GET', '/no/such/page', v.token);
                check(`${name} closed to ${who} is like no page at all`, inside || told(a) === told(c),
                    difference(told(a), told(c)));
            } else if (real || !route.path.includes(':')) {
                check(`${name} is open to ${who}`, ![401, 403, 404, 405, 500, 503].includes(a.status) || FINDS_NOTHING.test(name),
                    `${a.status} ${where} ${textOf(a.text).slice(0, 200)}`);
            }
        }
        if (!real)
            console.log(`# no example of ${name}`);
    }
}

async function strangers(routes, practice, found, caseId) {
    for (const route of routes) {
        const v = new Visitor(practice);
        const { where } = exampleOf(route, found, caseId);
        const a = await ask(v, route.method, where, '');
        const name = `${route.method} ${route.path}`;
        if (route.path === '/' || /^\/(healthz|sign-in|welcome)/.test(route.path))
            continue;
        const gone = where.replace(new RegExp(ID, 'g'), NOBODY);
        const b = await ask(new Visitor(practice), route.method, gone, '');
        const plain = t => told(t).replaceAll(encodeURIComponent(where), '').replaceAll(encodeURIComponent(gone), '')
            .replaceAll(where, '').replaceAll(gone, '').replace(/name="_csrf" value="[^"]*"/, '');
        check(`${name} asks a stranger to sign in`, route.method === 'GET' ? a.status === 303 && a.to.startsWith('/sign-in')
            : a.status === 401, `${a.status} ${a.to}`);
        check(`${name} tells a stranger nothing about ids`, plain(a) === plain(b), difference(plain(a), plain(b)));
    }
}

/** A record of one family does not open under another, although the same person may see both. */
async function crossed(routes, v, found, cases) {
    const [one, other] = cases;
    const names = path => [...path.matchAll(/:([a-z]+)/g)].map(m => m[1]).filter(n => n !== 'case');
    for (const route of routes.filter(r => /:case\//.test(r.path) && names(r.path).some(n => argumentOf(n) === ID))) {
        const { where, real } = exampleOf(route, found, one);
        if (!real)
            continue;
        const moved = where.replace(one, other), gone = lastGone(moved);
        const a = await ask(v, route.method, moved, v.token);
        check(`${route.method} ${route.path}: a record of another family is not there`,
            a.status === 404 || (route.method === 'POST' && a.status === 422), `${a.status} ${moved}`);
        const b = await ask(v, route.method, gone, v.token);
        const plain = t => told(t).replaceAll(moved, '').replaceAll(gone, '').replace(new RegExp(ID, 'g'), '');
        check(`${route.method} ${route.path}: another family's record is like an unknown one`, plain(a) === plain(b),
            difference(plain(a), plain(b)));
    }
}

/** Drafts and process notes are their author's alone, on every door that leads to a note. */
async function processNotes(routes, author, others, caseId) {
    const word = 'Zwetschgenkern';
    const wrote = [];
    for (const cls of ['P', 'S']) {
        const page = await author.get(`/cases/${caseId}/notes/new`);
        const form = formsOf(page.text).find(f => /draft/.test(f.action));
        const pairs = form.fields.filter(f => f.kind !== 'file' && (!/radio|checkbox/.test(f.kind) || f.checked))
            .map(f => [f.name, f.value]);
        const set = (k, val) => { const p = pairs.find(q => q[0] === k); if (p) p[1] = val; else pairs.push([k, val]); };
        set('cls', cls);
        set('body', `${word} ${cls}`);
        const a = await author.post(form.action, pairs);
        const id = new RegExp(`notes/(${ID})`).exec(form.action)[1];
        check(`a draft of class ${cls} is kept`, a.status < 400, `${a.status} ${textOf(a.text).slice(0, 300)}`);
        wrote.push(id);
    }
    for (const [who, v] of Object.entries(others)) {
        for (const id of wrote)
            for (const r of routes.filter(q => q.path.includes(':note'))) {
                const at = n => r.path.replace(':case', caseId).replace(':note', n);
                const a = await ask(v, r.method, at(id), v.token), b = await ask(v, r.method, at(NOBODY), v.token);
                const plain = t => told(t).replaceAll(id, '').replaceAll(NOBODY, '');
                check(`${r.method} ${r.path}: the draft of another is not there for ${who}`,
                    plain(a) === plain(b) && !a.text.includes(word), difference(plain(a), plain(b)));
            }
        for (const page of [`/cases/${caseId}`, `/cases/${caseId}/notes`, '/today', '/notes/unsigned', '/notes/sign']) {
            const a = await v.get(page);
            check(`${page} says nothing of another's drafts to ${who}`,
                !a.text.includes(word) && !wrote.some(id => a.text.includes(id)), a.status);
        }
    }
}

/** A concern about a child is its reporter's, and the lead's and the supervisor's to read: nobody else meets
 * a word of it anywhere, nor its id. */
async function safetyReports(author, others, caseId) {
    const word = 'Mirabellenkern';
    const page = await author.get(`/cases/${caseId}/concerns/new`);
    const form = formsOf(page.text).find(f => /concerns\/new$/.test(f.action));
    const child = form.fields.find(f => f.name === 'child').options.find(o => o.value).value;
    const a = await author.post(form.action, filled(form, { child, person: 'everybody', words: word }));
    check('a concern is recorded in one form', a.status === 303, `${a.status} ${textOf(a.text).slice(0, 300)}`);
    const id = (new RegExp(`concerns/(${ID})`).exec(a.to || '') || [])[1] || NOBODY;
    const own = await author.get(`/cases/${caseId}/concerns/${id}`);
    check('its reporter sees the clock', own.status === 200 && own.text.includes(word), own.status);
    check('the reporter meets it on Today', (await author.get('/today')).text.includes(id));
    const pages = [`/cases/${caseId}`, `/cases/${caseId}/concerns`, `/cases/${caseId}/desk`, `/cases/${caseId}/reports`,
        `/cases/${caseId}/notes`, `/cases/${caseId}/documents`, `/cases/${caseId}/team`, '/today', '/cases', '/calendar', '/accounts'];
    for (const [who, v] of Object.entries(others)) {
        for (const rest of ['', '/add/report', '/add/no-cause', '/add/closure']) {
            const at = n => `/cases/${caseId}/concerns/${n}${rest}`;
            const x = await v.get(at(id)), y = await v.get(at(NOBODY));
            check(`the concern${rest} is like an unknown id for ${who}`, x.status === 404 && told(x) === told(y),
                difference(told(x), told(y)));
        }
        for (const where of pages) {
            const x = await v.get(where);
            check(`${where} says nothing of a concern to ${who}`, !x.text.includes(word) && !x.text.includes(id), x.status);
        }
    }
}

/** No page offers its reader a way to a page that is not open to them. */
async function deadEnds(who, v) {
    const closed = [], seen = new Set(), todo = ['/'];
    while (todo.length) {
        const where = todo.pop();
        if (seen.has(clean(where)) || /^\/(static|sign-out)/.test(where))
            continue;
        seen.add(clean(where));
        let a = await v.get(where.replace(/#.*/, ''));
        for (let i = 0; i < 3 && a.status === 303 && a.to.startsWith('/'); i++)
            a = await v.get(a.to);
        if (a.status >= 400)
            closed.push(`${a.status} ${where}`);
        if (/text\/html/.test(a.headers['content-type'] || ''))
            todo.push(...[...a.text.matchAll(/\shref="(\/[^"]*)"/g)].map(m => unescapeHtml(m[1])));
    }
    check(`every link that ${who} sees is open to them`, seen.size > 5 && !closed.length, closed.join(', '));
}

/** A colleague from outside opens what was put before them; whatever else the practice holds is nowhere. */
async function fromOutside() {
    const where = path.join(home, 'alone');
    const practice = await startDemo(where, '--solo');
    try {
        const v = {};
        for (const a of JSON.parse(fs.readFileSync(path.join(where, 'demo-accounts.json'), 'utf8'))) {
            v[a.username] = new Visitor(practice);
            await signIn(v[a.username], new Person(a.username, a.totp_secret), a.password);
        }
        const seen = [...await crawl(v.therapist)].filter(f => f.startsWith('GET ')).map(f => f.slice(4));
        const list = (await v.outside.get('/consultations')).text;
        const packet = new RegExp(`/consultations/${ID}`).exec(list)?.[0];
        const page = packet ? await v.outside.get(packet) : null;
        check('a colleague from outside opens what was put before them', page?.status === 200 && /I agree/.test(page.text));
        const inside = textOf((await v.therapist.get('/cases')).text);
        const names = ['Pine', 'Noel', 'Victor'].filter(n => textOf(page?.text || '').includes(n));
        check('and reads no name of the family in it', /Pine/.test(inside) && !names.length, names.join(', '));
        const nowhere = told(await v.outside.get('/no/such/page'));
        const open = [];
        for (const p of seen.filter(p => !/^\/(static|account|sign|reauth|$)/.test(p) && p !== '/'))
            if (told(await v.outside.get(p)) !== nowhere)
                open.push(p);
        check('everything else of the practice is like no page at all', seen.length > 100 && !open.length,
            `${seen.length} pages; ${open.slice(0, 10).join(', ')}`);
        check('nobody inside opens a packet', (await v.therapist.get(packet || '/')).status === 404);
    } finally {
        practice.child.removeAllListeners('exit');
        const gone = new Promise(done => practice.child.on('exit', done));
        practice.child.kill('SIGTERM');
        await gone;
    }
}

await main(async () => {
    await fromOutside();
    const practice = await startDemo();
    try {
        const people = {};
        const accounts = JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'));
        const demo = {};
        for (const a of accounts) {
            demo[a.username] = new Visitor(practice);
            await signIn(demo[a.username], new Person(a.username, a.totp_secret), a.password);
        }
        const routes = JSON.parse(spawnSync(BIN, ['routes', '--json'], { encoding: 'utf8' }).stdout);
        const found = new Set([...await crawl(demo.therapist), ...await crawl(demo.admin)]);
        const rooms = {};
        for (const f of found)
            for (const [, id] of f.matchAll(new RegExp(`/cases/(${ID})`, 'g')))
                rooms[id] = (rooms[id] || 0) + 1;
        const cases = Object.keys(rooms).sort((x, y) => rooms[y] - rooms[x]);
        people.T = await newcomer(practice, 'walls-t', 'Theo Stranger', 'therapist');
        people.P = await newcomer(practice, 'walls-p', 'Pia Stranger', 'office');
        people.X = await newcomer(practice, 'walls-x', 'Xenia Stranger', 'consult');
        people.A = demo.admin;
        people.L = demo.therapist;
        people.C = demo.colleague;
        people.S = demo.supervisor;
        people.O = demo.office;
        for (const v of Object.values(people))
            v.token = await tokenOf(v, '/account');
        const team = (await people.L.get(`/cases/${cases[0]}/team`)).text;
        for (const [name, capacity] of [['Ines Willow', 'co'], ['Theo Hawthorn', 'supervisor']]) {
            const form = formsOf(team).find(f => /team$/.test(f.action));
            const who = form.fields.find(f => f.options).options.find(o => o.label.startsWith(name));
            const a = await people.L.post(form.action, filled(form, { [form.fields.find(f => f.options).name]: who.value, capacity }));
            check(`${name} gets a place as ${capacity}`, a.status === 303, `${a.status} ${textOf(a.text).slice(0, 300)}`);
        }
        let caseId = null;
        for (const id of cases) {
            const at = await Promise.all(['C', 'S', 'O'].map(w => people[w].get(`/cases/${id}/${w === 'O' ? 'desk' : 'team'}`)));
            if (at.every(a => a.status === 200))
                caseId = id;
        }
        check('one family of the demonstration has a whole team', caseId);
        caseId = caseId || cases[0];
        await strangers(routes, practice, found, caseId);
        await matrix(routes, people, found, caseId);
        await crossed(routes, people.L, found, [caseId, cases.find(c => c !== caseId)]);
        await processNotes(routes, people.L, { C: people.C, S: people.S, T: people.T, O: people.O, A: people.A }, caseId);
        await safetyReports(people.L, { C: people.C, T: people.T, O: people.O, P: people.P, A: people.A }, caseId);
        for (const who of ['X', 'O', 'P', 'A', 'T', 'S', 'C', 'L'])
            await deadEnds(who, people[who]);
        await takeover(practice, people.A, found, accounts);
    } finally {
        practice.child.removeAllListeners('exit');
        const gone = new Promise(done => practice.child.on('exit', done));
        practice.child.kill('SIGTERM');
        await gone;
        fs.rmSync(home, { recursive: true, force: true });
    }
});
