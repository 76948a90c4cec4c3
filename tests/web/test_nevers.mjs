// test_nevers.mjs -- what nobody may do, tried over the wire by everybody there is around a family: lead
// (who holds every role), whoever stands in for the lead, co-therapist, supervisor, front desk, somebody of
// each kind without a place, administration alone, and an outside colleague who signs as second. It is
// refused, the record stays as it is, and what is hidden answers like what does not exist. tests/app/test_nevers.c tries the same rules below the pages, with those that have none.
import { consented, day, draftNote, furnishPeople, idIn, readyToStart } from '../browser/furnish.mjs';
import { addPerson, check, difference, enrol, filled, mainForm, main, part, said, startPractice, textOf, told, Visitor } from '../browser/kit.mjs';

const NOBODY = 'a'.repeat(26);
const REFUSED = [401, 403, 404, 409, 422];

async function tokenOf(v) {
    return /name="_csrf" value="([^"]*)"/.exec((await v.get('/account')).text)[1];
}

/** The record as the lead reads it: who meets whom, where each child stands, what is set aside. */
async function record(f) {
    const pages = [f.c, `${f.c}/notes`, `${f.c}/team`, `${f.c}/independence`, `${f.c}/children/${f.maya}/checkpoints/G0`,
        `${f.c}/children/${f.maya}/checkpoints/G1`, `/calendar?on=${day(3)}`];
    const texts = [];
    await f.lead.get('/today'); // takes the word about what was done last
    for (const p of pages)
        texts.push(textOf((await f.lead.get(p)).text));
    return texts.join('\n');
}

const posted = (v, where, pairs) => v.post(where, [['_csrf', v.token], ...pairs.filter(([k]) => k !== '_csrf')]);

/** Everybody posts the same; whoever is let through has the record changed under them. */
async function noneMay(f, rule, where, pairs) {
    const before = await record(f);
    for (const [who, v] of Object.entries(f.people)) {
        const a = await posted(v, where, pairs);
        check(`${rule}: not ${who}`, REFUSED.includes(a.status), said(a));
    }
    const after = await record(f);
    check(`${rule}: the record is as it was`, before === after, difference(before, after));
}

const asideOf = person => [['rationale', 'Everybody agrees.'], ['until', day(10)], ['person', person || ''], ['gate', '']];
const noneMaySetAside = (f, rule, criterion, person) =>
    noneMay(f, rule, `${f.c}/children/${f.maya}/set-aside/${criterion}`, asideOf(person));

/** What a browser would send for a booking, read from the lead's form. */
async function booking(f, kind, people, at = '10:00', on = day(3)) {
    const form = mainForm((await f.lead.get(`${f.c}/appointments/new`)).text);
    return filled(form, { kind, people, at_min: at, minutes: '50', on });
}

async function noneMayBook(f, rule, kind, people) {
    await noneMay(f, rule, `${f.c}/appointments/new`, await booking(f, kind, people));
}

async function mayBook(f, rule, kind, people, at, on) {
    const a = await posted(f.lead, `${f.c}/appointments/new`, await booking(f, kind, people, at, on));
    check(`${rule}: else it is booked`, a.status === 303, said(a));
}

/** A hidden thing answers like one that is not there, to everybody but those named. */
async function hidden(f, rule, at, but) {
    for (const [who, v] of Object.entries(f.people)) {
        const a = await v.get(at(true)), b = await v.get(at(false));
        if (but.includes(who))
            check(`${rule}: there for ${who}`, a.status === 200 && b.status === 404, said(a));
        else
            check(`${rule}: like nothing for ${who}`, a.status === 404 && told(a) === told(b), said(a));
    }
}

// -- a family -------------------------------------------------------------------------------------

async function family(people) {
    const lead = people['the lead'];
    const { c, kids, adults, document } = await furnishPeople(lead);
    const form = mainForm((await lead.get(`${c}/team`)).text);
    for (const [name, capacity] of [['Cora Birch', 'co'], ['Stan Oak', 'supervisor'], ['Omar Reed', 'office']]) {
        const who = form.fields.find(x => x.name === 'account').options.find(o => o.label.includes(name));
        const a = await lead.post(form.action, filled(form, { account: who.value, capacity }));
        check(`${name} gets a place`, a.status === 303, said(a));
    }
    return { people, lead, c, maya: kids['Maya Alder'], theo: kids['Theo Alder'], dana: adults['Dana Alder'],
        rob: adults['Rob Alder'], adults, document };
}

