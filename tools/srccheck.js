// srccheck.js -- checks of the text of the tree that a compiler does not make.
//
//   node tools/srccheck.js --list          the checks and what each looks for
//   node tools/srccheck.js CHECK [ROOT]    prints what is wrong, one line each; exit 1 if anything
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { walk } = require('./embed.js');
const { scanC, functionsOf } = require('./cscan.js');

const FILE_LINES = 600;
const FUNCTION_LINES = 80;
const COMPLEXITY = 15;

const BANNED = new Set(['strcpy', 'strcat', 'strncpy', 'strncat', 'sprintf', 'vsprintf', 'strtok',
    'strtok_r', 'atoi', 'atol', 'atoll', 'atof', 'gets', 'scanf', 'sscanf', 'system', 'popen',
    'localtime', 'ctime', 'asctime', 'rand', 'srand', 'random', 'drand48', 'getenv',
    'setenv', 'putenv', 'alloca', 'longjmp', 'setjmp', 'tmpnam', 'tempnam', 'mktemp', 'execl',
    'execle', 'execlp', 'execv', 'execve', 'execvp', 'execvpe', 'fexecve', 'posix_spawn', 'dlopen',
    'vfork']);
const HEAP = new Set(['malloc', 'calloc', 'realloc', 'reallocarray', 'free', 'strdup', 'strndup',
    'asprintf', 'vasprintf', 'aligned_alloc', 'posix_memalign']);

// Written in pieces, so that this file may be checked like any other.
const UNFINISHED = new RegExp('\\b(' + ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|') + ')\\b');
const PLACES = new RegExp(['(?<![\\w.])/(work|home/[a-z]|root|Users)/', 'registry\\.npm' + 'js',
    'npm' + 'js\\.(com|org)', 'deb\\.deb' + 'ian', 'security\\.deb' + 'ian', 'pypi\\.' + 'org',
    'crates\\.' + 'io', 'proxy\\.go' + 'lang'].join('|'));

let root = path.join(__dirname, '..');
let exempt = [];

function readExempt() {
    const file = path.join(root, 'tools/exempt.txt');
    if (!fs.existsSync(file))
        return [];
    return fs.readFileSync(file, 'utf8').split('\n').filter(l => l.trim() && !l.startsWith('#'))
        .map(l => {
            const [check, where, ...why] = l.trim().split(/\s+/);
            if (!why.length)
                throw new Error(`tools/exempt.txt: no reason given: ${l}`);
            return { check, where, used: false };
        });
}

function excused(check, file, name) {
    const row = exempt.find(e => e.check === check &&
        (e.where === file || e.where === `${file}:${name}`));
    if (row)
        row.used = true;
    return Boolean(row);
}

const read = rel => fs.readFileSync(path.join(root, rel), 'utf8');
const below = (dir, pattern) => walk(path.join(root, dir)).map(f => dir + '/' + f)
    .filter(f => pattern.test(f));
const cFiles = () => [...below('src', /\.[ch]$/), ...below('tests', /\.[ch]$/)];

function* allText() {
    const skip = /^(node_modules|build(-.*)?|demo|\.git)$/;
    for (const e of fs.readdirSync(root, { withFileTypes: true })) {
        if (skip.test(e.name))
            continue;
        const files = e.isDirectory() ? walk(path.join(root, e.name)).map(f => e.name + '/' + f)
            : e.isFile() ? [e.name] : [];
        for (const f of files) {
            const bytes = fs.readFileSync(path.join(root, f));
            if (!bytes.includes(0))
                yield [f, bytes.toString('utf8')];
        }
    }
}

function fileLength() {
    const files = [...cFiles(), ...below('tools', /./), ...below('src', /\.(sql|html|js|css)$/),
        ...below('tests', /\.(mjs|js|sh)$/)];
    return files.filter(f => !excused('file-length', f))
        .map(f => [f, read(f).split('\n').length - 1]).filter(([, n]) => n > FILE_LINES)
        .map(([f, n]) => `${f}: ${n} lines, at most ${FILE_LINES}`);
}

function eachFunction(check, test) {
    const wrong = [];
    for (const f of cFiles())
        for (const fn of functionsOf(scanC(read(f)))) {
            const why = test(fn);
            if (why && !excused(check, f, fn.name))
                wrong.push(`${f}:${fn.line}: ${fn.name}: ${why}`);
        }
    return wrong;
}

const functionLength = () => eachFunction('function-length', fn =>
    fn.lines > FUNCTION_LINES ? `${fn.lines} lines, at most ${FUNCTION_LINES}` : null);

const complexity = () => eachFunction('complexity', fn =>
    fn.complexity > COMPLEXITY ? `complexity ${fn.complexity}, at most ${COMPLEXITY}` : null);

function calls(check, files, names, why) {
    const wrong = [];
    for (const f of files) {
        const tokens = scanC(read(f));
        tokens.forEach((t, i) => {
            const next = tokens[i + 1];
            const before = tokens[i - 1];
            if (!names.has(t.text) || !next || next.text !== '(' ||
                (before && (before.text === '.' || before.text === '->')))
                return;
            if (!excused(check, f, t.text))
                wrong.push(`${f}:${t.line}: ${t.text}: ${why}`);
        });
    }
    return wrong;
}

