// Each check of the tree finds what it looks for and leaves alone what is right.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = process.env.REWEAVE_ROOT || path.join(import.meta.dirname || '.', '../..');
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || '/tmp', 'checks.'));
let n = 0;
let failed = 0;

function test(name, run) {
    n++;
    try {
        run();
        console.log(`ok ${n} - ${name}`);
    } catch (e) {
        failed++;
        console.log(`not ok ${n} - ${name}\n# ${String(e.message).replace(/\n/g, '\n# ')}`);
    }
}

/** A small tree with the given files; answers what the check printed, '' when it was content. */
function tell(check, files) {
    const dir = fs.mkdtempSync(path.join(scratch, 't.'));
    for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
        fs.writeFileSync(path.join(dir, name), text);
    }
    const argv = check === 'floors' ? ['tools/layercheck.js', dir] : ['tools/srccheck.js', check, dir];
    const made = spawnSync('node', argv, { cwd: root, encoding: 'utf8' });
    if (made.status === 0 && made.stdout === '')
        return '';
    if (made.status !== 1 || made.stderr)
        throw new Error(`exit ${made.status}: ${made.stderr}`);
    return made.stdout;
}

function finds(check, files, words) {
    const said = tell(check, files);
    if (!said.includes(words))
        throw new Error(`wanted "${words}", got "${said}"`);
}

function content(check, files) {
    const said = tell(check, files);
    if (said)
        throw new Error(`should be content, said "${said}"`);
}

const c = (...includes) => includes.map(i => `#include ${i}\n`).join('');
const repeat = (line, times) => Array(times).fill(line).join('\n');

test('an include that goes up a floor is found', () => {
    finds('floors', { 'src/core/gate.c': c('"app/note.h"') }, 'core may not include app');
    finds('floors', { 'src/base/str.c': c('"core/gate.h"') }, 'base may not include core');
});
test('an include of a sibling is found', () => {
    finds('floors', { 'src/store/a.c': c('"content/content.h"') }, 'store may not include content');
    finds('floors', { 'src/web/pages/a.c': c('"cli/demo.h"') }, 'web may not include cli');
});
test('pages and verbs reach neither the store nor the report nor the exchange formats', () => {
    for (const door of ['web', 'cli'])
        for (const room of ['store', 'report', 'interop', 'crypto', 'content'])
            finds('floors', { [`src/${door}/a.c`]: c(`"${room}/x.h"`) },
                `${door} may not include ${room}`);
});
test('plain rows may be read by pages, the queries may not', () => {
    content('floors', { 'src/web/a.c': c('"gen/rows.h"'), 'src/app/b.c': c('"gen/rows.h"') });
    for (const room of ['web', 'cli', 'core', 'report'])
        finds('floors', { [`src/${room}/b.c`]: c('"gen/queries.h"') },
            `${room} may not read gen/queries.h`);
    finds('floors', { 'src/core/b.c': c('"gen/rows.h"') }, 'core may not read gen/rows.h');
});
test('a header of the machine is found in the pure rooms', () => {
    finds('floors', { 'src/core/a.c': c('<time.h>') }, 'core is pure');
    finds('floors', { 'src/base/a.c': c('<unistd.h>') }, 'base is pure');
    content('floors', { 'src/app/a.c': c('<time.h>') });
});
test('a library is seen by its owner only', () => {
    finds('floors', { 'src/app/a.c': c('<sqlite3.h>') }, 'belongs to store');
    content('floors', { 'src/store/a.c': c('<sqlite3.h>', '"base/str.h"', '"core/gate.h"') });
});
test('a function longer than eighty lines is found by name', () => {
    const long = lines => `int f(void)\n{\n${repeat('    g();', lines)}\n}\n`;
    finds('function-length', { 'src/core/a.c': long(78) }, 'src/core/a.c:1: f: 81 lines');
    content('function-length', { 'src/core/a.c': long(77) });
});
test('a table is not a function, however long', () => {
    content('function-length',
        { 'src/core/a.c': `static const struct x t[] = {\n${repeat('    { f(1), 2 },', 200)}\n};\n` });
});
test('more than fifteen ways through a function are found', () => {
    const branchy = k => `int f(int a)\n{\n${repeat('    if (a && b) g();', k)}\n    return 0;\n}\n`;
    finds('complexity', { 'src/core/a.c': branchy(8) }, 'f: complexity 17');
    content('complexity', { 'src/core/a.c': branchy(7) });
    content('complexity', { 'src/core/a.c': `/* if && if && if */\n${branchy(7)}` });
});
test('a file longer than six hundred lines is found', () => {
    finds('file-length', { 'src/core/a.c': repeat('int a;', 601) + '\n' }, '601 lines');
    content('file-length', { 'src/core/a.c': repeat('int a;', 600) + '\n' });
});
test('a banned function is found where it is called, not where it is named', () => {
    finds('banned', { 'src/app/a.c': 'void f(char *d)\n{\n    strcpy(d, "x");\n}\n' }, 'a.c:3: strcpy');
    content('banned', { 'src/app/a.c': '/* no strcpy( here */\nchar *s = "system(";\nint rand;\n' });
});
test('the heap is found outside base', () => {
    finds('heap', { 'src/app/a.c': 'void *p(void)\n{\n    return malloc(4);\n}\n' }, 'malloc');
    content('heap', { 'src/base/a.c': 'void *p(void)\n{\n    return malloc(4);\n}\n' });
});
test('an exemption needs a reason, works, and is missed when nothing needs it', () => {
    const bad = { 'src/app/a.c': 'void f(void)\n{\n    free(p);\n}\n' };
    content('heap', { ...bad, 'tools/exempt.txt': 'heap src/app/a.c:free given by the library\n' });
    finds('heap', { ...bad, 'tools/exempt.txt': 'heap src/app/b.c:free given by the library\n' },
        'nothing needs');
});
test('a mark of unfinished work is found in any file', () => {
    finds('unfinished', { 'docs/a.md': 'TO' + 'DO: later\n' }, 'docs/a.md:1');
    content('unfinished', { 'tools/a': 'mktemp /tmp/x.XXXXXX\n' });
});
test('a path of a machine or a host of packages is found', () => {
    finds('places', { 'docs/a.md': 'see /' + 'work/x\n' }, 'docs/a.md:1');
    finds('places', { 'package-lock.json': '"https://regis' + 'try.npm' + 'js.org/x"\n' }, 'package-lock');
    content('places', { 'src/web/a.c': 'get("/cases/:id/work/");\n' });
});
test('blanks at a line end and a missing last newline are found', () => {
    finds('whitespace', { 'src/app/a.c': 'int a; \n' }, 'a.c:1: blank');
    finds('whitespace', { 'src/app/a.c': 'int a;' }, 'newline');
});
test('a link to nothing is found', () => {
    finds('links', { 'docs/a.md': 'see [the map](../MAP.md)\n' }, '../MAP.md');
    content('links', { 'docs/a.md': 'see [the map](../MAP.md#x)\n', 'MAP.md': 'map\n' });
});
test('a missing licence is found', () => {
    finds('licence', { 'package.json': '{}\n' }, 'LICENSE');
});
test('the tree itself keeps the floors', () => {
    execFileSync('node', ['tools/layercheck.js'], { cwd: root });
});

fs.rmSync(scratch, { recursive: true, force: true });
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
