// test_main_job.mjs -- the main job, from referral to signed report, with the keyboard alone, on the
// embedded database and, given a server, on PostgreSQL.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { day, paper } from './furnish.mjs';
import { check, main, part, PASSWORD, Person, startPractice } from './kit.mjs';
import { Hands, openBrowser, openWindow } from './screen.mjs';

const REAUTH_S = 30;
const NARRATIVE = 'Maya laid the blocks and Dana held the bridge while the lorry went over.';

/** What each of the steps works with: the keyboard, the window, the person, where the case is. */
class Job {
    constructor(practice, window) {
        Object.assign(this, { practice, window, page: window.page, hands: new Hands(window.page), ruth: new Person('ruth') });
    }

    text() {
        return this.page.locator('main').innerText();
    }

    /** Checks that the page is as a page has to be, and that it holds the words. */
    async stands(what, ...words) {
        const text = await this.text();
        const missing = words.filter(w => !(w instanceof RegExp ? w.test(text) : text.includes(w)));
        const wrong = await this.page.locator('.problems, .wrong').allInnerTexts();
        const named = / · Reweave$/.test(await this.page.title()) && await this.page.locator('h1').count() === 1;
        check(what, !missing.length && !wrong.length && named,
            `${this.page.url()}\nmissing: ${missing}\nwrong: ${wrong.join(' | ')}\ntitle: ${await this.page.title()}\n${text.slice(0, 700)}`);
    }

    /** Presses what signs, and gives password and code where they are asked for. */
    async sign(name) {
        await this.hands.press(name);
        this.asked = await this.hands.again(this.ruth);
        if (this.asked)
            this.signedIn = Date.now();
    }
}

async function begin(job) {
    const { hands, page, ruth } = job;
    await hands.go('/welcome');
    await hands.type('One-time code', job.practice.invite);
    await hands.type('New password', PASSWORD);
    await hands.type('The same password again', PASSWORD);
    await hands.press('Go on');
    await job.stands('the second step is set up');
    ruth.learn(await page.locator('.key').first().textContent());
    await hands.type(/code/i, await ruth.code());
    job.signedIn = Date.now();
    await hands.press('Confirm');
    check('ten recovery codes are shown', await page.locator('main li code').count() === 10);
    await hands.press('I have kept these codes');
    await job.stands('a new practice says how to begin', 'Today', 'New family');
}

async function family(job) {
    const { hands, page } = job;
    await hands.press('New family');
    await hands.type('Family name', 'Alder family');
    await hands.tick('How the work began', 'Ordered by the court');
    await hands.type('Day of the referral', day(-60));
    await hands.type('Referred by', 'Superior Court, Invented County');
    await hands.type('Reason for the referral', 'A long separation after a move; both parents are heard.');
    await hands.tickBox('Long separation');
    await hands.press('Open the case');
    job.home = /\/cases\/[a-z2-7]{26}/.exec(page.url())[0];
    await person(job, 'Maya Alder', '2016-04-02');
    await hands.go(`${job.home}/people/new?kind=child`);
    await person(job, 'Theo Alder', '2013-11-20');
    for (const name of ['Dana Alder', 'Rob Alder']) {
        await hands.go(job.home);
        await hands.press('Add an adult');
        await person(job, name);
    }
    await role(job, 'Dana Alder', ['Maya Alder', 'Theo Alder'], 'Contact in question', 'mother');
    await role(job, 'Rob Alder', ['Maya Alder'], 'Child\'s main home', 'father');
    await role(job, 'Rob Alder', ['Theo Alder'], 'Guardian or foster carer', 'father');
    await hands.go(job.home);
    await job.stands('the family page shows everybody', 'Maya Alder', 'Theo Alder', 'Dana Alder', 'Rob Alder', 'mother', 'father');
}

async function person(job, name, birth) {
    await job.hands.type('Name', name);
    if (birth)
        await job.hands.type('Date of birth', birth);
    await job.hands.press('Add');
    await job.stands(`${name} is recorded`);
}

async function role(job, who, children, where, relation) {
    const { hands } = job;
    await hands.go(`${job.home}/roles/new`);
    await hands.choose('Who', who);
    for (const child of children)
        await hands.tick('To which children', child);
    await hands.tick('Where contact stands', where);
    await hands.type('Relation', relation);
    await hands.type('From this day on', day(-60));
    await hands.press('Record');
    await job.stands(`${who} is ${relation} of ${children.join(' and ')}`);
}