async function everybody(practice) {
    const lead = new Visitor(practice);
    await enrol(lead, 'ruth', practice.invite);
    const people = { 'the lead': lead };
    for (const [who, login, name, roles] of [['the co-therapist', 'cora', 'Cora Birch', 'therapist'],
        ['the supervisor', 'stan', 'Stan Oak', 'supervisor'], ['the front desk', 'omar', 'Omar Reed', 'office'],
        ['a therapist without a place', 'tess', 'Tess Elm', 'therapist'],
        ['a front desk without a place', 'pia', 'Pia Ash', 'office'], ['administration alone', 'ines', 'Ines Vale', 'admin'],
        ['an outside colleague', 'olga', 'Olga Fern', 'consult'], ['who stands in for the lead', 'sage', 'Sage Moor', 'therapist']])
        people[who] = (await addPerson(practice, login, name, roles)).visitor;
    for (const v of Object.values(people))
        v.token = await tokenOf(v);
    const colleague = mainForm((await lead.get('/cover/new')).text).fields.find(x => x.name === 'account').options
        .find(o => o.label.includes('Sage Moor')).value;
    const named = await lead.submit('/cover/new', { account: colleague, kind: 'absence', from_on: day(0), to_on: day(30), case: '' });
    check('a colleague stands in for the lead', named.status === 303, said(named));
    return people;
}

// -- the rules ------------------------------------------------------------------------------------

async function N4(f) {
    const rule = 'N4 treatment without a consent that is required';
    await noneMayBook(f, rule, 'child', [f.maya]);
    await consented(f.lead, f.c, [f.maya, f.theo], f.adults, f.document);
    await mayBook(f, rule, 'child', [f.maya]);
    await noneMaySetAside(f, rule, 'G1.i', f.rob);
}

async function N1(f) {
    const rule = 'N1 contact that a protective order forbids';
    await mayBook(f, rule, 'contact', [f.maya, f.dana], '12:00');
    const a = await f.lead.submit(`${f.c}/orders/new`, { court: 'Superior Court', docket: '26-FL-9', kind: 'protective',
        title: 'Protective order', effective_on: day(-2), report_rule: 'none' });
    check('the order is recorded', a.status === 303, said(a));
    for (const kind of ['contact', 'contact_remote', 'family', 'family_remote'])
        await noneMayBook(f, `${rule}, ${kind}`, kind, [f.maya, f.dana]);
    await noneMaySetAside(f, rule, 'G3.g');
}

async function N2andN3andN8(f) {
    const rule = 'N2 a step toward contact while a concern is open';
    await mayBook(f, rule, 'contact', [f.maya, f.dana], '12:00', day(4));
    const made = await f.lead.submit(`${f.c}/concerns/new`, { child: f.maya, person: f.dana, words: 'Mirabellenkern' });
    check('the concern is recorded', made.status === 303, said(made));
    const id = idIn(made.to, '/concerns');
    await noneMayBook(f, rule, 'contact', [f.maya, f.dana]);
    await noneMaySetAside(f, rule, 'G3.c');
    await noneMaySetAside(f, rule, 'ALL.c');
    await mayBook(f, rule, 'child', [f.maya], '16:00', day(4));

    const pending = 'N3 contact while a report waits for clearance';
    await noneMay(f, pending, `${f.c}/children/${f.maya}/set-aside/CI1`,
        [['rationale', 'The agency said so.'], ['document', f.document], ['person', ''], ['gate', '']]);
    await noneMayBook(f, pending, 'contact_remote', [f.maya, f.dana]);

    const secret = 'N8 telling of a report';
    const reads = ['the lead', 'the supervisor', 'who stands in for the lead'];
    await hidden(f, secret, is => `${f.c}/concerns/${is ? id : NOBODY}`, reads);
    for (const [who, v] of Object.entries(f.people)) {
        for (const where of [f.c, `${f.c}/desk`, `${f.c}/reports`, `${f.c}/documents`, '/today', '/cases', '/calendar']) {
            const a = await v.get(where);
            check(`${secret}: ${where.replace(f.c, '')} holds no word of it for ${who}`, !a.text.includes('Mirabellenkern'), a.status);
        }
    }
}

