// mkmap.js -- writes MAP.md from what the files say of themselves in their first line.
//
//   node tools/mkmap.js           writes MAP.md
//   node tools/mkmap.js --check   says what of MAP.md is no longer true; exit 1 if anything
'use strict';

const fs = require('fs');
const path = require('path');

const ROOT = path.join(__dirname, '..');

// folder, title, one sentence, and what to read first; the rest follows by name
const ROOMS = [
    ['src/base', 'Floor 0: base', 'The dialect of the house: four small headers first, and nothing that touches the world.',
        'err arena str out date problems limits'],
    ['src/core', 'Floor 1: core', 'The domain, pure: no clock, no file, no random number; today is an argument.',
        'policy protocol fact gate predicate override sentence choice note appointment report_due report_model report_doc'],
    ['src/crypto', 'Floor 1: crypto', 'Bytes in, bytes out, over libsodium.', 'crypto'],
    ['src/content', 'Floor 2: content', 'YAML files into core structs, checked whole before any of it is used.', 'content'],
    ['src/store', 'Floor 2: store', 'The only room that knows SQL. Read migrate/0001 and sql/person.sql first.',
        'db query writer blob practice_dir'],
    ['src/report', 'Floor 2: report', 'Core values in, PDF bytes out.', 'status_report attendance render flow pdf'],
    ['src/app', 'Floor 3: app', 'One use case after another: load, decide, save, audit. Permission, transaction, rule and log meet here and nowhere else.',
        'app act audit clock house check lists family_case person note checkpoint decision report'],
    ['src/web', 'Floor 4: web', 'HTTP in, HTML out.', 'route req routes dispatch guard answer carry form form_view tpl_rt'],
    ['src/web/http', 'Floor 4: web/http', 'The libmicrohttpd face: framing, limits, threads.', 'http server exchange head pool'],
    ['src/web/pages', 'Floor 4: web/pages', 'One page a file: call the use case, fill the view, render. Templates of the same name stand in src/web/tpl.',
        'page today cases case_show'],
    ['src/cli', 'Floor 4: cli', 'One verb a file.', 'cli init serve monitor demo'],
];

const HEAD = `# The map

The house from the ground up, in the order in which a newcomer understands most per page. A room may
include its own headers and those of the floors below it; \`tools/layercheck.js\` holds the table.

Begin with \`content/protocols\` and one list of \`content/lists\`: what the product is about, without
a line of C. Then \`base\`, the headers of \`core\`, \`tests/cases\`, \`src/store/migrate\`,
\`src/app/note_sign.c\`, \`src/web/routes.c\` and one page.

`;

const TAIL = `## Floor 5

- \`src/main.c\`: wires the house together

## What is compiled but is not C

- \`src/store/migrate/\`: the schema, forward only, each file with its why; every column says its class and whether it is sealed
- \`src/store/sql/\`: the catalogue of statements, one file a noun (\`tools/mksql.js\` makes them functions)
- \`src/web/tpl/\`: the templates; each declares its view (\`tools/mktpl.js\`)
- \`src/web/static/\`: styles, the little script there is, the list of icons (\`tools/mkstatic.js\`)
- \`content/protocols/\`: phases, checkpoints, criteria, contact steps
- \`content/lists/\`: what may be chosen, and the words for it (\`tools/mkcontent.js\`)

## Around the house

- \`tools/\`: set-up, generators, checks, the test runner, a private PostgreSQL
- \`tests/\`: mirrors \`src/\`; \`cases/\` are tables that a clinician can read, \`support/\` what tests share, \`browser/\` the main job in a browser, \`fuzz/\` one target a parser, \`bench/\` each page beside its parts, \`dist/\` the package from installation to removal
- \`dist/\`: the systemd unit and socket, the Debian package's parts (\`tools/mkdeb\`, \`make deb\`), samples for the proxy in front; manual pages come from the verbs' help (\`tools/mkman.js\`)
- \`docs/recipes/\`: how to add a page, a query, a content file
- \`docs/decisions/\`: why things are as they are, a page each
- \`docs/clinical/\`: the formats of protocols and facts
- \`docs/operate/\`: for whoever runs it
`;

/** What a file says of itself: the words after "name.c --" in the comment that opens it. */
function aboutOf(file) {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    const m = /^\/\* [\w.]+ -- ([\s\S]*?)(?:\.\s|\.?\s*\*\/)/.exec(text);
    return m ? m[1].replace(/\s*\n \*\s*/g, ' ').trim() : '';
}

function room([dir, title, about, first], wrong) {
    const files = fs.readdirSync(path.join(ROOT, dir)).filter(f => /\.[ch]$/.test(f));
    const order = first.split(' ');
    const rank = s => order.includes(s) ? order.indexOf(s) : order.length;
    const stems = [...new Set(files.map(f => f.replace(/\.[ch]$/, '')))]
        .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const rows = stems.map(s => {
        const ends = ['h', 'c'].filter(e => files.includes(`${s}.${e}`));
        const words = aboutOf(`${dir}/${s}.${ends[0]}`);
        if (!words)
            wrong.push(`${dir}/${s}.${ends[0]}:1: does not begin with "/* ${s}.${ends[0]} -- what it is. */"`);
        return `- \`${dir}/${s}.${ends.length === 2 ? '[ch]' : ends[0]}\`: ${words}\n`;
    });
    return `## ${title}\n\n${about}\n\n${rows.join('')}\n`;
}

function main(argv) {
    const wrong = [];
    const text = HEAD + ROOMS.map(r => room(r, wrong)).join('') + TAIL;
    const file = path.join(ROOT, 'MAP.md');
    if (argv[0] !== '--check')
        fs.writeFileSync(file, text);
    else if (fs.readFileSync(file, 'utf8') !== text)
        wrong.push('MAP.md: is not what the files say of themselves; make map');
    wrong.forEach(w => console.log(w));
    return wrong.length ? 1 : 0;
}

process.exit(main(process.argv.slice(2)));
