// furnish.mjs -- a practice with something in every room, made over the wire through the same forms
// as real work; and the addresses of all its pages. Everything in it is invented.
import { addPerson, enrol, filled, formsOf, mainForm, textOf, unescapeHtml, Visitor } from './kit.mjs';

export const DAY = 24 * 3600 * 1000;
/** A day as forms take it, so many days from today where the practice is. */
export function day(from = 0) {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Los_Angeles', year: 'numeric', month: '2-digit', day: '2-digit' })
        .formatToParts(new Date(Date.now() + from * DAY));
    return ['year', 'month', 'day'].map(kind => parts.find(p => p.type === kind).value).join('-');
}

export const paper = (name = 'order.pdf') => ({ field: 'file', name, type: 'application/pdf', bytes: PDF });
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n' +
    'trailer<</Root 1 0 R>>\n%%EOF\n');

export async function made(what, answer) {
    const a = await answer;
    if (a.status !== 303)
        throw new Error(`${what}: ${a.status} ${textOf(a.text.slice(a.text.indexOf('<main'))).slice(0, 600)}`);
    return a.to.replace(/#.*/, '');
}

export const idIn = (text, before) => {
    const m = new RegExp(`${before}/([a-z2-7]{26})`).exec(text);
    if (!m)
        throw new Error(`no id after ${before}`);
    return m[1];
};

/** The id behind a link of the page that says so. */
export async function linkId(v, where, before, words) {
    const a = await v.get(where);
    for (const m of a.text.matchAll(new RegExp(`${before}/([a-z2-7]{26})[^"]*"[^>]*>([^]*?)</a>`, 'g')))
        if (textOf(m[2]).includes(words))
            return m[1];
    throw new Error(`${where} has no link to ${words}`);
}

async function people(v, c, stand = {}) {
    const kids = {}, adults = {};
    for (const [name, birth] of [['Maya Alder', '2016-04-02'], ['Theo Alder', '2013-11-20']]) {
        await made(name, v.submit(`${c}/people/new?kind=child`, { name, birth, language: 'English, Spanish', ...stand }));
        kids[name] = await linkId(v, c, '/people', name);
    }
    for (const [name, relation, role] of [['Dana Alder', 'mother', 'contact_parent'], ['Rob Alder', 'father', 'home_parent']]) {
        await made(name, v.submit(`${c}/people/new?kind=adult`, { name, safe_contact: 'E-mail after 18:00',
            protected: name === 'Rob Alder' ? '1' : [] }));
        adults[name] = await linkId(v, c, '/people', name).catch(() => null) ||
            (await v.get(`${c}/roles/new`)).text.match(new RegExp(`value="([a-z2-7]{26})"[^>]*>${name}`))[1];
        await made(`${name}'s roles`, v.submit(`${c}/roles/new`, { person: adults[name], child: Object.values(kids),
            role, relation, from_on: day(-60), reason: 'As the referral says.' }));
    }
    await made('a professional', v.submit(`${c}/people/new?kind=professional`, { name: 'Lee Osei', profession: 'gal',
        organisation: 'Child Advocates' }));
    await made('contact', v.submit(`${c}/people/${adults['Dana Alder']}/contact/edit`,
        { phone: '+1 503 555 0100', email: 'dana@example.org', address: '1 Invented Street\nPortland' }));
    return { kids, adults };
}

/** A protection that is to end, and has not yet. */
async function unprotected(v, c, person) {
    await made('a protection that ends', v.submit(`${c}/people/${person}/edit`, { protected: [] }));
    return idIn((await v.get(`${c}/people/${person}`)).text, '/protection');
}

async function court(v, c, adults) {
    const order = idIn(await made('an order', v.submit(`${c}/orders/new`, { court: 'Superior Court, Invented County',
        docket: '26-FL-00123', judge: 'Hon. A. Example', kind: 'therapy', title: 'Order for reunification therapy',
        signed_on: day(-50), effective_on: day(-50), report_rule: 'both', report_every_days: '90',
        report_before_days: '14', report_to: 'The court\nBoth parents' }, { file: paper() })), '/orders');
    const at = `${c}/orders/${order}`;
    await made('a clause', v.submit(`${at}/clauses/new`, { kind: await option(v, `${at}/clauses/new`, 'kind', 1),
        words: 'The child and each parent shall take part in reunification therapy.', page: '2' }));
    const clause = idIn((await v.get(at)).text, '/clauses');
    const terms = `${at}/restrictions/new`;
    await made('what a clause says', v.submit(`${terms}?clause=${clause}`, { child: 'all', person: adults['Dana Alder'],
        channels: ['in_person', 'video'], says: 'allowed', supervision: 'therapist_in_room', minutes_max: '50', places: 'The practice' }));
    const restriction = idIn((await v.get(`${at}/contact`)).text, '/restrictions');
    const notice = idIn(await made('a question to the court', v.submit(`${at}/notices/new`, { kind: 'clarification',
        words: 'How often, and for how long?' })), '/notices');
    await made('shares', v.submit(`${at}/shares`, Object.fromEntries(Object.values(adults).map(id => [`share-${id}`, '50']))));
    const matter = idIn((await v.get(`${c}/court`)).text, '/matters');
    await made('a hearing', v.submit(`${c}/hearings/new`, { matter, kind: await option(v, `${c}/hearings/new`, 'kind', 1),
        on: day(30), at_clock: '09:30', purpose: 'Review of the therapy' }));
    const hearing = idIn((await v.get(`${c}/court`)).text, '/hearings');
    await made('a document', v.submit(`${c}/documents/new`, { kind: 'school', dated_on: day(-20) },
        { file: { field: 'file', name: 'school <b>note</b>.txt', type: 'text/plain', bytes: Buffer.from('Attends every day.\n') } }));
    const document = idIn((await v.get(`${c}/documents`)).text, '/documents');
    return { order, clause, matter, hearing, document, restriction, notice };
}

/** Custody of these children by both adults, with its document; each adult signs before the therapist. */
export async function consented(v, c, children, adults, document, more = {}) {
    for (const child of children) {
        await made('custody', v.submit(`${c}/children/${child}/custody/new`, { kind: 'joint_both',
            holders: Object.values(adults), from: day(-60), document, ...more }));
        for (const [name, id] of Object.entries(adults))
            await made(`${name}'s signature`, v.submit(`${c}/children/${child}/consent/${id}/sign`, { typed_name: name }));
    }
}

/** Answers no to each question of a form of yes and no. */
async function allNo(v, where, more = {}) {
    const form = mainForm((await v.get(where)).text);
    const asked = form.fields.filter(f => f.kind === 'radio').map(f => f.name);
    return v.post(form.action, filled(form, { ...Object.fromEntries(asked.map(name => [name, 'no'])), ...more }));
}

/** What the first checkpoint asks for one child of a family without orders, but custody and the plan. */
export async function readyToStart(v, c, child, adults, children, team) {
    for (const area of [1, 2, 3])
        await made('a competence', v.submit('/account/credentials/training', { hours: '20', evidence: 'Certificate of a course.',
            area: await option(v, '/account/credentials/training', 'area', area) }));
    await made('that there is no order', v.submit(`${c}/no-order`, { statement: 'Both parents say so.' }));
    for (const one of [v, ...team])
        await made('no conflict of interest', allNo(one, `${c}/independence/sign`));
    for (const person of Object.values(adults))
        await made('a talk', v.submit(`${c}/safety/talk`, { person, alone: '1', anything_new: 'no', safe_now: 'yes' }));
    for (const person of [...children, ...Object.values(adults)])
        await made('what somebody was asked', v.submit(`${c}/people/${person}/intake/asked`,
            { outcome: 'asked', protect: 'no', language: 'English', needs: 'none' }));
    await made('a decision on the referral', v.submit(`${c}/intake/decision`, { outcome: 'accepted', words: 'We begin.' }));
    const gate = `${c}/children/${child}/checkpoints/G0`;
    for (const [, where] of (await v.get(gate)).text.matchAll(/href="([^"]*\/record\/[^"]*)"/g))
        await made(where, v.submit(unescapeHtml(where), { result: 'yes', statement: 'Seen in the papers.' }));
}

/** The first part of a treatment agreement, or all of them; answers its id. */
export async function agreed(v, c, whole = false) {
    let at = `${c}/agreements/new`;
    do {
        const names = mainForm((await v.get(at)).text).fields.map(f => f.name).filter(n => !/^_|^not_here$/.test(n));
        at = await made('an agreement', v.submit(at, Object.fromEntries(names.map(n => [n, `About ${n}.`]))));
    } while (whole && at.endsWith('/write'));
    return idIn(at, '/agreements');
}

/**
 * A family with one paper and nothing else: { c, kids, adults, document }.
 *
 * stand: { phase, level } of its children; the work then began before this record
 */
export async function furnishPeople(v, stand = null) {
    const to = await made('a case', v.submit(`/cases/new${stand ? '?under_way=1' : ''}`, { title: 'Alder family', origin: 'voluntary',
        referred_on: day(-60), source: 'A colleague', reason: 'A long separation after a move.',
        ...(stand ? { as_of: day(-30) } : {}) }));
    const c = `/cases/${idIn(to, '/cases')}`;
    const found = await people(v, c, stand || {});
    await made('a document', v.submit(`${c}/documents/new`, { kind: 'agreement', dated_on: day(-20) }, { file: paper() }));
    return { c, ...found, document: idIn((await v.get(`${c}/documents`)).text, '/documents') };
}

const GROUP = [['the co-therapist', 'cora', 'Cora Birch', 'therapist', 'co'], ['the supervisor', 'stan', 'Stan Oak', 'supervisor', 'supervisor'],
    ['a therapist without a place', 'tess', 'Tess Elm', 'therapist']];
const SOLO = [['the colleague from outside', 'kim', 'Kim Yarrow', 'consult']];
const BOTH = [['the front desk', 'omar', 'Omar Reed', 'office', 'office'], ['administration alone', 'ines', 'Ines Vale', 'admin']];

/** Whoever may be around a family, each signed in, by who they are; the first leads. */
export async function cast(practice, solo = false) {
    const lead = new Visitor(practice), all = { 'the lead': lead };
    await enrol(lead, 'ruth', practice.invite);
    for (const [who, login, name, roles] of [...(solo ? SOLO : GROUP), ...BOTH])
        all[who] = (await addPerson(practice, login, name, roles)).visitor;
    return all;
}

/** Gives those of a cast who work with a family their places on a case. */
export async function placed(lead, c, people) {
    for (const [who, , name, , capacity] of [...GROUP, ...BOTH])
        if (people[who] && capacity)
            await made(`a place for ${name}`, lead.submit(`${c}/team`, { account: await accountId(lead, c, name), capacity }));
}

/** A licence of somebody until a day, entered by administration; answers the path of their papers. */
export async function licensed(admin, name, until) {
    const theirs = `/accounts/${await linkId(admin, '/accounts', '/accounts', name)}/credentials`;
    await made(`a licence of ${name}`, admin.submit(`${theirs}/licence`, { type: await option(admin, `${theirs}/licence`, 'type', 1),
        number: '4711', region: await option(admin, `${theirs}/licence`, 'region', 1), expires_on: until }));
    return theirs;
}

/** The value of the nth option of a select. */
async function option(v, where, name, n) {
    const f = mainForm((await v.get(where)).text).fields.find(x => x.name === name);
    return f.options[n].value;
}

/** Saves the draft of a new note and answers its id. */
export async function draftNote(v, c, values) {
    const page = await v.get(`${c}/notes/new`);
    const form = mainForm(page.text, '/draft');
    await made('a draft', v.post(form.action, filled(form, values)));
    return idIn(form.action, '/notes');
}

async function work(v, c, kids, adults) {
    const booked = { kind: 'contact', people: [kids['Maya Alder'], adults['Dana Alder']], at_min: '14:00', minutes: '50',
        room: 'Room 2' };
    await made('an appointment', v.submit(`${c}/appointments/new`, { ...booked, on: day(0) }));
    await made('a later appointment', v.submit(`${c}/appointments/new`, { ...booked, on: day(7) }));
    const appointment = idIn((await v.get(c)).text, '/appointments');
    const body = 'Dana and Maya built a bridge of blocks.\n\nMaya asked for a break once, and came back.';
    const signed = await draftNote(v, c, { kind: 'contact', people: [kids['Maya Alder'], adults['Dana Alder']],
        minutes: '50', body, tags: ['repair', 'safety'] });
    await made('a signature', v.submit(`${c}/notes/${signed}/sign`, {}, { to: '/sign' }));
    await made('an addendum', v.submit(`${c}/notes/${signed}`, { reason: 'Left out', body: 'The door stayed open.' },
        { to: '/addenda' }));
    const draft = await draftNote(v, c, { kind: 'child', people: [kids['Theo Alder']], minutes: '45',
        body: 'Theo drew his week.' });
    await made('a call', v.submit(`${c}/log`, { kind: 'call', direction: 'in', people: [adults['Rob Alder']],
        body: 'Asked about the next appointment.', minutes: '5' }));
    const goal = /\/plan\/([A-Za-z0-9_]+)/.exec((await v.get(`${c}/plan`)).text)[1];
    await made('a goal', v.submit(`${c}/plan/${goal}`, { words: 'Maya can say when she needs a break.' }));
    const hold = idIn(await made('a hold', v.submit(`${c}/holds/new`, { child: kids['Theo Alder'], person: adults['Rob Alder'] })), '/holds');
    return { appointment, note: signed, draft, goal, hold };
}

async function screenBegun(v, c, who) {
    return idIn(await made('a screen', v.submit(`${c}/safety/screens/new`, { person: who, way: 'in_person', alone: '1', completed: 'interview' })), '/screens');
}

/** A screen with every question answered by nothing told, but for those of told, and signed: its id. */
export async function screened(v, c, who, told = {}) {
    const screen = await screenBegun(v, c, who), at = `${c}/safety/screens/${screen}`;
    for (const part of ['words', 'body', 'children', 'around', 'danger']) {
        const form = mainForm((await v.get(`${at}/ask?part=${part}`)).text);
        const items = form.fields.map(f => f.name).filter(n => /^V\d+$/.test(n));
        const said = Object.fromEntries(items.map(n => [n, n in told ? 'reported' : 'none']));
        if (form.fields.some(f => f.name === 'each_asked'))
            said.each_asked = '1';
        const to = await made(`the part ${part}`, v.post(form.action, filled(form, said)));
        for (const n of items.filter(x => x in told))
            await made('what was reported', v.submit(to, told[n]));
    }
    await made('a signed screen', v.submit(`${at}/sign`, {}, { to: '/sign' }));
    return screen;
}

/** A screen signed with one thing reported, a draft of the other parent's, and something reported. */
async function safety(v, c, kids, adults) {
    const screen = await screened(v, c, adults['Dana Alder'], { V6: { by: adults['Rob Alder'], about: adults['Dana Alder'],
        effect: 'Once, before the separation.' } });
    const screenDraft = await screenBegun(v, c, adults['Rob Alder']);
    await made('a talk', v.submit(`${c}/safety/talk`, { person: adults['Rob Alder'], alone: '1', anything_new: 'no', safe_now: 'yes' }));
    await made('a look at a child', v.submit(`${c}/safety/child`, { child: kids['Maya Alder'], way: 'talk', safe_now: 'yes' }));
    await made('how it stands', v.submit(`${c}/safety/result`, { by: adults['Rob Alder'], about: kids['Maya Alder'],
        result: 'investigated', reason: 'A letter of the agency.' }));
    const allegation = idIn(await made('a report', v.submit(`${c}/safety/allegations/new`, { from_other: 'A neighbor',
        words: 'Shouting at night.' })), '/allegations');
    return { screen, screenDraft, allegation };
}

/** A release of one parent, who holds the privilege, and a request for a child's record that is decided. */
async function released(v, c, kids, adults, document) {
    const dana = adults['Dana Alder'];
    const release = idIn(await made('a release', v.submit(`${c}/releases/new`, { subject: dana, recipient: adults['Rob Alder'],
        purpose: 'coordination', parts: ['attendance'], from: day(-10), signers: [dana], signed_on: day(0), method: 'paper', document })), '/releases');
    await made('who holds the privilege', v.submit(`${c}/privilege/${kids['Theo Alder']}/new`, { holder: 'parents', waiver: 'not_waived',
        document, on: day(-5) }));
    const request = idIn(await made('a request', v.submit(`${c}/requests/new`, { subject: kids['Maya Alder'], asker: dana,
        received: day(-3), way: 'letter', parts: ['progress'], words: 'All that she said.' })), '/requests');
    await made('an answer', v.submit(`${c}/requests/${request}?do=decide`, { outcome: 'denied', grounds: ['privilege'],
        words: 'Who holds the privilege is not settled.' }, { to: '/decide' }));
    await made('a reason', v.submit(`${c}/parity`, { measure: 'minutes', reason: 'court_order' }));
    return { release, request };
}

/** No sign open, but the third: of the first kind it is not known whom it concerns. */
async function lookedAt(v, where) {
    const signs = mainForm((await v.get(where)).text).fields.filter(f => f.options);
    const answers = signs.map((f, i) => [f.name, f.options[i === 2 ? 2 : 1].value]);
    return { ...Object.fromEntries(answers), statement: 'Each looked at.' };
}

/** Something of each kind that an intake keeps; not everybody is asked. Answers the scenario. */
async function intake(v, c, kids, adults) {
    const dana = `${c}/people/${adults['Dana Alder']}/intake`, rob = `${c}/people/${adults['Rob Alder']}/intake`;
    await made('an answer', v.submit(`${c}/intake/questions/RS1`, { separation_cause: 'A move.', told_by: 'Letter of the court' }));
    for (const person of [adults['Dana Alder'], kids['Maya Alder']])
        await made('what somebody was asked', v.submit(`${c}/people/${person}/intake/asked`,
            { outcome: 'asked', protect: 'no', language: 'English, Spanish', needs: 'none' }));
    await made('an offer', v.submit(`${dana}/offer`, { kind: 'offered', way: 'phone', on: day(-30) }));
    await made('a late offer', v.submit(`${rob}/offer`, { kind: 'offered', way: 'mail', on: day(-3) }));
    await made('fees', v.submit(`${dana}/fees`, { words: 'Half of each hour.' }));
    await made('a form for a release', v.submit(`${dana}/release`, { purpose: 'The hearing in spring', scope: 'Attendance',
        recipient: await option(v, `${dana}/release`, 'recipient', 1) }));
    await made('a decision on the referral', v.submit(`${c}/intake/decision`, { outcome: 'accepted', words: 'We begin in May.' }));
    await made('papers of a person', v.submit(`${c}/people/${adults['Dana Alder']}/papers`,
        { papers: [idIn((await v.get(`${c}/documents`)).text, '/documents')] }));
    return { scenario: 'RS1' };
}

async function checkpoints(v, c, kids) {
    const child = `${c}/children/${kids['Maya Alder']}`, gate = `${child}/checkpoints/G0`;
    await made('a record', v.submit(`${child}/record/G1.f?gate=G1`, { result: 'yes', statement: 'Two others were heard.',
        papers: [idIn((await v.get(`${c}/documents`)).text, '/documents')] }));
    await made('a look at the signs', v.submit(`${child}/signs`, await lookedAt(v, `${child}/signs`)));
    await made('something set aside', v.submit(`${child}/set-aside/G0.i`, { rationale: 'Asked again on Monday.' }));
    const decision = idIn(await made('a decision', v.submit(gate, { outcome: 'hold', rationale: 'Not everything is there.' },
        { to: '/decide' })), '/decisions');
    return { override: idIn((await v.get(gate)).text, '/overrides'), decision };
}

async function reports(v, c) {
    const ids = [];
    for (const kind of ['status', 'attendance']) {
        const to = await made('a report', v.submit(`${c}/reports/new`, { kind, from: day(-60), to: day(0),
            safety: 'Nothing came up in this period.', recipients: 'Superior Court, Invented County' }));
        ids.push(idIn(to, '/reports'));
    }
    const sign = `${c}/reports/${ids[1]}`;
    await made('a signed report', v.submit(sign, {}, { to: '/sign' }));
    return { report: ids[0], signedReport: ids[1] };
}

/**
 * Fills a fresh practice. Answers { ruth, visitor, c (path of the case), ids, office, admin, other }:
 * the last three are people with other roles, each { person, visitor }.
 */
export async function furnish(practice) {
    const visitor = new Visitor(practice);
    const ruth = await enrol(visitor, 'ruth', practice.invite);
    const to = await made('a case', visitor.submit('/cases/new', { title: 'Alder family', origin: 'court_ordered',
        referred_on: day(-60), source: 'Superior Court, Invented County', reason: 'A long separation after a move.',
        scenarios: ['RS1', 'RS4'] }));
    const c = `/cases/${idIn(to, '/cases')}`;
    await made('a second case', visitor.submit('/cases/new', { title: 'Birch family', origin: 'voluntary',
        referred_on: day(-3), source: 'A colleague', reason: 'Both parents ask for help.' }));
    const { kids, adults } = await people(visitor, c);
    const ids = { child: kids['Maya Alder'], sibling: kids['Theo Alder'], checkpoint: 'G0', gate: 'G0', criterion: 'G1.f', person: kids['Maya Alder'], adult: adults['Dana Alder'], case: c.slice(7) };
    ids.protection = await unprotected(visitor, c, adults['Rob Alder']);
    Object.assign(ids, await court(visitor, c, adults));
    await consented(visitor, c, Object.values(kids), adults, ids.document);
    ids.agreement = await agreed(visitor, c);
    Object.assign(ids, await released(visitor, c, kids, adults, ids.document));
    Object.assign(ids, await work(visitor, c, kids, adults),
        await intake(visitor, c, kids, adults), await checkpoints(visitor, c, kids), await safety(visitor, c, kids, adults), await reports(visitor, c));
    const office = await addPerson(practice, 'omar', 'Omar Reed', 'office');
    const admin = await addPerson(practice, 'ines', 'Ines Vale', 'admin');
    const other = await addPerson(practice, 'sam', 'Sam Reed', 'therapist');
    await made('a place', visitor.submit(`${c}/team`, { account: await accountId(visitor, c, 'Omar Reed'), capacity: 'office' }));
    ids.place = idIn((await visitor.get(`${c}/team`)).text, '/team');
    ids.concern = idIn(await made('a concern', visitor.submit(`${c}/concerns/new`, { child: ids.child, person: ids.adult,
        words: 'Seen in the waiting room.' })), '/concerns');
    ids.step = 'report';
    practice.run('user add', '--login', 'vera', '--name', 'Vera New', '--roles', 'office');
    ids.account = await linkId(visitor, '/accounts', '/accounts', 'Vera New');
    ids.credential = idIn((await visitor.get('/account/credentials')).text, '/account/credentials');
    const theirs = `/accounts/${ids.account}/credentials`;
    await made('a licence', visitor.submit(`${theirs}/licence`, { type: await option(visitor, `${theirs}/licence`, 'type', 1),
        number: '4711', region: await option(visitor, `${theirs}/licence`, 'region', 1), expires_on: day(400) }));
    ids.theirs = idIn((await visitor.get(theirs)).text, theirs);
    ids.cover = await cover(visitor);
    return { ruth, visitor, c, ids, kids, adults, office, admin, other };
}

/** Somebody stands in for the lead, a month from now. */
async function cover(v) {
    const colleague = mainForm((await v.get('/cover/new')).text).fields.find(x => x.name === 'account')
        .options.find(o => o.label.includes('Sam Reed')).value;
    await made('a cover', v.submit('/cover/new', { account: colleague, kind: 'absence', from_on: day(30), to_on: day(40), case: '' }));
    return idIn((await v.get('/cover')).text, '/cover');
}

export async function accountId(v, c, name) {
    const f = mainForm((await v.get(`${c}/team`)).text).fields.find(x => x.name === 'account');
    return f.options.find(o => o.label.includes(name)).value;
}

/** The address of a route with ids in place; null where this practice has nothing to show there. */
export function addressOf(route, ids) {
    let known = true;
    const path = route.path.replace(/:([a-z]+)/g, (_, name) => {
        known = known && Boolean(ids[name]);
        return ids[name];
    });
    return known ? path : null;
}

export { formsOf };