async function court(job) {
    const { hands, page } = job;
    await hands.go(job.home);
    await hands.press('Add an order');
    await hands.type('Court', 'Superior Court, Invented County');
    await hands.type('Docket or case number', '26-FL-00123');
    await hands.type('Judge', 'Hon. A. Example');
    await hands.choose('Kind of order', 'Order for therapy');
    await hands.type('Title', 'Order of 2 October');
    await hands.type('Signed on', day(-50));
    await hands.type('In effect from', day(-50));
    await upload(job, /paper/i);
    await hands.tick('A report is due', 'Every so many days');
    await hands.type('Days between reports', '90');
    await hands.press('Record the order');
    await job.stands('the order is recorded', 'Order of 2 October');
    await hands.press(/Add a clause|Add clause/);
    await hands.choose('What it is about', /^(?!Choose|Please)/);
    await hands.type('Words of the order', 'Each parent and the child shall take part in reunification therapy.');
    await hands.type('Page', '2');
    await hands.press('Save');
    await job.stands('the clause stands with the order', 'shall take part in reunification therapy');
    await hands.go(`${job.home}/hearings/new`);
    await hands.choose('Court and docket', /Superior Court/);
    await hands.choose('Kind of hearing', /^(?!Choose|Please)/);
    await hands.type('Day', day(30));
    await hands.type('Time', '09:30');
    await hands.press('Save');
    await job.stands('the hearing is recorded', '09:30');
    await hands.go(`${job.home}/documents/new`);
    await hands.choose('Kind of document', 'School record');
    await upload(job, 'File', { name: 'school.txt', mimeType: 'text/plain', buffer: Buffer.from('Attends every day.\n') });
    await hands.press('Keep this document');
    await job.stands('the document is kept', 'school.txt');
    const [download] = await Promise.all([page.waitForEvent('download'), hands.press('school.txt', { stays: true })]);
    check('and comes back as it was', fs.readFileSync(await download.path(), 'utf8') === 'Attends every day.\n');
}

async function upload(job, label, file) {
    await job.hands.reach({ name: label, tag: 'input' });
    const chosen = job.page.waitForEvent('filechooser');
    await job.page.evaluate(() => null); // the wait for the window of files is in place by now
    await job.page.keyboard.press('Enter');
    const p = paper();
    await (await chosen).setFiles(file || { name: p.name, mimeType: p.type, buffer: p.bytes });
}

async function consent(job) {
    const { hands } = job;
    for (const child of ['Maya Alder', 'Theo Alder']) {
        await hands.go(job.home);
        await hands.press(`Custody and consent for ${child}`);
        await hands.press(`Record custody of ${child}`);
        await hands.tick('Legal custody', 'Sole custody of one adult');
        await hands.tick('Who may consent', /Rob/);
        await hands.choose('Document that says so', 'school.txt');
        await hands.type('From this day on', day(-60));
        await hands.press('Record');
        await job.stands(`custody of ${child} is recorded`, `${child}: awaiting consent`);
    }
    await hands.press('Rob Alder, father');
    await hands.press('Sign here');
    await hands.type(/typed by the adult/, 'Rob Alder');
    await job.sign('Sign');
    await job.stands('the signature that is needed makes it complete', 'consent is complete');
}

async function appointment(job) {
    const { hands } = job;
    await hands.go(`${job.home}/appointments/new`);
    await hands.choose('What for', 'Contact session');
    await hands.tick('Who comes', /^Maya/);
    await hands.tick('Who comes', /^Dana/);
    await hands.type('Day', day(0));
    await hands.type('Begins at', '14:00');
    await hands.type('Room or place', 'Room 2');
    await hands.press('Book');
    await job.stands('the appointment is booked', '14:00');
    await hands.go('/today');
    await job.stands('Today shows it', 'Appointments today', '14:00', 'Alder family');
}

const SET_ASIDE = 'Interpreter and access needs';

