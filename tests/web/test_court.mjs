// test_court.mjs -- the pages of court, orders and documents over the wire: one page makes court,
// order and paper; what is wrong stands beside its field and the rest stays; two people who save the
// same thing both see it; a paper comes back byte for byte.
import { check, enrol, filled, mainForm, main, part, startPractice, textOf, Visitor } from '../browser/kit.mjs';

const day = from => new Date(Date.now() + from * 86400000).toISOString().slice(0, 10);
const said = a => `${a.status} ${textOf(a.text.slice(a.text.indexOf('<main'))).slice(0, 500)}`;
const NOBODY = 'a'.repeat(26);

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(300000, 7)]);
const paper = (bytes, field = 'file') => ({ file: { field, name: 'Örder of May.pdf', type: 'application/pdf', bytes } });

const ORDER = { court: 'Superior Court', docket: '26-DR-01177', kind: 'therapy', title: 'Order for therapy',
    effective_on: day(-30), report_rule: 'both', report_every_days: '90', report_before_days: '14',
    report_to: 'The court\nBoth counsel' };

async function openCase(v) {
    let a = await v.submit('/cases/new', { title: 'Alder', origin: 'court_ordered', referred_on: day(-40),
        source: 'Court', reason: 'A long separation.' });
    const c = a.to.split('/').slice(0, 3).join('/');
    for (const [name, relation] of [['Dana', 'mother'], ['Robin', 'father']]) {
        a = await v.submit(`${c}/people/new?kind=adult`, { name });
        await v.submit(a.to, { relation, role: 'other', from_on: day(-40) });
    }
    return c;
}

async function refusals(v, c) {
    const wrong = async (what, values, file, words) => {
        const a = await v.submit(`${c}/orders/new`, { ...ORDER, ...values }, file);
        check(`${what}: it says so`, a.status === 422 && words.test(textOf(a.text)), said(a));
        check(`${what}: what was typed is still there`, a.text.includes('26-DR-01177') && a.text.includes('Both counsel'));
    };

    await wrong('a number is missing', { report_every_days: '' }, paper(PDF), /number of days.*choose the file again/i);
    await wrong('an end before the beginning', { expires_on: day(-31) }, {}, /after the order takes effect/);
    await wrong('a file of the wrong type', {}, paper(Buffer.from('MZ\0\x01')), /PDF, Word document/);
    await wrong('an empty file', {}, paper(Buffer.alloc(0)), /not empty/);
    await wrong('a file that nobody asked for', {}, paper(PDF, 'other'), /does not know/);
    await wrong('a kind that is not on the list', { kind: 'sonnet' }, {}, /among the answers|from the list|Choose/);
    const a = await v.get(`${c}/court`);
    check('nothing of it was kept', a.text.includes('No court is recorded yet'), said(a));
}

async function oneOrder(v, c) {
    let a = await v.get(`${c}/orders/new`);
    const inputs = new Set(mainForm(a.text).fields.filter(f => f.kind !== 'hidden').map(f => f.name));
    check('an order with its court takes at most 15 inputs', inputs.size <= 15, inputs.size);
    a = await v.submit(`${c}/orders/new`, ORDER, paper(PDF));
    check('an order is recorded with its court and paper', a.status === 303, said(a));
    const at = a.to;
    a = await v.get(at);
    for (const words of ['Superior Court', '26-DR-01177', 'every 90 days, and 14 days before each hearing', 'Next report due'])
        check(`the order shows: ${words}`, textOf(a.text).includes(words), said(a));
    a = await v.get(`${c}/orders/new`);
    check('the next order offers the court that is known', /Superior Court, 26-DR-01177/.test(a.text) &&
        !mainForm(a.text).fields.some(f => f.name === 'docket'));
    return at;
}

async function download(v, c, at) {
    const id = /\/documents\/([a-z2-7]{26})/.exec((await v.get(at)).text)[1];
    const a = await v.get(`${c}/documents/${id}`);
    check('the paper comes back byte for byte', a.status === 200 && a.bytes.equals(PDF), a.status);
    check('it is a download under its own name', /^attachment; .*filename\*=UTF-8''%C3%96rder%20of%20May\.pdf/
        .test(a.headers['content-disposition']), a.headers['content-disposition']);
    check('it is sent as what it is', a.headers['content-type'] === 'application/pdf');
    const b = await v.submit(`${c}/documents/new`, { kind: 'letter', dated_on: day(-3) });
    check('a document without a file is refused, the rest stays', b.status === 422 && b.text.includes(day(-3)), said(b));
}

