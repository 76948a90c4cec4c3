// What is embedded is what stood in the files, byte for byte, under names that carry their hash.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = process.env.REWEAVE_ROOT || '.';
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || '/tmp', 'embed.'));
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

function must(what, cond) {
    if (!cond)
        throw new Error(what);
}

function put(dir, name, bytes) {
    fs.mkdirSync(path.dirname(path.join(scratch, dir, name)), { recursive: true });
    fs.writeFileSync(path.join(scratch, dir, name), bytes);
}

const tool = (name, dir) => spawnSync('node', [`tools/${name}.js`, '--out',
    path.join(scratch, dir + '.out/gen'), path.join(scratch, dir)], { cwd: root, encoding: 'utf8' });

/** Compiles a table with a main that prints its rows, and answers the lines. */
function rowsOf(dir, name, body) {
    const out = path.join(scratch, dir + '.out');
    fs.writeFileSync(path.join(out, 'main.c'),
        `#include "gen/${name}.h"\n#include <stdio.h>\nint main(void)\n{\n    size_t i;\n${body}\n    return 0;\n}\n`);
    execFileSync('cc', ['-std=c17', '-Wall', '-Wextra', '-Werror', '-I', out, '-o', out + '/p',
        out + '/main.c', out + `/gen/${name}.c`]);
    return execFileSync(out + '/p', { encoding: 'latin1' });
}

test('content keeps every byte, its length and its hash, sorted by path', () => {
    const odd = Buffer.from([0, 255, 34, 92, 10, 63, 63, 61]);
    put('content', 'texts/b.md', odd);
    put('content', 'a.yaml', 'id: x\n');
    put('content', 'empty.txt', '');
    put('content', '.hidden', 'no');
    must('mkcontent works', tool('mkcontent', 'content').status === 0);
    const said = rowsOf('content', 'content_files',
        '    for (i = 0; i < content_files_n; i++) {\n' +
        '        printf("%s %zu %s ", content_files[i].path, content_files[i].len, content_files[i].sha256);\n' +
        '        fwrite(content_files[i].bytes, 1, content_files[i].len, stdout);\n' +
        '        printf("|%d\\n", content_files[i].bytes[content_files[i].len]);\n    }');
    const hash = b => createHash('sha256').update(b).digest('hex');
    must(said, said === `a.yaml 6 ${hash('id: x\n')} id: x\n|0\n` +
        `empty.txt 0 ${hash('')} |0\n` +
        `texts/b.md 8 ${hash(odd)} ${odd.toString('latin1')}|0\n`);
});

test('a style sheet, a script and a sprite are served under names that follow their bytes', () => {
    put('static', 'app.css', '.own-rule{color:red}\n');
    put('static', 'a-print.css', '.later-rule{color:red}\n');
    put('static', 'icons.txt', '# used\nhouse\n');
    put('static', 'favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>\n');
    must('mkstatic works', tool('mkstatic', 'static').status === 0);
    const header = () => fs.readFileSync(path.join(scratch, 'static.out/gen/static.h'), 'utf8');
    const before = header();
    const said = rowsOf('static', 'static', '    for (i = 0; i < static_files_n; i++)\n' +
        '        printf("%s %s %.*s\\n", static_files[i].path, static_files[i].type, ' +
        '(int)static_files[i].len, (const char *)static_files[i].bytes);');
    must('our rule comes after the framework', /bootstrap[\s\S]*\.own-rule\{color:red\}\n\.later-rule/i.test(said));
    must('the script holds htmx', /\/static\/app-[0-9a-f]{8}\.js text\/javascript[^\n]*htmx/.test(said));
    must('the sprite holds the icon', /icons-[0-9a-f]{8}\.svg image\/svg\+xml .*<symbol id="house" viewBox="0 0 16 16"><path/.test(said));
    must('other files keep their name', /#define STATIC_FAVICON_SVG "\/static\/favicon-[0-9a-f]{8}\.svg"/.test(before));
    must('no list of icons is served', !said.includes('icons.txt'));
    put('static', 'app.css', '.own-rule{color:blue}\n');
    must('mkstatic works again', tool('mkstatic', 'static').status === 0);
    const name = /STATIC_APP_CSS "([^"]+)"/;
    must('the name changed', name.exec(before)[1] !== name.exec(header())[1]);
    const js = /STATIC_APP_JS "([^"]+)"/;
    must('what did not change kept its name', js.exec(before)[1] === js.exec(header())[1]);
});

test('a page that follows the device is dark without script', () => {
    const css = fs.readFileSync(path.join(scratch, 'static.out/gen/static.c'), 'utf8');
    const bytes = Buffer.from(/static const unsigned char b0\[\] = \{\n([\d,\n]*)0 \};/.exec(css)[1]
        .split(',').filter(x => x.trim()).map(Number)).toString('utf8');
    must('a media rule with the twin', /@media \(prefers-color-scheme: ?dark\) ?\{[\s\S]*\[data-bs-theme=auto\]/.test(bytes));
});

test('an icon that does not exist and a file of unknown type stop the build', () => {
    put('bad1', 'icons.txt', 'no-such-icon\n');
    const icon = tool('mkstatic', 'bad1');
    must(icon.stderr, icon.status === 1 && icon.stderr.includes('no-such-icon'));
    put('bad2', 'thing.exe', 'x');
    const type = tool('mkstatic', 'bad2');
    must(type.stderr, type.status === 1 && type.stderr.includes('thing.exe'));
});

fs.rmSync(scratch, { recursive: true, force: true });
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