/** Names of the links of what is open, but for what will be set aside. */
async function openRecords(page) {
    const names = await page.locator('.criterion.is-open a', { hasText: /^Record this/ }).allTextContents();
    return names.map(n => n.replace(/\s+/g, ' ').trim()).filter(n => !n.includes(SET_ASIDE));
}

async function recordOne(job, name, withPaper) {
    const { hands, page } = job;
    await hands.press(name);
    await hands.tick('How it stands', /./);
    await hands.type('In one sentence', 'Seen in the papers of the referral.');
    if (withPaper)
        await hands.tick('Papers that show it', 'school.txt');
    await hands.press('Record');
    const wrong = await page.locator('.problems').allInnerTexts();
    if (wrong.length)
        throw new Error(`${name}: ${wrong}`);
}

/** Answers each question of a form of yes and no. */
async function allNo(job, skip = /^$/) {
    for (const legend of await job.page.locator('main fieldset legend').allInnerTexts()) {
        const question = legend.replace(/\s*required\s*$/, '').trim();
        if (!skip.test(question))
            await job.hands.tick(question, 'No');
    }
}

/** Everybody is asked, one of them needs something that is not there yet; and the family is taken. */
async function intake(job) {
    const { hands } = job;
    for (const who of ['Maya Alder, child', 'Theo Alder, child', 'Dana Alder, mother', 'Rob Alder, father']) {
        await hands.go(`${job.home}/intake`);
        await hands.press(who);
        await hands.press('Ask about protection and help');
        await hands.tick('Must phone and address be kept from anybody?', 'No');
        await hands.type('Languages', 'English');
        if (who.startsWith('Rob'))
            await hands.type('Access needs', 'A step-free way in');
        await hands.tick('Help', who.startsWith('Rob') ? 'What is needed is not arranged yet' : 'Nothing is needed');
        await hands.press('Record');
        await job.stands(`what ${who} was asked is recorded`, 'Recorded.', 'English');
    }
    await hands.go(`${job.home}/intake`);
    await hands.press('Record the decision');
    await hands.tick('Decision', 'The practice takes the family');
    await hands.press('Record the decision');
    await job.stands('the family is taken', 'taken');
}

/** What the rooms of their own ask before a start: the order, the clinician, each parent alone, the law. */
async function rooms(job) {
    const { hands } = job;
    await hands.go(`${job.home}/court`);
    await hands.press('Order of 2 October');
    await hands.press('What it says about contact');
    await hands.press('It says nothing about contact');
    await hands.type('What this rests on', 'Its one clause names the therapy alone.');
    await hands.press('Record');
    await job.stands('that an order says nothing about contact is recorded', 'Recorded.');
    for (const area of ['Child development', 'High-conflict separation', 'Trauma-informed care']) {
        await hands.go('/account/credentials/training');
        await hands.choose('In what', area);
        await hands.type('Hours', '20');
        await hands.type('What shows it', 'Certificate of a course.');
        await hands.press('Record it');
    }
    await hands.go(`${job.home}/independence/sign`);
    await allNo(job);
    await job.sign('Sign');
    await job.stands('the word on conflicts of interest is signed', 'Signed by Ruth Alder');
    for (const who of [/^Dana/, /^Rob/]) {
        await hands.go(`${job.home}/safety/talk`);
        await hands.choose('With whom', who);
        await hands.tickBox(/^Alone/);
        await hands.tick(/anything new about safety/, 'no');
        await hands.tick(/safe at present/, 'yes');
        await hands.press('Record the talk');
    }
    await job.stands('each parent was asked alone', 'Dana Alder', 'Rob Alder');
    await intake(job);
    await hands.go(`${job.home}/law`);
    await allNo(job);
    await hands.type('In one sentence', 'The plan is sessions in the office.');
    await hands.press('Record');
    await job.stands('the plan was held against the law', 'Recorded.');
    await hands.go(job.home);
    await hands.press('Open the checkpoint for Maya Alder');
}