async function hearingsMoveIt(v, c, at) {
    const due = async () => / Next report due ([0-9]+ \w+ [0-9]+)/.exec(textOf((await v.get(at)).text))?.[1];
    const before = await due();
    let a = await v.submit(`${c}/hearings/new`, { kind: 'review', on: day(40), at_clock: '09:30' });
    check('a hearing is recorded', a.status === 303, said(a));
    check('the report before it is due earlier', before !== await due(), before);
    const id = /\/hearings\/([a-z2-7]{26})\/edit/.exec((await v.get(`${c}/court`)).text)[1];
    a = await v.submit(`${c}/hearings/${id}/edit`, { state: 'vacated' });
    check('a vacated hearing asks for none', a.status === 303 && before === await due(), said(a));
}

async function clauses(v, at) {
    let a = await v.submit(`${at}/clauses/new`, { kind: '', words: '', page: '0' });
    check('an empty clause is refused', a.status === 422, said(a));
    a = await v.submit(`${at}/clauses/new`, { kind: 'ceiling', words: 'In the office,\nuntil <further> order.', page: '2' });
    check('a clause is recorded', a.status === 303, said(a));
    a = await v.get(at);
    check('it stands there in the words of the order', a.text.includes('until &lt;further&gt; order.') && a.text.includes('page 2'));
}

async function conflict(v, where, mine, theirs) {
    const [first, second] = [mainForm((await v.get(where)).text), mainForm((await v.get(where)).text)];
    const send = (form, values) => form.upload ? v.postFile(form.action, filled(form, values))
        : v.post(form.action, filled(form, values));
    let a = await send(first, theirs);
    check(`${where}: the first is saved`, a.status === 303, said(a));
    a = await send(second, mine);
    const both = [...Object.values(mine), ...Object.values(theirs)];
    check(`${where}: the second sees both texts`, a.status === 409 && both.every(x => a.text.includes(x)), said(a));
    a = await send(mainForm(a.text), {});
    check(`${where}: and may then save hers`, a.status === 303, said(a));
}

async function conflicts(v, c, at) {
    const court = (await v.get(`${c}/court`)).text;
    const matter = /\/matters\/([a-z2-7]{26})\/edit/.exec(court)[1];
    const hearing = /\/hearings\/([a-z2-7]{26})\/edit/.exec(court)[1];
    const clause = /\/clauses\/([a-z2-7]{26})\/edit/.exec((await v.get(at)).text)[1];
    const names = mainForm((await v.get(`${at}/shares`)).text).fields.map(f => f.name).filter(n => n.startsWith('share-'));
    await conflict(v, `${at}/edit`, { title: 'Second thoughts' }, { title: 'First amended order' });
    await conflict(v, `${at}/clauses/${clause}/edit`, { words: 'Hers.' }, { words: 'His.' });
    await conflict(v, `${c}/hearings/${hearing}/edit`, { purpose: 'Review' }, { purpose: 'Motion' });
    await conflict(v, `${c}/matters/${matter}/edit`, { judge: 'A. Cole' }, { judge: 'B. Lund' });
    await conflict(v, `${at}/shares`, { [names[0]]: '66.67', [names[1]]: '33.33' }, { [names[0]]: '60', [names[1]]: '40' });
    const a = await v.submit(`${at}/shares`, { [names[0]]: '60', [names[1]]: '30' });
    check('shares that are not the whole are refused', a.status === 422 && a.text.includes('100 percent'), said(a));
}

async function unknown(v, c, at) {
    for (const where of [`${c}/orders/${NOBODY}`, `${c}/orders/${NOBODY}/edit`, `${c}/orders/${NOBODY}/shares`,
        `${c}/orders/${NOBODY}/clauses/new`, `${at}/clauses/${NOBODY}/edit`, `${c}/hearings/${NOBODY}/edit`,
        `${c}/matters/${NOBODY}/edit`, `${c}/documents/${NOBODY}`])
        check(`${where.replace(c, '')}: there is no such thing`, (await v.get(where)).status === 404);
}

await main(async () => {
    const practice = await startPractice();
    const v = new Visitor(practice);
    await enrol(v, 'ruth', practice.invite);
    const c = await openCase(v);
    await part('refusals', () => refusals(v, c));
    const at = await oneOrder(v, c);
    await part('download', () => download(v, c, at));
    await part('hearings', () => hearingsMoveIt(v, c, at));
    await part('clauses', () => clauses(v, at));
    await part('conflicts', () => conflicts(v, c, at));
    await part('unknown', () => unknown(v, c, at));
});
