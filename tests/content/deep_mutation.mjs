// Every rule of the protocol is changed, one at a time: a criterion left out, its class, its limit, its
// question, whom it asks, a rule of the list of nevers. The loader must refuse the changed protocol, or a
// case of tests/cases/gate must come out otherwise. What nobody can notice stands with its reason in
// mutation_equivalents.txt; a line there that is noticed after all fails as well.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = process.env.REWEAVE_ROOT || process.cwd();
const program = path.join(root, 'build-asan', 't_content_mutants');
const source = fs.readFileSync(path.join(root, 'content/protocols/reweave-standard-1.yaml'), 'utf8');
const lines = source.split('\n');

const mutants = [];
const seen = new Set([source]);

/** One changed protocol; what changes nothing, or what is there already, is none. */
function mutant(name, text) {
    if (seen.has(text))
        return;
    seen.add(text);
    mutants.push({ name, text });
}

const without = (from, to) => [...lines.slice(0, from), ...lines.slice(to)].join('\n');
const withLine = (at, line) => lines.map((l, i) => i === at ? line : l).join('\n');
const withAfter = (at, line) => [...lines.slice(0, at + 1), line, ...lines.slice(at + 1)].join('\n');

/** Blocks that begin with `indent- id: X` below a heading, as {id, from, to, keys: {key: line number}}. */
function blocks(from, to, indent, word = 'id') {
    const found = [];
    for (let i = from; i < to; i++) {
        const m = new RegExp(`^ {${indent}}- ${word}: (\\S+)$`).exec(lines[i]);
        if (m)
            found.push({ id: m[1], from: i, to, keys: { [word]: i } });
    }
    found.forEach((b, i) => {
        if (i + 1 < found.length)
            b.to = found[i + 1].from;
        for (let l = b.from + 1; l < b.to; l++) {
            const m = new RegExp(`^ {${indent + 2}}([a-z_]+):`).exec(lines[l]);
            if (m)
                b.keys[m[1]] = l;
            else if (/^ *(- id|also|[a-z]+):/.test(lines[l]) && lines[l].search(/\S/) < indent + 2)
                b.to = Math.min(b.to, l);
        }
        while (b.to > b.from && lines[b.to - 1].trim() === '')
            b.to--;
    });
    return found;
}

const heading = word => lines.indexOf(word + ':');
const section = word => {
    const from = heading(word);
    let to = from + 1;
    while (to < lines.length && !/^[a-z]/.test(lines[to]))
        to++;
    return [from + 1, to];
};

const valueOf = (b, key) => b.keys[key] === undefined ? '' : lines[b.keys[key]].replace(/^[^:]*: ?/, '');
const keyLine = (b, key, value) => lines[b.keys[key]].replace(/:.*/, `: ${value}`);

function change(b, where, key, value) {
    mutant(`${where}: ${key} ${valueOf(b, key)} becomes ${value}`, withLine(b.keys[key], keyLine(b, key, value)));
}

/** A line of the block goes. */
function drop(b, where, key) {
    if (b.keys[key] !== undefined)
        mutant(`${where}: without ${key}`, without(b.keys[key], b.keys[key] + 1));
}

/** What is true is left out, what is not said is said. */
function toggle(b, where, key, indent) {
    if (b.keys[key] === undefined)
        mutant(`${where}: with ${key}`, withAfter(b.from, `${' '.repeat(indent)}${key}: true`));
    else
        change(b, where, key, valueOf(b, key) === 'true' ? 'false' : 'true');
}

// -- criteria -------------------------------------------------------------------------------------

const PER = ['case', 'child', 'parent_each', 'contact_parent', 'home_parent'];
const LIMITS = ['recheck_days', 'assent_days', 'self_harm_days', 'carry_over_days'];
const SIGNS = ['CI1', 'CI2', 'CI3', 'CI4', 'CI5', 'CI6', 'CI7', 'CI3-therapy'];

