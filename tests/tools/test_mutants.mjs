// Mutants of our own queries and templates go through the tools that compile them: each is taken, or
// refused with file and line; no tool falls over or hangs. REWEAVE_SEED takes others than the usual ones.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = process.env.REWEAVE_ROOT || process.cwd();
const rounds = Number(process.env.REWEAVE_MUTANTS) || 60;
let seed = Number(process.env.REWEAVE_SEED) || 20261122;
console.log(`# REWEAVE_SEED=${seed}`);

/** A small generator of numbers, so that a seed says everything (mulberry32). */
function random(below) {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
}

const SPLINTERS = ['{{', '}}', '{{#', '{{/x}}', '{{>', '-- ', ':id', '"', "'", '<script>', '<a href=', ';', '(', '\0', '\u00fc', '--', '/*'];

const EDITS = [
    (t, i) => t.slice(0, i) + t.slice(i + 1 + random(20)),
    (t, i) => t.slice(0, i) + SPLINTERS[random(SPLINTERS.length)] + t.slice(i),
    (t, i) => t.slice(0, i) + t.slice(random(t.length), random(t.length)) + t.slice(i),
    (t, i) => t.slice(0, i),
    (t, i) => t.slice(0, i) + String.fromCharCode(random(256)) + t.slice(i + 1),
    t => { const l = t.split('\n'); l.splice(random(l.length), 1); return l.join('\n'); },
];

function mutant(text) {
    for (let n = 1 + random(3); n > 0; n--)
        text = EDITS[random(EDITS.length)](text, random(text.length + 1));
    return text;
}

const results = { passed: 0, failed: 0 };

function attempt(name, folder, ext, args) {
    const home = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'mutant.'));
    const work = path.join(home, 'work');
    const from = path.join(root, folder);
    const names = fs.readdirSync(from).filter(f => f.endsWith(ext)).sort();
    let refused = 0;
    fs.cpSync(from, work, { recursive: true });
    for (let i = 0; i < rounds; i++) {
        const one = names[random(names.length)];
        const text = fs.readFileSync(path.join(from, one), 'utf8');
        fs.writeFileSync(path.join(work, one), mutant(text));
        const done = spawnSync(process.execPath, [path.join(root, 'tools', name), '--out', path.join(home, 'out'),
            ...args(work)], { encoding: 'utf8', timeout: 20000 });
        const told = done.status === 1 && /^[^\s:]+\.(sql|html):\d+: \S/.test(done.stderr) && !/^ +at /m.test(done.stderr);
        refused += told;
        if (done.status !== 0 && !told) {
            results.failed++;
            console.log(`not ok ${name}: a mutant of ${one}: status ${done.status} ${done.signal || ''}: ${done.stderr.slice(0, 400)}`);
        }
        fs.writeFileSync(path.join(work, one), text);
    }
    fs.rmSync(home, { recursive: true, force: true });
    if (!results.failed)
        results.passed++;
    console.log(`# ${name}: ${rounds} mutants, ${refused} refused with file and line`);
}

attempt('mksql.js', 'src/store/sql', '.sql', work => [path.join(root, 'src/store/migrate'), work]);
attempt('mksql.js', 'src/store/migrate', '.sql', work => [work, path.join(root, 'src/store/sql')]);
attempt('mktpl.js', 'src/web/tpl', '.html', work => [work]);
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
