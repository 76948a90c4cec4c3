// test_wrong_input.mjs -- every form against what it should not be sent: too long, not text, twice,
// unknown, stale, from a session that is over. It says so plainly, keeps what was typed, and changes
// nothing.
import { addressOf, furnish } from './furnish.mjs';
import { BIN, check, filled, formsOf, main, part, signIn, startPractice, textOf, Visitor } from './kit.mjs';
import { spawnSync } from 'node:child_process';

const MARK = 'Kept as it was typed';
const mainOf = html => html.slice(html.indexOf('<main'));
const said = a => textOf(mainOf(a.text)).slice(0, 500);

/** A message that a person can act on: no code, no detail of the program. */
function plain(a) {
    const text = said(a);
    return /<h1/.test(a.text) && text.length > 30 && !/RW_E|errno|SQL|null|undefined|src\/|0x[0-9a-f]{4}/i.test(text);
}

/** What the server knows, as one text: every page that shows the state of the case. */
async function state(made) {
    const c = made.c;
    const paths = [c, `${c}/plan`, `${c}/team`, `${c}/court`, `${c}/documents`, `${c}/notes`, `${c}/reports`, '/accounts', '/practice', '/account',
        `${c}/people/${made.ids.person}`, `${c}/people/${made.ids.adult}`, `${c}/orders/${made.ids.order}`,
        `${c}/appointments/${made.ids.appointment}`, `${c}/notes/${made.ids.draft}`, `${c}/notes/${made.ids.note}`,
        `${c}/reports/${made.ids.report}`, '/calendar', '/cases'];
    const texts = [];
    for (const p of paths)
        texts.push(mainOf((await made.visitor.get(p)).text).replace(/name="_csrf" value="[^"]*"/g, '').replace(/value="\d\d:\d\d"/g, ''));
    return texts.join('\n');
}

const isText = f => ['text', 'area', 'tel', 'email', 'search', 'url'].includes(f.kind);

/** Values that would be good: what stands in the form, and something in every required gap. */
function goodPairs(form) {
    const values = {};
    for (const f of form.fields) {
        if (f.kind === 'select' && f.required && !f.value && f.options.length > 1)
            values[f.name] = f.options[1].value;
        else if (f.kind === 'date' && f.required && !f.value)
            values[f.name] = '2026-03-02';
        else if (f.kind === 'time' && f.required && !f.value)
            values[f.name] = '10:00';
        else if (isText(f) && f.name !== 'login' && (f.required || f.kind === 'area'))
            values[f.name] = f.value || MARK;
        else if (f.kind === 'radio' && !(f.name in values) && !form.fields.some(x => x.name === f.name && x.checked))
            values[f.name] = f.value;
    }
    return filled(form, values);
}

const put = (pairs, name, value) => pairs.map(([k, v]) => [k, k === name ? value : v]);
const has = (pairs, name) => pairs.some(([k]) => k === name);
const send = (v, form, pairs) => (form.upload ? v.postFile(form.action, pairs, null) : v.post(form.action, pairs));

/** Wrong values for one form: [what, pairs, name of the field that is wrong or '']. */
function wrongs(form, pairs) {
    const list = [];
    const text = form.fields.find(f => isText(f) && has(pairs, f.name));
    if (text) {
        list.push(['text that is not UTF-8', put(pairs, text.name, Buffer.from([0x41, 0xff, 0xfe, 0x42])), text.name]);
        list.push(['text with a zero byte', put(pairs, text.name, Buffer.from('A\0B')), text.name]);
        list.push(['text that is too long', put(pairs, text.name, 'x'.repeat(text.kind === 'area' ? 110000 : 5000)), text.name]);
        list.push(['a field twice', [...pairs, [text.name, 'another']], text.name]);
    }
    list.push(['a field that the form does not have', [...pairs, ['shoe_size', '43']], '']);
    const wrongKinds = { date: '31.12.2026', time: 'half past', number: 'twelve', select: 'no-such-choice', radio: 'no-such-choice',
        checkbox: 'no-such-choice', email: 'nobody at nowhere' };
    for (const [kind, value] of Object.entries(wrongKinds)) {
        const f = form.fields.find(x => x.kind === kind);
        if (f)
            list.push([`a ${kind} field with "${value}"`, has(pairs, f.name) ? put(pairs, f.name, value) : [...pairs, [f.name, value]], f.name]);
    }
    return list;
}

async function oneForm(made, place, form) {
    const { visitor } = made;
    const pairs = goodPairs(form);
    const bad = [];
    // A draft is one's own and incomplete by nature: it keeps what is right and says what is not.
    const isDraft = /\/draft$/.test(form.action);
    const typed = pairs.filter(([k, v]) => v === MARK).map(([k]) => k);
    for (const [what, posted, field] of wrongs(form, pairs)) {
        const binary = posted.some(([, v]) => Buffer.isBuffer(v));
        const a = await send(visitor, form, posted);
        const ok = a.status === 422 || (binary && a.status === 400) || (isDraft && [422, 303, 200].includes(a.status)) ||
            (form.action === '/notes/sign' && a.status === 409);
        if (!ok || (a.status >= 400 && !plain(a)))
            bad.push(`${what}: ${a.status} ${a.to} ${said(a)}`);
        else if (a.status === 422 && form.action !== '/notes/sign' && !/class="problems"/.test(a.text) && !binary)
            bad.push(`${what}: no summary: ${said(a)}`);
        else if (a.status === 422 && typed.some(k => k !== field && !a.text.includes(MARK)))
            bad.push(`${what}: what was typed is gone: ${said(a)}`);
        else if (a.status === 422 && field && !binary && !linked(a.text, form, field))
            bad.push(`${what}: nothing stands beside ${field}: ${said(a)}`);
    }
    check(`${place.replace(/[a-z2-7]{26}/g, '…')} → ${form.action.replace(/[a-z2-7]{26}/g, '…')} refuses what is wrong, and says so`,
        !bad.length, bad.join('\n'));
}

/** The field that is wrong is marked, or the summary names it. */
function linked(html, form, name) {
    const again = formsOf(mainOf(html)).find(f => f.fields.some(x => x.name === name));
    if (!again)
        return false;
    const group = again.html.split('<div class="field');
    return group.some(g => g.includes(`name="${name}"`) && /class="wrong"/.test(g));
}

// -- what is not about one field ----------------------------------------------------------------------

async function stale(made, place, form) {
    const version = form.fields.find(f => f.name === 'version');
    if (!version || version.value === '0')
        return;
    const text = form.fields.find(isText);
    const pairs = put(put(goodPairs(form), 'version', '999'), text ? text.name : '', MARK);
    const a = await send(made.visitor, form, pairs);
    const typed = pairs.filter(([, v]) => v === MARK).length;
    check(`${place.replace(/[a-z2-7]{26}/g, '…')} → ${form.action.replace(/[a-z2-7]{26}/g, '…')} refuses a version that is not the present one`,
        [409, 422].includes(a.status) && plain(a) && (!typed || a.text.includes(MARK)) || (a.status === 200 && plain(a)), `${a.status} ${a.to} ${said(a)}`);
}

/** A form sent after its session ended: asked to sign in, and nothing of it is lost. */
async function sessionOver(made, forms, practice) {
    const gone = new Visitor(practice);
    const person = made.other.person;
    await signIn(gone, person);
    await gone.get('/account');
    const cookie = gone.copy();
    const out = formsOf((await gone.get('/account')).text).find(f => /sign-out/.test(f.action));
    await gone.post(out.action, filled(out));
    const bad = [];
    for (const { form } of forms) {
        const pairs = goodPairs(form);
        const a = await send(cookie, form, pairs);
        const kept = pairs.filter(([k, v]) => k !== '_csrf' && v).every(([k]) => a.text.includes(`name="_c.${k}"`));
        if (a.status !== 401 || !plain(a) || !kept)
            bad.push(`${form.action}: ${a.status} ${kept ? '' : 'not all is carried '}${said(a).slice(0, 200)}`);
    }
    check('every form after the end of its session comes back with a sign-in', !bad.length, bad.join('\n'));
}

async function unknownIds(made, routes) {
    const nowhere = (await made.visitor.get('/nothing-here')).text;
    const bad = [];
    for (const route of routes.filter(r => r.path.includes(':'))) {
        for (const id of ['a'.repeat(26), 'A'.repeat(26), '1', '%00', '..%2f..%2fetc', 'x'.repeat(300), "'--"]) {
            const names = [...route.path.matchAll(/:([a-z]+)/g)].map(m => m[1]);
            for (const name of names) {
                const path = addressOf(route, { ...made.ids, [name]: id });
                if (!path)
                    continue;
                const a = route.method === 'GET' ? await made.visitor.get(path) : await made.visitor.post(path, [['_csrf', made.csrf]]);
                if (!(a.status === 404 && a.text.replace(`${made.c}/log`, '/log') === nowhere) && a.status !== 400)
                    bad.push(`${route.method} ${route.path} with ${name}=${id.slice(0, 30)}: ${a.status} ${a.to} ${said(a).slice(0, 120)}`);
            }
        }
    }
    check('an id that does not exist, on any address, is nothing here', !bad.length, bad.join('\n'));
}

async function wholeRequests(made) {
    const v = made.visitor;
    const form = formsOf(mainOf((await v.get('/cases/new')).text))[0];
    const pairs = goodPairs(form);
    const tooLarge = await v.post(form.action, put(pairs, 'reason', 'x'.repeat(1200000)));
    check('a form of more than a mebibyte is too large, and says so', tooLarge.status === 413 && plain(tooLarge), `${tooLarge.status} ${said(tooLarge)}`);
    const many = await v.post(form.action, [...pairs, ...Array.from({ length: 400 }, (_, i) => [`x${i}`, '1'])]);
    check('a form of 400 fields is refused', [400, 413, 422].includes(many.status) && plain(many), `${many.status}`);
    const cut = await v.send('POST', form.action, 'title=%4');
    check('a form that is cut off is not understood', cut.status === 400 && plain(cut), `${cut.status} ${said(cut)}`);
    const json = await v.send('POST', form.action, '{"title":"x"}', { 'Content-Type': 'application/json' });
    check('something that is no form is refused', [400, 403, 415].includes(json.status) && plain(json), `${json.status} ${said(json)}`);
    const noToken = await v.post(form.action, pairs.filter(([k]) => k !== '_csrf'));
    check('a form without its token is refused', noToken.status === 403 && plain(noToken), `${noToken.status}`);
    const twice = await v.post(form.action, [...pairs, ['_csrf', made.csrf]]);
    check('a form with two tokens is refused', twice.status === 403 && plain(twice), `${twice.status}`);
    const query = await v.get('/today?a=%ff');
    check('a question that is not text is not understood', [200, 400].includes(query.status), `${query.status}`);
}

async function uploads(made) {
    const v = made.visitor;
    const at = `${made.c}/documents/new`;
    const form = formsOf(mainOf((await v.get(at)).text))[0];
    const pairs = filled(form, { kind: 'school', dated_on: '2026-03-02' });
    const file = (name, type, bytes) => ({ field: 'file', name, type, bytes: Buffer.from(bytes) });
    const wrong = [['a program', file('a.pdf', 'application/pdf', '\x7fELF\x02\x01\x01')], ['a picture of no kind that is kept', file('a.png', 'image/png', 'GIF89a\x01\0\x01\0')],
        ['an empty file', file('a.pdf', 'application/pdf', '')], ['no file', null]];
    for (const [what, f] of wrong) {
        const a = await v.postFile(form.action, pairs, f);
        check(`${what} is no document, and the rest of the form stays`, a.status === 422 && plain(a) && a.text.includes('2026-03-02'), `${a.status} ${said(a)}`);
    }
    const two = await v.postFile(form.action, [...pairs, ['kind', 'letter']], file('a.txt', 'text/plain', 'Plain.'));
    check('a field twice beside a file is refused', two.status === 422 && plain(two), `${two.status} ${said(two)}`);
    const odd = await v.postFile(form.action, pairs, { ...file('a.txt', 'text/plain', 'Plain.'), field: 'other' });
    check('a file under another name is refused', odd.status === 422 && plain(odd), `${odd.status} ${said(odd)}`);
    const bare = await v.send('POST', form.action, '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nschool', { 'Content-Type': 'multipart/form-data; boundary=x' });
    check('an upload that is cut off is refused', [400, 422].includes(bare.status) && plain(bare), `${bare.status} ${said(bare)}`);
}

/** Every POST form on every page, each once. */
async function allForms(made, routes) {
    const found = new Map();
    for (const route of routes.filter(r => r.method === 'GET')) {
        const path = addressOf(route, made.ids);
        const shapes = path && [path, ...(route.path.endsWith('/people/new') ? ['?kind=child', '?kind=professional'].map(q => path + q) : []),
            ...(path.includes(made.ids.note) ? [path.replace(made.ids.note, made.ids.draft)] : [])];
        for (const at of shapes || []) {
            const a = await made.visitor.get(at);
            if (a.status !== 200 || !/^text\/html/.test(a.headers['content-type']))
                continue;
            for (const form of formsOf(mainOf(a.text)).filter(f => f.method === 'post')) {
                const key = form.action + form.fields.map(f => f.name + (f.kind === 'hidden' && f.name === 'kind' ? f.value : '')).join();
                if (!found.has(key))
                    found.set(key, { at, form });
            }
        }
    }
    return [...found.values()];
}

async function everything(db) {
    const practice = await startPractice({ db, settings: { throttle_free: 10, throttle_free_address: 1000 } });
    const made = await furnish(practice);
    const routes = JSON.parse(spawnSync(BIN, ['routes', '--json'], { encoding: 'utf8' }).stdout);
    const forms = await allForms(made, routes);
    made.csrf = forms[0].form.fields.find(f => f.name === '_csrf').value;
    const before = await state(made);
    const signsIn = f => /sign-in|welcome|reauth|\/account\//.test(f.action);
    const open = forms.filter(x => !signsIn(x.form));
    // A form with nothing but a button does its work at once when it is not refused, and a draft
    // keeps what can be kept: both come when the state has been compared.
    const last = open.filter(({ form }) => /\/draft$/.test(form.action) || form.fields.every(f => f.kind === 'hidden'));
    for (const { at, form } of open.filter(x => !last.includes(x)))
        await part(at, () => oneForm(made, at, form));
    for (const { at, form } of open)
        await part(at, () => stale(made, at, form));
    await part('whole requests', () => wholeRequests(made));
    await part('uploads', () => uploads(made));
    await part('unknown ids', () => unknownIds(made, routes.filter(r => !/\/draft/.test(r.path))));
    await part('the session is over', () => sessionOver(made, open.filter(x => !x.form.upload), practice));
    const after = await state(made);
    check('after all of it nothing has changed', before === after, diff(before, after));
    last.sort((a, b) => b.form.fields.length - a.form.fields.length);
    for (const { at, form } of last)
        await part(at, () => oneForm(made, at, form));
    check('and the server has nothing to complain about', !/ bug | dep /.test(practice.log()), practice.log());
    await practice.stop();
}

function diff(a, b) {
    const x = a.split('\n'), y = b.split('\n');
    return y.filter(l => !x.includes(l)).slice(0, 30).join('\n');
}

main(async () => {
    await everything('');
    if (process.env.REWEAVE_TEST_PG) {
        console.log('# the same on PostgreSQL');
        await everything(process.env.REWEAVE_TEST_PG);
    }
});