/** Other questions in place of the one that is asked. */
function otherQuestions(when, neighbour) {
    const list = [
        `{any: [${when}, {not_open: CI6}]}`, // not known becomes good news
        `{all: [${when}, {not_open: CI6}]}`,
        when.replace('all:', 'any:'),
        when.replace(/^\{within_days: \{(fact: [^,]+), days: \w+\}\}$/, '{$1}'),
        when.replace(/^\{(fact: [^}]+)\}$/, '{within_days: {$1, days: recheck_days}}'),
        when.replace(/^\{fact: ([^}]+)\}$/, '{at_least: {fact: $1, value: 0}}'),
        when.replace(/^\{fact: ([^}]+)\}$/, '{count: {fact: $1, days: 1}}'),
        when.replace(/still_true: G3/, 'still_true: G2'),
    ];
    for (const limit of LIMITS)
        list.push(when.replace(/days: \w+_days/, `days: ${limit}`));
    for (const sign of SIGNS) {
        list.push(when.replace(`, {not_open: ${sign}}`, ''));
        list.push(when.replace(/not_open: [\w-]+/, `not_open: ${sign}`));
    }
    list.push(when.replace(/\{all: \[\{fact: [^}]+\}, /, '{all: ['));
    if (neighbour)
        list.push(when.replace(/fact: [\w.-]+/, `fact: ${neighbour}`));
    return list.filter(q => q !== when);
}

function criterion(c, neighbour) {
    mutant(`${c.id}: left out`, without(c.from, c.to));
    for (const k of 'NXSTH')
        if (k !== valueOf(c, 'override'))
            change(c, c.id, 'override', k);
    for (const per of PER)
        if (per !== valueOf(c, 'per'))
            change(c, c.id, 'per', per);
    drop(c, c.id, 'never');
    if (c.keys.never !== undefined)
        for (const n of ['N1', 'N14'])
            change(c, c.id, 'never', n);
    for (const key of ['may_be_na', 'adult_duty', 'about_child'])
        toggle(c, c.id, key, 8);
    for (const q of otherQuestions(valueOf(c, 'when'), neighbour))
        change(c, c.id, 'when', q);
    ages(c);
    sentences(c);
}

function ages(c) {
    drop(c, c.id, 'age_from');
    drop(c, c.id, 'only_tracks');
    if (c.keys.age_from !== undefined)
        for (const by of [-1, 1])
            change(c, c.id, 'age_from', Number(valueOf(c, 'age_from')) + by);
    else
        mutant(`${c.id}: asked from 16 years on`, withAfter(c.from, '        age_from: 16'));
    if (c.keys.only_tracks !== undefined)
        for (const t of ['[A]', '[B]', '[D]', '[A, C]', '[B, C]', '[C, D]'])
            change(c, c.id, 'only_tracks', t);
    else
        mutant(`${c.id}: asked on one track alone`, withAfter(c.from, '        only_tracks: [D]'));
}

/** The explanation of a yes for a no, and the other way round. */
function sentences(c) {
    const swap = (a, b) => {
        if (valueOf(c, a) !== valueOf(c, b))
            mutant(`${c.id}: ${b} reads as ${a}`, withLine(c.keys[b], keyLine(c, b, valueOf(c, a))));
    };
    swap('met', 'not_met');
    swap('met', 'not_recorded');
    swap('not_met', 'met');
    if (c.keys.title !== undefined)
        change(c, c.id, 'title', '"Another question"');
}

// -- checkpoints, numbers, nevers, signs -----------------------------------------------------------

function also(g) {
    const list = valueOf(g, 'also').replace(/[[\]]/g, '').split(', ').filter(x => x);
    for (const x of list)
        change(g, g.id, 'also', `[${list.filter(y => y !== x).join(', ')}]`);
}

function checkpoint(g, lists) {
    mutant(`${g.id}: left out`, without(g.from, g.to));
    for (const key of ['forward', 'step_up', 'lowers_level'])
        toggle(g, g.id, key, 4);
    drop(g, g.id, 'opens_level');
    for (const level of g.keys.opens_level === undefined ? [] : lists.levels)
        if (level !== valueOf(g, 'opens_level'))
            change(g, g.id, 'opens_level', level);
    for (const key of ['from', 'to'])
        for (const place of lists.places)
            if (place !== valueOf(g, key))
                change(g, g.id, key, place);
    also(g);
}

function number(at) {
    const m = /id: (\w+), value: (\d+)/.exec(lines[at]);
    for (const by of [-1, 1])
        mutant(`${m[1]}: ${m[2]} becomes ${Number(m[2]) + by}`,
            withLine(at, lines[at].replace(`value: ${m[2]}`, `value: ${Number(m[2]) + by}`)));
}