const banned = () => calls('banned', below('src', /\.[ch]$/), BANNED, 'not in this house');

const heap = () => calls('heap', below('src', /\.[ch]$/).filter(f => !f.startsWith('src/base/')),
    HEAP, 'memory comes from an arena; the heap is base/ business');

function lines(check, pattern, why) {
    const wrong = [];
    for (const [f, text] of allText())
        text.split('\n').forEach((line, i) => {
            const m = pattern.exec(line);
            if (m && !excused(check, f, m[0]))
                wrong.push(`${f}:${i + 1}: ${m[0]}: ${why}`);
        });
    return wrong;
}

const unfinished = () => lines('unfinished', UNFINISHED, 'an intention is an issue, not a comment');
const places = () => lines('places', PLACES, 'names a machine or a package host');

/** A relative link of a page points at something that is there. */
function links() {
    const wrong = [];
    for (const [f, text] of allText()) {
        if (!f.endsWith('.md'))
            continue;
        const prose = text.replace(/```[\s\S]*?```/g, m => m.replace(/[^\n]/g, ''));
        prose.split('\n').forEach((line, i) => {
            for (const [, to] of line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
                const target = to.split('#')[0];
                if (target && !/^[a-z]+:/.test(target) &&
                    !fs.existsSync(path.join(root, path.dirname(f), target)))
                    wrong.push(`${f}:${i + 1}: ${to}: nothing is there`);
            }
        });
    }
    return wrong;
}

function licence() {
    const file = path.join(root, 'LICENSE');
    if (!fs.existsSync(file) || !read('LICENSE').includes('Apache License'))
        return ['LICENSE: the Apache-2.0 text is not there'];
    return JSON.parse(read('package.json')).license === 'Apache-2.0' ? []
        : ['package.json: licence is not Apache-2.0'];
}

function whitespace() {
    const wrong = [];
    for (const [f, text] of allText()) {
        if (f === 'LICENSE' || /\.(pdf|svg)$|^tests\/fuzz\/corpus\//.test(f) || excused('whitespace', f))
            continue;
        if (text && !text.endsWith('\n'))
            wrong.push(`${f}: does not end in a newline`);
        text.split('\n').forEach((line, i) => {
            if (/[ \t\r]$/.test(line))
                wrong.push(`${f}:${i + 1}: blank at the end of the line`);
            if (f !== 'Makefile' && /^ *\t/.test(line) && /\.(c|h|js|mjs|sql|html|css)$/.test(f))
                wrong.push(`${f}:${i + 1}: tab`);
        });
    }
    return wrong;
}

/** Every route of the program says who may call it; the zero capability means nobody. */
function routes() {
    const program = path.join(root, 'build/reweave');
    const list = JSON.parse(execFileSync(program, ['routes', '--json'], { encoding: 'utf8' }));
    const rows = Array.isArray(list) ? list : list.routes;
    if (!rows.length)
        return ['routes --json: no routes'];
    const wrong = [];
    const seen = new Set();
    for (const r of rows) {
        const key = `${r.method} ${r.path}`;
        for (const field of ['method', 'path', 'capability', 'audience', 'purpose'])
            if (!r[field] || /^(none|nobody)$/i.test(r[field]))
                wrong.push(`${key}: no ${field}`);
        if (seen.has(key))
            wrong.push(`${key}: twice`);
        seen.add(key);
    }
    return wrong;
}

const CHECKS = {
    'file-length': [fileLength, `a file has at most ${FILE_LINES} lines`],
    'function-length': [functionLength, `a function has at most ${FUNCTION_LINES} lines`],
    complexity: [complexity, `a function's cyclomatic complexity is at most ${COMPLEXITY}`],
    banned: [banned, 'functions that this house does not call'],
    heap: [heap, 'malloc and its family only in base/'],
    unfinished: [unfinished, 'no marks of unfinished work'],
    places: [places, 'no paths of a machine, no package hosts'],
    whitespace: [whitespace, 'no blanks at line ends, no tabs, a newline at the end'],
    links: [links, 'links between the pages of the tree lead somewhere'],
    licence: [licence, 'the licence is there'],
    routes: [routes, 'every route has a capability, an audience and a purpose'],
};

function main(argv) {
    if (argv[0] === '--list') {
        for (const [name, [, about]] of Object.entries(CHECKS))
            console.log(`${name.padEnd(16)} ${about}`);
        return 0;
    }
    if (!(argv[0] in CHECKS)) {
        console.error('usage: srccheck.js CHECK [ROOT]; srccheck.js --list');
        return 2;
    }
    if (argv[1])
        root = path.resolve(argv[1]);
    exempt = readExempt();
    const wrong = CHECKS[argv[0]][0]();
    for (const e of exempt.filter(x => x.check === argv[0] && !x.used))
        wrong.push(`tools/exempt.txt: nothing needs "${e.check} ${e.where}" any more`);
    wrong.forEach(w => console.log(w));
    return wrong.length ? 1 : 0;
}

process.exit(main(process.argv.slice(2)));
