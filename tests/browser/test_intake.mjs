// test_intake.mjs -- an intake of two parents and two children in a browser: nothing is asked twice, no
// page asks for much, and the pages of one parent never show the other.
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { day, paper } from './furnish.mjs';
import { check, main, part, PASSWORD, Person, startPractice } from './kit.mjs';
import { Hands, openBrowser, openWindow } from './screen.mjs';

const MOST = 15; // inputs of a page
const QUESTIONNAIRES = /\/(independence\/sign|intake\/questions\/|safety\/screens\/|law$)/;
// What somebody is asked once; a day or a source belongs to each entry.
const DATA = ['Family name', 'Referred by', 'Reason for the referral', 'Day of the referral', 'Name', 'Date of birth',
    'Languages', 'Access needs', 'Court', 'Docket or case number', 'Judge', 'Terms'];

class Intake {
    constructor(practice, window) {
        Object.assign(this, { practice, window, page: window.page, hands: new Hands(window.page), ruth: new Person('ruth'),
            given: new Map(), counted: new Map() });
    }

    text() {
        return this.page.locator('main').innerText();
    }

    async stands(what, ...words) {
        const text = await this.text();
        const missing = words.filter(w => !(w instanceof RegExp ? w.test(text) : text.includes(w)));
        const wrong = await this.page.locator('.problems, .wrong').allInnerTexts();
        check(what, !missing.length && !wrong.length, `${this.page.url()}\nmissing: ${missing}\nwrong: ${wrong}\n${text.slice(0, 600)}`);
    }

    /** Counts what the page at hand asks for, and looks whether it asks for what is known of that subject. */
    async look(subject) {
        const where = new URL(this.page.url()).pathname;
        const fields = await this.page.evaluate(() => [...document.querySelectorAll('main form :is(input, select, textarea)')]
            .filter(e => e.name && !['hidden', 'submit', 'button'].includes(e.type))
            .map(e => ({ name: e.name, required: e.required, box: ['radio', 'checkbox'].includes(e.type), value: e.value,
                label: (e.labels[0]?.innerText || '').replace(/\s*required\s*$/, '').trim() })));
        const names = new Set(fields.map(f => f.name)), required = new Set(fields.filter(f => f.required).map(f => f.name));
        this.counted.set(where.replace(/[a-z2-7]{26}/g, ':id'), { inputs: names.size, required: required.size });
        if (!QUESTIONNAIRES.test(where))
            check(`${where.replace(/[a-z2-7]{26}/g, ':id')} asks for no more than ${MOST}`, names.size <= MOST, `${names.size}`);
        const again = fields.filter(f => !f.box && DATA.includes(f.label) && this.given.has(`${subject}|${f.label}`) && !f.value);
        check(`${subject}: nothing is asked twice`, !again.length, again.map(f => `${where}: ${f.label}`).join('\n'));
    }

    async type(subject, label, value) {
        await this.hands.type(label, value);
        if (DATA.includes(label))
            this.given.set(`${subject}|${label}`, value);
    }

    async sign(name) {
        await this.hands.press(name);
        await this.hands.again(this.ruth);
    }
}

async function begin(job) {
    const { hands, page, ruth } = job;
    await hands.go('/welcome');
    await hands.type('One-time code', job.practice.invite);
    await hands.type('New password', PASSWORD);
    await hands.type('The same password again', PASSWORD);
    await hands.press('Go on');
    ruth.learn(await page.locator('.key').first().textContent());
    await hands.type(/code/i, await ruth.code());
    await hands.press('Confirm');
    await hands.press('I have kept these codes');
    await job.stands('a new practice is there', 'New family');
}

async function referral(job) {
    const { hands, page } = job;
    await hands.press('New family');
    await job.look('case');
    await job.type('case', 'Family name', 'Alder family');
    await hands.tick('How the work began', 'Ordered by the court');
    await job.type('case', 'Day of the referral', day(-20));
    await job.type('case', 'Referred by', 'Superior Court, Invented County');
    await job.type('case', 'Reason for the referral', 'A long separation after a move.');
    await hands.tickBox('Long separation');
    await hands.press('Open the case');
    job.home = /\/cases\/[a-z2-7]{26}/.exec(page.url())[0];
    await hands.go(job.home);
    await job.stands('the family page says that nothing is decided', 'Not decided yet');
    await hands.press('Not decided yet: see what is there and what is missing');
    await job.stands('the intake knows who referred the family', 'Superior Court, Invented County', 'A long separation after a move.',
        'In this order', 'not decided yet', '0 of 4 answered');
    await hands.press('What this referral needs to know');
    await hands.press('Long separation');
    await job.look('case');
    await hands.type('What kept them apart', 'A move of two hundred miles.');
    await hands.type('Who says so, or where it stands', 'Letter of the court');
    await hands.press('Keep these answers');
    await job.stands('an answer stands with its source and day', 'A move of two hundred miles.', 'Letter of the court', 'Ruth Alder');
}