function never(n) {
    mutant(`${n.id}: left out`, without(n.from, n.to));
    toggle(n, n.id, 'carried_bars_step_up', 4);
    change(n, n.id, 'title', '"Another rule"');
}

function sign(s) {
    mutant(`${s.id}: left out`, without(s.from, s.to));
    for (const k of 'NXSTH')
        if (k !== valueOf(s, 'closing'))
            change(s, s.id, 'closing', k);
    change(s, s.id, 'title', '"another sign"');
}

function make() {
    const lists = { levels: ['L0', 'L1', 'L2', 'L4', 'L5', 'L7', 'L8'],
        places: ['P1', 'P2', 'P3', 'P4', 'P5', 'PAUSED', 'CLOSED', 'CLOSED_FOR_SAFETY', 'any', 'null'] };
    const [numbers, afterNumbers] = section('numbers');
    for (let i = numbers; i < afterNumbers; i++)
        if (/value:/.test(lines[i]))
            number(i);
    blocks(...section('nevers'), 2).forEach(never);
    blocks(...section('signs'), 2, 'code').forEach(s => sign(s));
    const shared = blocks(...section('shared'), 2).map(b => ({ ...b, shared: true }));
    shared.forEach((c, i) => criterion(c, shared[(i + 1) % 2].id));
    const gates = blocks(...section('gates'), 2);
    for (const g of gates) {
        checkpoint(g, lists);
        const own = blocks(g.from, g.to, 6);
        own.forEach((c, i) => criterion(c, own.length > 1 ? own[(i + 1) % own.length].id : ''));
    }
}

// -- judged ---------------------------------------------------------------------------------------

function equivalents() {
    const text = fs.readFileSync(path.join(root, 'tests/content/mutation_equivalents.txt'), 'utf8');
    const reasons = new Map();
    for (const line of text.split('\n').filter(l => l.trim() && !l.startsWith('#'))) {
        const [name, reason] = line.split(' -- ');
        reasons.set(name.trim(), (reason || '').trim());
    }
    return reasons;
}

function verdicts() {
    const home = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'mutants.'));
    mutants.forEach((m, i) => fs.writeFileSync(path.join(home, `${String(i).padStart(5, '0')}.yaml`), m.text));
    const done = spawnSync(program, [], { encoding: 'utf8', maxBuffer: 1 << 28, cwd: root,
        env: { ...process.env, REWEAVE_ROOT: root, REWEAVE_MUTANTS: path.join(home, '*.yaml'),
            CMOCKA_MESSAGE_OUTPUT: 'TAP' } });
    fs.rmSync(home, { recursive: true });
    if (done.status !== 0)
        throw new Error(`the judge ended with ${done.status}: ${done.stderr.slice(0, 2000)}`);
    for (const m of done.stdout.matchAll(/^(killed|survived) \S*\/(\d+)\.yaml ?(.*)$/gm))
        Object.assign(mutants[Number(m[2])], { killed: m[1] === 'killed', by: m[3] });
}

function main() {
    let passed = 0, failed = 0, killed = 0, equivalent = 0;
    const wrong = text => {
        failed++;
        console.log(`not ok ${text}`);
    };
    make();
    verdicts();
    const reasons = equivalents();
    for (const m of mutants) {
        const reason = reasons.get(m.name);
        reasons.delete(m.name);
        if (process.env.REWEAVE_MUTANTS_TOLD)
            console.log(`${m.killed ? 'killed  ' : 'survived'} ${m.name}   ${m.by}`);
        if (m.killed === undefined)
            wrong(`${m.name}: was not judged`);
        else if (!m.killed && !reason)
            wrong(`${m.name}: nobody notices it`);
        else if (m.killed && reason !== undefined)
            wrong(`${m.name}: stands among the equivalents, and is noticed: ${m.by}`);
        else
            passed++;
        killed += m.killed === true;
        equivalent += m.killed === false && Boolean(reason);
    }
    for (const name of reasons.keys())
        wrong(`${name}: stands among the equivalents, and is no mutant`);
    console.log(`${mutants.length} mutants, ${killed} killed, ${equivalent} equivalent`);
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
}

main();