async function checkpoint(job) {
    const { hands, page } = job;
    await hands.go(job.home);
    await hands.press('Open the checkpoint for Maya Alder');
    const here = page.url();
    await job.stands('a checkpoint that blocks says why', 'Checkpoint: Start of the assessment', /\d+ things are open/,
        'of them cannot be set aside', 'The first safety talk with Dana Alder, mother is not recorded yet.', 'Not recorded yet');
    check('and does not offer to go on', !await page.getByLabel('Go on', { exact: true }).count());
    await rooms(job);
    const many = (await openRecords(page)).length;
    for (let i = 0, left; (left = await openRecords(page)).length && i <= many; i++)
        await recordOne(job, left[0], i === 0);
    await job.stands('what was recorded stands, with its paper', 'One thing is open.', 'What stands already', 'Met');
    await hands.press(new RegExp(`^Set aside: ${SET_ASIDE}`));
    await job.stands('to set something aside says whose decision it is', 'your decision with a reason');
    await hands.type('Why', 'Everybody speaks English; asked again on Monday.');
    await job.sign('Record');
    await hands.go(here);
    await job.stands('what was set aside says why', 'Nothing is open. The decision is yours.', 'Set aside',
        'Everybody speaks English; asked again on Monday');
    await hands.tick('What you decide', 'Go on');
    await hands.type('Why', 'Everything for a start is there.');
    await hands.choose('Track, if you choose it now', /^(?!Not chosen)/);
    await untilReauthIsDue(job);
    await job.sign('Sign the decision');
    check('a decision asks for password and code again', job.asked);
    await job.stands('the decision is signed with everything as it stood', 'Go on: Start of the assessment', 'Everything for a start is there.',
        'As it stood that day', 'Set aside', 'Signed by Ruth Alder', 'It cannot be changed');
    check('and is no form', !await page.locator('main form').count());
    await hands.go(job.home);
    await job.stands('the child stands in the assessment now', 'From assessment to preparation', /Last decision[^]*Start of the assessment/);
    await hands.press('Open the checkpoint for Maya Alder');
    await job.stands('and the next checkpoint is the one that is open', 'Checkpoint: From assessment to preparation', 'Now: Assessment');
}

async function note(job) {
    const { hands, page } = job;
    await hands.go(job.home);
    await hands.press('Note');
    await hands.choose('Kind', 'Contact session');
    await hands.type('Length', '50');
    await hands.tick('Who took part', /Maya/);
    await hands.tick('Who took part', /Dana/);
    await hands.type('Note', NARRATIVE);
    await page.locator('.draft-status').filter({ hasText: /^saved/ }).waitFor();
    const draft = /notes\/[a-z2-7]{26}/.exec(await page.locator('#draft').getAttribute('action'))[0];
    await hands.go(`${job.home}/${draft}/edit`);
    check('what was typed is on the server before any button', await page.locator('textarea[name=body]').inputValue() === NARRATIVE);
    await hands.append('Note', ' A second time, too.');
    await hands.tickBox('Repair');
    await hands.press('Read it through and sign');
    await job.stands('the whole text is shown before it is signed', NARRATIVE, 'A second time, too.');
    await untilReauthIsDue(job);
    await job.sign('Sign');
    check('signing asks for password and code again', job.asked);
    await job.stands('the note is signed', 'Signed by Ruth Alder', 'cannot change any more');
    await hands.type('Why something is added', 'Left out');
    await hands.type('What is added', 'The door stayed open.');
    await job.sign('Sign the addendum');
    await job.stands('the addendum stands below the note', 'The door stayed open.', 'Left out');
    await hands.go(`${job.home}/${draft}/edit`);
    check('a signed note cannot be edited', !await page.locator('textarea[name=body]').count() ||
        !(await page.locator('textarea[name=body]').inputValue()).includes(NARRATIVE));
}

async function untilReauthIsDue(job) {
    const left = job.signedIn + REAUTH_S * 1000 + 1500 - Date.now();
    if (left > 0)
        await new Promise(done => setTimeout(done, left));
}

async function log(job) {
    const { hands, page } = job;
    const begun = Date.now();
    await hands.go('/today');
    await hands.press('Log a call');
    await hands.tick('Kind', 'Call');
    await hands.tick('Direction', 'Came in');
    await hands.tick('With whom', /Rob/);
    await hands.type('What it was about, in a line', 'Asked about the next appointment.');
    await hands.press('Log it');
    await job.stands('a call is logged');
    check('in under half a minute', Date.now() - begun < 30000);
    await hands.go(`${job.home}/notes`);
    check('and stands among the notes', /Call/.test(await page.locator('main').innerText()));
}