async function N5(f) {
    const rule = "N5 going on after a child's no";
    const first = await posted(f.lead, `${f.c}/appointments/new`, await booking(f, 'child', [f.theo], '08:00', day(0)));
    check('a session of today', first.status === 303, said(first));
    const appointment = idIn((await f.lead.get(f.c)).text, '/appointments');
    const answer = mainForm((await f.lead.get(`${f.c}/children/${f.theo}/answer/new`)).text);
    const about = answer.fields.find(x => x.name === 'about');
    check(`${rule}: the answer can be about this session`, Boolean(about && about.options.some(o => o.value === appointment)),
        JSON.stringify(answer.fields.map(x => x.name)));
    const no = await f.lead.post(answer.action, filled(answer, { answer: 'no', on: day(0), about: appointment }));
    check(`${rule}: the no is recorded`, no.status === 303, said(no));
    const form = mainForm((await f.lead.get(`${f.c}/appointments/${appointment}`)).text, '/mark');
    await noneMay(f, rule, form.action, [...filled(form).filter(([k]) => k !== 'event'), ['event', 'held']]);
    await noneMaySetAside(f, rule, 'G3.b');
}

async function N7(f) {
    const rule = 'N7 a protected address';
    await hidden(f, rule, is => `${f.c}/people/${is ? f.rob : NOBODY}/contact`,
        ['the lead', 'the co-therapist', 'the supervisor', 'who stands in for the lead']);
    await noneMaySetAside(f, rule, 'G0.h');
}

async function N10(f) {
    const rule = 'N10 two roles that exclude each other';
    const form = mainForm((await f.lead.get(`${f.c}/independence/role`)).text);
    const account = name => form.fields.find(x => x.name === 'account').options.find(o => o.label.includes(name)).value;
    await noneMay(f, `${rule}, a therapist made mediator`, form.action, filled(form, { account: account('Cora Birch'), role: 'mediator' }));
    const a = await f.lead.post(form.action, filled(form, { account: account('Tess Elm'), role: 'mediator' }));
    check(`${rule}: somebody who does not treat may be`, a.status === 303, said(a));
    const team = mainForm((await f.lead.get(`${f.c}/team`)).text);
    const tess = team.fields.find(x => x.name === 'account').options.find(o => o.label.includes('Tess Elm'));
    await noneMay(f, `${rule}, a mediator made therapist`, team.action,
        filled(team, { account: tess ? tess.value : account('Tess Elm'), capacity: 'co' }));
    await noneMaySetAside(f, rule, 'G0.e');
}

async function N13(f) {
    const rule = 'N13 a signed record changed';
    const note = await draftNote(f.lead, f.c, { kind: 'child', people: [f.maya], minutes: '50', body: 'Whole text.', tags: ['repair'] });
    const edit = mainForm((await f.lead.get(`${f.c}/notes/${note}/edit`)).text, '/draft');
    const changed = filled(edit, { body: 'Another text.' });
    const a = await f.lead.submit(`${f.c}/notes/${note}/sign`, {}, { to: '/sign' });
    check('the note is signed', a.status === 303, said(a));
    await noneMay(f, `${rule}, written anew`, edit.action, changed);
    await noneMay(f, `${rule}, thrown away`, `${f.c}/notes/${note}/discard`, [['version', '2']]);
    const kept = textOf((await f.lead.get(`${f.c}/notes/${note}`)).text);
    check(`${rule}: it reads as it was signed`, kept.includes('Whole text.') && !kept.includes('Another text.'), kept.slice(0, 300));
}

async function N14(f) {
    const rule = 'N14 the screen for violence skipped';
    await noneMaySetAside(f, rule, 'G1.b', f.dana);
    await noneMaySetAside(f, rule, 'G1.b-child');
    const before = await record(f);
    for (const v of Object.values(f.people))
        await posted(v, `${f.c}/children/${f.maya}/record/G1.b`, [['result', 'yes'], ['statement', 'It was done.'],
            ['on', day(0)], ['person', f.dana], ['gate', 'G1']]);
    check(`${rule}: a record typed by hand is none`, before === await record(f));
}

/** Everybody tries to go on at a checkpoint, with what a page of the checkpoint would send. */
async function noneMayPass(f, rule, gate) {
    const at = `${f.c}/children/${f.maya}/checkpoints`;
    const form = mainForm((await f.lead.get(`${at}/G0`)).text, '/decide');
    const pairs = filled(form, { rationale: 'Everybody agrees.' }).filter(([k]) => k !== 'outcome');
    await noneMay(f, rule, `${at}/${gate}/decide`, [...pairs, ['outcome', 'advance']]);
}