async function person(job, kind, name, birth) {
    const { hands } = job;
    await hands.go(`${job.home}/people/new?kind=${kind}`);
    await job.look(name);
    await job.type(name, 'Name', name);
    if (birth)
        await job.type(name, 'Date of birth', birth);
    await hands.press('Add');
}

async function role(job, who, where, relation) {
    const { hands } = job;
    await hands.go(`${job.home}/roles/new`);
    await hands.choose('Who', who);
    for (const child of ['Maya Alder', 'Theo Alder'])
        await hands.tick('To which children', child);
    await hands.tick('Where contact stands', where);
    await hands.type('Relation', relation);
    await hands.type('From this day on', day(-20));
    await hands.press('Record');
}

async function people(job) {
    await person(job, 'child', 'Maya Alder', '2016-04-02');
    await person(job, 'child', 'Theo Alder', '2013-11-20');
    await person(job, 'adult', 'Dana Alder');
    await person(job, 'adult', 'Robin Reed');
    await job.hands.go(`${job.home}/people/new?kind=professional`);
    await job.hands.type('Name', 'Lee Osei');
    await job.hands.choose('Profession', /^(?!Please)/);
    await job.hands.press('Add');
    await role(job, 'Dana Alder', 'Contact in question', 'mother');
    await role(job, 'Robin Reed', 'Child\'s main home', 'father');
    await job.hands.go(`${job.home}/intake`);
    await job.stands('everybody is in the intake', 'Dana Alder, mother', 'Robin Reed, father', 'Maya Alder, child', 'Theo Alder, child',
        'No offer of intake yet', 'not asked yet');
}

// What only one of them said.
const OWN = {
    'Dana Alder': { press: 'Dana Alder, mother', language: 'Spanish', needs: 'Large print quillfeather', fees: 'A third zanzibar of each hour.' },
    'Robin Reed': { press: 'Robin Reed, father', language: 'English', needs: 'A chair wigwam near the door', fees: 'Two thirds kwyjibo of each hour.' },
};

async function asked(job, name, press, language, needs) {
    const { hands } = job;
    await hands.go(`${job.home}/intake`);
    await hands.press(press);
    await hands.press('Ask about protection and help');
    await job.look(name);
    await hands.tick('Must phone and address be kept from anybody?', 'No');
    await job.type(name, 'Languages', language);
    if (needs)
        await job.type(name, 'Access needs', needs);
    await hands.tick('Help', needs ? 'What is needed is arranged' : 'Nothing is needed');
    await hands.press('Record');
    await job.stands(`${name} was asked`, 'Recorded.', language);
}

async function each(job) {
    const { hands } = job;
    for (const [name, own] of Object.entries(OWN)) {
        await asked(job, name, own.press, own.language, own.needs);
        await hands.press('Record an offer');
        await job.look(name);
        await hands.tick('What is recorded', 'Intake was offered');
        await hands.choose('How it was offered', 'By telephone');
        await hands.press('Record');
        await job.stands(`${name} was offered intake`, /Intake offered/);
        await hands.press('Write down terms');
        await job.look(name);
        await job.type(name, 'Terms', own.fees);
        await hands.press('Keep the terms');
        await job.stands(`the terms of ${name} stand`, own.fees);
        await hands.press('Ask about protection and help');
        await job.look(name);
    }
    for (const child of ['Maya Alder', 'Theo Alder'])
        await asked(job, child, `${child}, child`, 'English');
    await hands.go(`${job.home}/intake`);
    await job.stands('both were offered the same', /Dana Alder, mother[^]*Intake offered/, /Robin Reed, father[^]*Intake offered/);
}

async function order(job) {
    const { hands, page } = job;
    await hands.go(`${job.home}/orders/new`);
    await job.look('case');
    await job.type('case', 'Court', 'Superior Court, Invented County');
    await job.type('case', 'Docket or case number', '26-FL-00123');
    await hands.choose('Kind of order', 'Order for therapy');
    await hands.type('Title', 'Order of the spring');
    await hands.type('Signed on', day(-20));
    await hands.type('In effect from', day(-20));
    await hands.reach({ name: /paper/i, tag: 'input' });
    const chosen = page.waitForEvent('filechooser');
    await page.evaluate(() => null); // the wait for the window of files is in place by now
    await page.keyboard.press('Enter');
    const p = paper();
    await (await chosen).setFiles({ name: p.name, mimeType: p.type, buffer: p.bytes });
    await hands.tick('A report is due', 'Every so many days');
    await hands.type('Days between reports', '90');
    await hands.press('Record the order');
    await hands.press('What it says about contact');
    await hands.press('It says nothing about contact');
    await hands.type('What this rests on', 'Its words name the therapy alone.');
    await hands.press('Record');
    await hands.go(`${job.home}/orders/new`);
    await job.look('another order');
}