async function plan(job) {
    const { hands } = job;
    await hands.go(`${job.home}/plan`);
    await hands.press(/Feeling safe again/);
    await hands.tick('This goal is', /not now/i);
    await hands.type('Why not now', 'The child asks to wait.');
    await hands.press('Save');
    await job.stands('a goal is set aside with its reason', /not now/i, 'The child asks to wait.');
}

async function report(job) {
    const { hands, page } = job;
    await hands.go(job.home);
    await hands.press('Write a report');
    await hands.tick('Kind', 'Status report');
    await hands.type('From', day(-60));
    await hands.type('To, that day included', day(0));
    const asked = await page.locator('select[name="order"] option:checked').innerText();
    check('the order that asks for reports is chosen already', asked === 'Order of 2 October', asked);
    await hands.type('Safety', 'Nothing came up in this period.');
    await hands.type('Who receives it', 'Superior Court, Invented County');
    await hands.press('Save the draft and look at it');
    await job.stands('the report is shown as it would print', '26-FL-00123', 'Nothing came up in this period.', 'not recorded');
    check('no word of a note is in it', !(await job.text()).includes('lorry'));
    await job.sign('Sign and freeze');
    await job.stands('the report is frozen', 'signed', 'SHA-256');
    const seal = (await page.locator('code.key').innerText()).trim();
    const [download] = await Promise.all([page.waitForEvent('download'), hands.press(/PDF/, { stays: true })]);
    const file = path.join(job.practice.home, 'report.pdf');
    await download.saveAs(file);
    const run = (...argv) => spawnSync(argv[0], argv.slice(1), { encoding: 'utf8', maxBuffer: 1 << 24 });
    const text = run('pdftotext', '-layout', file, '-').stdout;
    const lacking = ['26-FL-00123', 'Alder', 'Ruth Alder', 'Nothing came up in this period.'].filter(w => !text.includes(w));
    check('the PDF says it', !lacking.length, `missing ${lacking}\n${text.slice(0, 900)}`);
    check('and no word of a note', !/lorry|bridge|door stayed/.test(text));
    const sound = run('qpdf', '--check', file);
    check('qpdf finds it sound', sound.status === 0, sound.stdout + sound.stderr);
    check('it is tagged', /Tagged:\s+yes/.test(run('pdfinfo', file).stdout), run('pdfinfo', file).stdout);
    check('its hash is the one on the page', run('sha256sum', file).stdout.startsWith(seal), seal);
    await hands.go(job.home);
    await job.stands('the family page knows the report', 'Status report');
}

async function leave(job) {
    const { hands, page } = job;
    await hands.go('/today');
    await hands.press(/Ruth Alder/, { tag: 'summary', stays: true });
    await hands.press('Sign out');
    check('signing out leads to the sign-in page', /\/sign-in/.test(page.url()));
    await page.goBack().catch(() => null);
    check('going back shows nothing', !(await page.locator('body').innerText()).includes('Alder family'));
    await hands.go('/sign-in');
    await hands.type('User name', 'ruth');
    await hands.type('Password', PASSWORD);
    await hands.press('Sign in');
    await hands.type(/code/i, await job.ruth.code());
    await hands.press('Sign in');
    await job.stands('and one signs in again', 'Today', 'Alder family');
}

async function theJob(browser, db) {
    const practice = await startPractice({ db, settings: { reauthentication: REAUTH_S } });
    const window = await openWindow(browser, practice);
    const job = new Job(practice, window);
    for (const step of [begin, family, court, consent, appointment, checkpoint, log, plan, note, report, leave]) {
        const at = Date.now();
        if (await part(`${step.name}: it went through`, () => step(job).then(() => true)) === null && step === begin)
            break;
        console.log(`# ${step.name}: ${((Date.now() - at) / 1000).toFixed(1)} s`);
    }
    check('no page said anything on the console, and no policy was breached', !window.faults.length, window.faults.join('\n'));
    await window.context.close();
    await practice.stop();
}

main(async () => {
    const browser = await openBrowser();
    try {
        await theJob(browser, '');
        if (process.env.REWEAVE_TEST_PG) {
            console.log('# the same on PostgreSQL');
            await theJob(browser, process.env.REWEAVE_TEST_PG);
        }
    } finally {
        await browser.close();
    }
});
