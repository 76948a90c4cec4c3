// layercheck.js -- who may include whom. The table below is the plan of the house: a room includes
// its own headers and those of the rooms in its row, never up and never sideways.
'use strict';

const fs = require('fs');
const path = require('path');
const { walk } = require('./embed.js');

const ROOMS = {
    base: [],
    core: ['base'],
    crypto: ['base'],
    store: ['base', 'core', 'crypto'],
    content: ['base', 'core', 'crypto'],
    report: ['base', 'core'],
    interop: ['base', 'core'],
    app: ['base', 'core', 'crypto', 'store', 'content', 'report', 'interop'],
    web: ['base', 'core', 'app'],
    cli: ['base', 'core', 'app'],
    main: ['base', 'store', 'app', 'web', 'cli'],
};

// Generated headers and the rooms that may read them. rows.h is data only (plain structs); the
// queries are run by the store and by the use cases, never by a page or a verb.
const GENERATED = {
    'rows.h': ['store', 'app', 'web', 'cli'],
    'queries.h': ['store', 'app'],
    'tpl.h': ['web'],
    'static.h': ['web'],
    'content_files.h': ['content', 'app'],
};

// Libraries with one owner each: the rest of the house speaks to the owner's face.
const LIBRARIES = [
    [/^sqlite3\.h$/, ['store']],
    [/^(libpq|postgresql)?\/?libpq-fe\.h$/, ['store']],
    [/^sodium/, ['crypto']],
    [/^microhttpd\.h$/, ['web']],
    [/^(yaml|cmark)/, ['content']],
    [/^(cairo|pango|qpdf)/, ['report']],
];

// The pure rooms see the language and nothing of the machine.
const PURE = ['base', 'core'];
const PURE_HEADERS = new Set(['assert', 'ctype', 'errno', 'float', 'inttypes', 'limits', 'math',
    'stdalign', 'stdarg', 'stdbool', 'stddef', 'stdint', 'stdio', 'stdlib', 'string']
    .map(h => h + '.h'));

function quoted(room, name) {
    const [to, ...rest] = name.split('/');
    if (!rest.length)
        return `name the room: "${room}/${name}"`;
    if (to === 'gen') {
        const may = GENERATED[rest.join('/')];
        if (!may)
            return `gen/${rest.join('/')} is not in the list of generated headers`;
        return may.includes(room) ? null : `${room} may not read gen/${rest.join('/')}`;
    }
    if (!(to in ROOMS))
        return `there is no room "${to}"`;
    return to === room || ROOMS[room].includes(to) ? null : `${room} may not include ${to}`;
}

function angled(room, name) {
    if (PURE.includes(room) && !PURE_HEADERS.has(name))
        return `${room} is pure and may not include <${name}>`;
    const row = LIBRARIES.find(([pattern]) => pattern.test(name));
    return row && !row[1].includes(room) ? `<${name}> belongs to ${row[1].join(', ')}` : null;
}

function check(root) {
    const wrong = [];
    for (const rel of walk(path.join(root, 'src')).filter(f => /\.[ch]$/.test(f))) {
        const room = rel === 'main.c' ? 'main' : rel.split('/')[0];
        if (!(room in ROOMS)) {
            wrong.push(`src/${rel}: there is no room "${room}"`);
            continue;
        }
        fs.readFileSync(path.join(root, 'src', rel), 'utf8').split('\n').forEach((line, i) => {
            const m = /^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/.exec(line);
            const why = m && (m[1] ? quoted(room, m[1]) : angled(room, m[2]));
            if (why)
                wrong.push(`src/${rel}:${i + 1}: ${why}`);
        });
    }
    return wrong;
}

const wrong = check(process.argv[2] || path.join(__dirname, '..'));
for (const w of wrong)
    console.log(w);
process.exit(wrong.length ? 1 : 0);