async function rooms(job) {
    const { hands, page } = job;
    for (const child of ['Maya Alder', 'Theo Alder']) {
        await hands.go(job.home);
        await hands.press(`Custody and consent for ${child}`);
        await hands.press(`Record custody of ${child}`);
        await job.look(child);
        await hands.tick('Legal custody', 'Sole custody of one adult');
        await hands.tick('Who may consent', /Robin/);
        await hands.choose('Document that says so', 'order.pdf');
        await hands.type('From this day on', day(-20));
        await hands.press('Record');
    }
    for (const area of ['Child development', 'High-conflict separation', 'Trauma-informed care']) {
        await hands.go('/account/credentials/training');
        await hands.choose('In what', area);
        await hands.type('Hours', '20');
        await hands.type('What shows it', 'Certificate of a course.');
        await hands.press('Record it');
    }
    await hands.go(`${job.home}/independence/sign`);
    for (const legend of await page.locator('main fieldset legend').allInnerTexts())
        await hands.tick(legend.replace(/\s*required\s*$/, '').trim(), 'No');
    await job.sign('Sign');
    for (const who of [/^Dana/, /^Robin/]) {
        await hands.go(`${job.home}/safety/talk`);
        await job.look('talk');
        await hands.choose('With whom', who);
        await hands.tickBox(/^Alone/);
        await hands.tick(/anything new about safety/, 'no');
        await hands.tick(/safe at present/, 'yes');
        await hands.press('Record the talk');
    }
    await hands.go(`${job.home}/intake`);
    const open = await page.locator('#steps ~ ul .tag-attention, section:has(#steps) .tag-attention').allInnerTexts();
    check('only the decision is open, and what the referral needs to know', open.every(t => /not decided yet|answered/.test(t)), open.join(', '));
}

async function apart(job) {
    const { hands, page } = job;
    for (const [name, own] of Object.entries(OWN)) {
        const [other] = Object.entries(OWN).filter(([n]) => n !== name);
        const secret = [other[0], other[0].split(' ')[0], other[1].needs, other[1].fees, other[1].language];
        await hands.go(`${job.home}/intake`);
        await hands.press(own.press);
        const here = new URL(page.url()).pathname;
        for (const room of ['', '/asked', '/offer', '/fees', '/release']) {
            await hands.go(here + room);
            const html = await page.locator('main').innerHTML();
            const shown = secret.filter(s => html.includes(s));
            check(`${room || 'the page'} of ${name} shows nothing of the other parent`, !shown.length, shown.join(', '));
        }
        await hands.go(here);
        const [download] = await Promise.all([page.waitForEvent('download'), hands.press('Packet (PDF)', { stays: true })]);
        const file = path.join(job.practice.home, 'packet.pdf');
        await download.saveAs(file);
        const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
        check(`the packet of ${name} is theirs`, text.includes(name) && text.includes(own.fees) && text.includes('Maya Alder'), text.slice(0, 400));
        const printed = secret.slice(0, 4).filter(s => text.includes(s));
        check(`and says nothing of the other parent`, !printed.length, printed.join(', '));
    }
}

async function decision(job) {
    const { hands, page } = job;
    await hands.go(job.home);
    await hands.press('Open the checkpoint for Maya Alder');
    await job.stands('one thing is open at the first checkpoint', 'One thing is open.');
    await hands.press(/^Look at the intake: The practice/);
    for (const [which, words, said] of [['On the waiting list', 'No room before May.', 'on the waiting list'],
        ['The practice takes the family', 'We begin in May.', 'taken']]) {
        // of two decisions of one second the more careful one counts; nobody is that quick
        await page.waitForFunction(second => Math.floor(Date.now() / 1000) > second, job.decided ?? 0);
        await hands.press('Record the decision');
        await job.look('decision');
        await hands.tick('Decision', which);
        await hands.type('For the referrer', words);
        await hands.press('Record the decision');
        job.decided = Math.floor(Date.now() / 1000);
        await job.stands(`it stands: ${said}`, said);
        const [download] = await Promise.all([page.waitForEvent('download'), hands.press(/Letter to the referrer/, { stays: true })]);
        const file = path.join(job.practice.home, 'letter.pdf');
        await download.saveAs(file);
        const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
        check(`the letter says so: ${said}`, text.includes(words) && text.includes('Superior Court, Invented County'), text.slice(0, 600));
        await hands.go(job.home);
        await hands.press('Open the checkpoint for Maya Alder');
        const waits = said !== 'taken';
        await job.stands(waits ? 'a family that waits does not begin' : 'and now nothing is open',
            waits ? 'One thing is open.' : 'Nothing is open. The decision is yours.');
        check(waits ? 'and going on is not offered' : 'going on is offered',
            await page.getByLabel('Go on', { exact: true }).count() === (waits ? 0 : 1));
        await hands.go(`${job.home}/intake`);
    }
}

main(async () => {
    const browser = await openBrowser();
    const practice = await startPractice();
    const window = await openWindow(browser, practice);
    const job = new Intake(practice, window);
    for (const step of [begin, referral, people, each, order, rooms, apart, decision])
        if (await part(`${step.name}: it went through`, () => step(job).then(() => true)) === null && step === begin)
            break;
    for (const [where, n] of job.counted)
        console.log(`# ${where}: ${n.inputs} inputs, ${n.required} required`);
    check('no page said anything on the console', !window.faults.length, window.faults.join('\n'));
    await window.context.close();
    await practice.stop();
    await browser.close();
});