async function N6andN11(f) {
    const rule = 'N6 contact on a self-harm screen that is not clear';
    await noneMaySetAside(f, rule, 'G3b.d');
    await noneMayPass(f, rule, 'G3b');
    await mayBook(f, rule, 'contact', [f.theo, f.dana], '09:00', day(5));
    const a = await f.lead.submit(`${f.c}/review/screen`, { person: f.theo, on: day(0), q1: 'no', q2: 'yes', q3: 'no', q4: 'no', q5: 'no' });
    check('the screen is recorded', a.status === 303, said(a));
    for (const kind of ['contact', 'contact_remote', 'family', 'family_remote'])
        await noneMayBook(f, `${rule}, ${kind}`, kind, [f.theo, f.dana]);
    await mayBook(f, rule, 'child', [f.theo], '11:00', day(5));

    const up = 'N11 a step up without the ratings of the child';
    await noneMaySetAside(f, up, 'G3b.e');
    for (const gate of ['G3b', 'G4'])
        await noneMayPass(f, `${up}, ${gate}`, gate);
}

async function N9(f) {
    const rule = 'N9 a lead without a current licence';
    await noneMaySetAside(f, rule, 'G0.f');
    const own = '/account/credentials', licence = idIn((await f.lead.get(own)).text, own);
    const form = mainForm((await f.lead.get(`${own}/${licence}/end`)).text);
    const a = await f.lead.post(form.action, filled(form, Object.fromEntries(form.fields
        .filter(x => x.required && !x.value).map(x => [x.name, x.kind === 'date' ? day(0) : 'Given back.']))));
    check(`${rule}: the licence is ended`, a.status === 303, said(a));
    await noneMayBook(f, rule, 'child', [f.maya]);
}

/** A family of which nothing is missing for a start; then of the plan alone it depends. */
async function N12(f) {
    const rule = 'N12 a plan that the law of the place bars', law = `${f.c}/law`;
    await consented(f.lead, f.c, [f.maya, f.theo], f.adults, f.document, { no_orders: '1' });
    await readyToStart(f.lead, f.c, f.maya, f.adults, [f.maya, f.theo], [f.people['the co-therapist'], f.people['the supervisor']]);
    const gate = `${f.c}/children/${f.maya}/checkpoints/G0`;
    const plan = async answers => {
        const form = mainForm((await f.lead.get(law)).text);
        const asked = [...new Set(form.fields.filter(x => x.kind === 'radio').map(x => x.name))];
        const a = await f.lead.post(form.action, filled(form, { statement: 'Read with both parents.',
            ...Object.fromEntries(asked.map(name => [name, answers.includes(name) ? 'yes' : 'no'])) }));
        check(`the plan is held against the law${answers}`, a.status === 303, said(a));
    };
    const stands = async (what, ...words) => {
        const page = (await f.lead.get(gate)).text;
        const outcomes = mainForm(page, '/decide').fields.filter(x => x.name === 'outcome').map(x => x.value);
        check(`${rule}: ${what}`, outcomes.includes('advance') === !words.length && words.every(w => textOf(page).includes(w)),
            `${outcomes}\n${textOf(page).slice(0, 1500)}`);
    };
    await plan([]);
    await stands('without it, nothing is open and the decision is the lead\'s');
    await plan(['private_transport']);
    await stands('with it, the page says so and does not offer to go on', 'One thing is open. It cannot be set aside.',
        'The law of California does not allow this plan');
    const home = textOf((await f.lead.get(f.c)).text);
    check(`${rule}: so does the page of the family`, home.includes('The law of California does not allow this plan'), home.slice(0, 1500));
    await noneMayPass(f, rule, 'G0');
}

/** Else all of the above would hold of attempts that nobody could ever make. */
async function mayBeSetAside(f) {
    const a = await posted(f.lead, `${f.c}/children/${f.maya}/set-aside/G0.i`, asideOf());
    check('what may be set aside is set aside by the same form', a.status === 303, said(a));
}

await main(async () => {
    const practice = await startPractice();
    const people = await everybody(practice);
    const one = await family(people);
    await part('set aside', () => mayBeSetAside(one));
    await part('N4', () => N4(one));
    await part('N5', () => N5(one));
    await part('N7', () => N7(one));
    await part('N10', () => N10(one));
    await part('N13', () => N13(one));
    await part('N14', () => N14(one));
    await part('N1', () => N1(one));
    const two = await family(people);
    await consented(two.lead, two.c, [two.maya, two.theo], two.adults, two.document);
    await part('N6, N11', () => N6andN11(two));
    await part('N2, N3, N8', () => N2andN3andN8(two));
    await part('N9', () => N9(two));
    const california = await startPractice({ region: 'CA' });
    await part('N12', async () => N12(await family(await everybody(california))));
});
