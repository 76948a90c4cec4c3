// mksql.js -- reads the schema and the catalogue of queries, writes typed C.
//
//   node tools/mksql.js --out DIR src/store/migrate src/store/sql
//
// DIR/rows.h        plain row structs, data only
// DIR/queries.h     one typed function for each named query
// DIR/queries.c     the descriptors behind them, and the table of all columns
// DIR/migrations.c  the statements of each migration, for each engine
//
// The annotations of columns are explained at the head of migrate/0001, the catalogue in
// docs/recipes/add-a-query.md. Whatever is not said clearly there fails the build with file:line.
'use strict';

const fs = require('fs');
const path = require('path');
const { walk, sha256, cString, writeIfNew, outDir } = require('./embed.js');

const CLASSES = 'ASPCRVLUT';
const FORMS = ['id', 'hex', 'date', 'utc', 'code'];
const COMPUTED = ['i64', 'text', ...FORMS];
const KINDS = ['one', 'many', 'run', 'must'];
const TWINS_MAX = 5;
const ITEMS_MAX = 63;
const RESERVED = new Set(('auto break case char const continue default do double else enum extern ' +
    'float for goto if inline int long register restrict return short signed sizeof static struct ' +
    'switch typedef union unsigned void volatile while').split(' '));
const PURPOSE = { one: 'RW_ENOTFOUND when there is no such row', many: 'all rows',
    run: 'any number of rows changes', must: 'RW_ECONFLICT when no row changes' };

class Refused extends Error {}

function refuse(file, line, text) {
    throw new Refused(`${file}:${line}: ${text}`);
}

/** The text of a file: ASCII alone, because it becomes C. */
function readPlain(file) {
    const text = fs.readFileSync(file, 'utf8');
    const strange = /[^\x20-\x7e\n]/.exec(text);
    if (strange)
        refuse(file, text.slice(0, strange.index).split('\n').length, `not plain ASCII: ${JSON.stringify(strange[0])}`);
    return text;
}

// -- text of SQL ------------------------------------------------------------------------------------

/** What stands at i and must be kept whole: a quoted text, a $$ body or a comment. */
function quoted(sql, i) {
    const rest = sql.slice(i);
    const m = /^'(?:[^']|'')*'/.exec(rest) || /^"[^"]*"/.exec(rest) ||
        /^(\$[a-z]*\$)[\s\S]*?\1/.exec(rest) || /^--[^\n]*/.exec(rest);
    return m ? m[0] : null;
}

/** Statements of a text, without comments; a trigger's BEGIN...END stays in one piece. */
function statements(sql) {
    const found = [];
    let text = '', depth = 0, i = 0;
    const end = () => {
        if (text.trim())
            found.push(text.trim().replace(/ +/g, ' '));
        text = '';
        depth = 0;
    };
    while (i < sql.length) {
        const whole = quoted(sql, i);
        const word = whole ? null : /^[A-Za-z_]\w*/.exec(sql.slice(i, i + 80));
        if (whole) {
            text += whole.startsWith('--') ? ' ' : whole;
            i += whole.length;
        } else if (word) {
            const w = word[0].toUpperCase();
            if (/^CREATE\s+TRIGGER/i.test(text.trim()))
                depth += w === 'BEGIN' || w === 'CASE' ? 1 : w === 'END' ? -1 : 0;
            text += word[0];
            i += word[0].length;
        } else if (sql[i] === ';' && depth === 0) {
            end();
            i++;
        } else {
            text += /\s/.test(sql[i]) ? (text.endsWith(' ') ? '' : ' ') : sql[i];
            i++;
        }
    }
    end();
    return found;
}

// -- the schema -------------------------------------------------------------------------------------

function parseAnnotation(file, line, type, text) {
    const m = new RegExp(`^([${CLASSES}])(?:\\s+(sealed|wrapped|plain:.*?))?(?:\\s+as in (\\w+\\.\\w+))?$`).exec(text || '');
    if (!m)
        refuse(file, line, `a column ends with its class (one of ${CLASSES}) and its form, ` +
            'e.g. "-- A plain: id" or "-- S sealed"');
    const kind = m[2] || '';
    if (m[3] && kind !== 'sealed' && kind !== 'wrapped')
        refuse(file, line, 'only what is sealed or wrapped is a copy "as in TABLE.COLUMN"');
    if (type === 'BIGINT') {
        if (kind)
            refuse(file, line, 'a number is always plain: only its class stands behind it');
        return { cls: m[1], kind: 'i64' };
    }
    if (type === 'BYTEA') {
        if (kind !== 'sealed' && kind !== 'wrapped')
            refuse(file, line, 'BYTEA is "sealed" (or "wrapped", for keys)');
        return { cls: m[1], kind, copyOf: m[3] };
    }
    const form = /^plain:\s*(?:(id|hex|date|utc|code)|one of (\w+(?: +\w+)*))$/i.exec(kind);
    if (!form)
        refuse(file, line, `TEXT is plain: ${FORMS.join(', ')}, or "one of a b c"; ` +
            'free text is BYTEA and sealed');
    return form[1] ? { cls: m[1], kind: form[1] } :
        { cls: m[1], kind: 'one_of', values: form[2].trim().split(/\s+/) };
}

function addColumn(schema, table, file, line, name, type, rest, note) {
    const columns = schema.get(table);
    if (!columns)
        refuse(file, line, `no table ${table} so far`);
    if (columns.has(name))
        refuse(file, line, `${table}.${name} stands there already`);
    const column = { table, name, line, nullable: !/NOT NULL|PRIMARY KEY/.test(rest),
        ...parseAnnotation(file, line, type, note) };
    const home = column.copyOf && column.copyOf.split('.');
    const source = home && schema.get(home[0])?.get(home[1]);
    if (home && (!source || source.kind !== column.kind || source.cls !== column.cls))
        refuse(file, line, `${table}.${name} is as in ${column.copyOf}, which is no such column`);
    columns.set(name, column);
}

/** A table that ends, or takes the name of one that ended: what is sealed is bound to that name. */
function moveTable(schema, ended, file, line, from, to) {
    const columns = schema.get(from);
    if (!columns)
        refuse(file, line, `there is no table ${from}`);
    if (to && !ended.delete(to))
        refuse(file, line, `${to} is not the name of a table that was dropped above`);
    schema.delete(from);
    if (!to) {
        ended.add(from);
        return;
    }
    for (const c of columns.values())
        c.table = to;
    schema.set(to, columns);
}

/** Columns of one migration's tables, read line by line: one column a line, its note behind it. */
function readTables(schema, file, lines) {
    const ended = new Set();
    let table = null;
    lines.forEach((raw, at) => {
        const line = at + 1, text = raw.trim();
        const opens = /^CREATE TABLE (\w+) \($/.exec(text);
        const alter = /^ALTER TABLE (\w+) ADD COLUMN (\w+) (TEXT|BIGINT|BYTEA)\b([^;]*);\s*(?:--\s*(.*))?$/
            .exec(text);
        const column = /^(\w+)\s+(TEXT|BIGINT|BYTEA)\b(.*?),?\s*(?:--\s*(.*))?$/.exec(text);
        const gone = /^(?:DROP TABLE (\w+)|ALTER TABLE (\w+) RENAME TO (\w+));$/.exec(text);
        if (opens) {
            if (schema.has(opens[1]))
                refuse(file, line, `table ${opens[1]} stands there already`);
            table = opens[1];
            schema.set(table, new Map());
        } else if (table && /^\)( WITHOUT ROWID)?;/.test(text)) {
            table = null;
        } else if (table && /^(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|--|$)/.test(text)) {
            return;
        } else if (table) {
            if (!column)
                refuse(file, line, 'one column a line: name TEXT|BIGINT|BYTEA ... -- class form');
            addColumn(schema, table, file, line, column[1], column[2], column[3], column[4]);
        } else if (alter) {
            addColumn(schema, alter[1], file, line, alter[2], alter[3], alter[4], alter[5]);
        } else if (gone) {
            moveTable(schema, ended, file, line, gone[1] || gone[2], gone[3]);
        } else if (/^(CREATE|ALTER|DROP) TABLE/i.test(text)) {
            refuse(file, line, 'write "CREATE TABLE name (", "DROP TABLE t;", "ALTER TABLE t RENAME TO u;" or ' +
                '"ALTER TABLE t ADD COLUMN c TYPE ...; -- class form" on one line');
        }
    });
}

/** The text that one engine runs: lines of the other one are blanked. */
function forEngine(file, lines, engine) {
    let only = null;
    return lines.map((raw, at) => {
        const m = /^--\s*:(only\s+(\w+)|both)\s*$/.exec(raw);
        if (m) {
            if (m[2] && m[2] !== 'sqlite' && m[2] !== 'postgres')
                refuse(file, at + 1, `":only ${m[2]}": sqlite or postgres`);
            only = m[2] || null;
            return '';
        }
        return only && only !== engine ? '' : raw;
    }).join('\n');
}

function readMigrations(dir) {
    const schema = new Map(), migrations = [];
    for (const name of walk(dir)) {
        const file = path.join(dir, name);
        const m = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(name);
        if (!m)
            refuse(file, 1, 'a migration is named NNNN_words.sql');
        if (Number(m[1]) !== migrations.length + 1)
            refuse(file, 1, `number ${m[1]} follows ${migrations.length}: no gaps`);
        const lines = readPlain(file).split('\n');
        const head = lines.slice(0, lines.findIndex((l) => !/^-- /.test(l)))
            .map((l) => l.slice(3)).join(' ');
        const why = /^Why: (.+?)(?:\.(?= |$)|$)/.exec(head);
        if (!why)
            refuse(file, 1, 'a migration begins with "-- Why: " and a sentence');
        readTables(schema, file, lines);
        const sqlite = statements(forEngine(file, lines, 'sqlite'));
        const postgres = statements(forEngine(file, lines, 'postgres'));
        migrations.push({ id: Number(m[1]), name: m[2], why: why[1] + '.', sqlite, postgres,
            sum: sha256(Buffer.from([...sqlite, '--', ...postgres].join('\n'))) });
    }
    return { schema, migrations };
}

// -- the catalogue ----------------------------------------------------------------------------------

/** Cuts a catalogue file into its entries: comment lines, directives, SQL. */
function cutCatalogue(file, text) {
    const entries = [];
    let doc = [], open = null;
    const close = () => {
        if (open && !open.sql.trim())
            refuse(file, open.line, `${open.name} has no SQL`);
        open = null;
    };
    text.split('\n').forEach((raw, at) => {
        const line = at + 1, note = /^--\s?(.*)$/.exec(raw);
        if (!note) {
            if (!raw.trim()) {
                if (!open)
                    doc = [];
            } else if (open) {
                open.sql += raw + '\n';
            } else {
                refuse(file, line, 'SQL without a "-- :name" line above it');
            }
            return;
        }
        if (open && open.sql.trim())
            close();
        if (!note[1].startsWith(':')) {
            if (open)
                refuse(file, line, 'comment lines stand above ":name"');
            doc.push(note[1]);
            return;
        }
        for (const part of note[1].split(/\s+(?=:[a-z]+ )/)) {
            const m = /^:([a-z]+)\s+(.+?)\s*$/.exec(part);
            if (!m)
                refuse(file, line, `"${part}" says nothing; write ":word value"`);
            if (m[1] === 'name') {
                close();
                open = { file, line, name: m[2], doc, sql: '', kind: '', from: '', row: '', scan: '', sort: '',
                    in: [], out: [] };
                entries.push(open);
                doc = [];
            } else if (!open) {
                refuse(file, line, `":${m[1]}" without a ":name" above it`);
            } else if (m[1] === 'in' || m[1] === 'out') {
                open[m[1]].push(...m[2].split(/[\s,]+/));
            } else if (['kind', 'from', 'row', 'scan', 'sort'].includes(m[1])) {
                open[m[1]] = m[2];
            } else {
                refuse(file, line, `":${m[1]}" is unknown; there are :name :kind :from :row :in :out :scan :sort`);
            }
        }
    });
    close();
    return entries;
}

function parseItem(q, schema, side, text) {
    const m = /^([a-z]\w*)(?:=(\w+)\.(\w+))?(?:@(\w+))?(?::(\w+))?$/.exec(text);
    const bad = (why) => refuse(q.file, q.line, `${q.name}, :${side} ${text}: ${why}`);
    if (!m)
        bad('write NAME, NAME=TABLE.COL, NAME=TABLE.COL@IDNAME or NAME:i64');
    const [, name, table, column, idName, computed] = m;
    if (RESERVED.has(name))
        bad(`"${name}" is a word of C; give it another name with NAME=TABLE.COL`);
    if (computed || (name === 'limit' && !table)) {
        const kind = computed || 'i64';
        if (table || !COMPUTED.includes(kind))
            bad(`a computed item is NAME:${COMPUTED.join('|')}`);
        if (kind === 'text' && side === 'in')
            bad('free text cannot be bound; name the column that it goes to');
        return { name, kind, nullable: true, column: null };
    }
    const t = table || q.from, c = column || name;
    if (!t)
        bad('which table? Add ":from TABLE" or write NAME=TABLE.COL (computed: NAME:i64)');
    if (!schema.has(t))
        bad(`there is no table ${t}`);
    if (!schema.get(t).has(c))
        bad(`${t} has no column ${c}; it has ${[...schema.get(t).keys()].join(' ')}`);
    return { name, idName, ...schema.get(t).get(c), column: `${t}.${c}`, table: t, name };
}

/** Which items carry the row id and the case id that a sealed value is bound to. */
function resolveSeal(q, schema, side, item) {
    const bad = (why) => refuse(q.file, q.line, `${q.name}, :${side} ${item.name}: ${why}`);
    const places = side === 'in' ? [['in', q.in]] : [['out', q.out], ['in', q.in]];
    const find = (name, ok) => {
        for (const [where, items] of places) {
            const at = items.findIndex((x) => x.name === name && ok(x));
            if (at >= 0)
                return where === side ? `${at}` : `Q_FROM_IN + ${at}`;
        }
        return null;
    };
    const home = item.copyOf ? item.copyOf.split('.')[0] : item.table;
    const own = schema.get(home);
    if (item.kind === 'wrapped') {
        item.idRef = item.caseRef = find('case_id', (x) => x.kind === 'id');
        if (!item.caseRef)
            bad('a wrapped key needs case_id beside it');
        return;
    }
    const idName = item.idName || 'id';
    item.idRef = find(idName, (x) => x.kind !== 'i64' &&
        (item.idName || x.column === `${item.table}.id`));
    if (!item.idRef)
        bad(item.idName ? `no item ${idName} to take the row's id from` :
            `sealed to its row: list ${item.table}.id as "id", or name the item that holds it: ` +
            `${item.name}=${item.column}@IDNAME`);
    if (home === 'family_case')
        item.caseRef = item.idRef;
    else if (own.has('case_id'))
        item.caseRef = find('case_id', (x) => x.kind === 'id');
    else
        item.caseRef = 'Q_PRACTICE';
    if (!item.caseRef)
        bad('sealed with the key of its case: list case_id as well');
}

/** $name becomes $N in the order of :in; every name must be known and every :in used. */
function number(q, sql) {
    const used = new Set();
    let text = '', i = 0;
    while (i < sql.length) {
        const whole = quoted(sql, i);
        const name = whole ? null : /^\$(\w+)/.exec(sql.slice(i, i + 80));
        if (name) {
            const at = q.in.findIndex((x) => x.name === name[1]);
            if (at < 0)
                refuse(q.file, q.line, `${q.name}: $${name[1]} is not in :in`);
            used.add(at);
            text += `$${at + 1}`;
            i += name[0].length;
        } else {
            const piece = whole || sql[i];
            text += !whole && /\s/.test(piece) ? (text.endsWith(' ') ? '' : ' ') :
                whole && whole.startsWith('--') ? '' : piece;
            i += piece.length;
        }
    }
    q.in.forEach((x, at) => {
        if (!used.has(at))
            refuse(q.file, q.line, `${q.name}: :in ${x.name} is not used as $${x.name}`);
    });
    return text.trim().replace(/;$/, '').trim();
}

function checkShape(q) {
    const rows = q.kind === 'one' || q.kind === 'many';
    if (!/^[a-z][a-z0-9_]*$/.test(q.name))
        refuse(q.file, q.line, `"${q.name}": a query's name is like person_rename`);
    if (!KINDS.includes(q.kind))
        refuse(q.file, q.line, `${q.name}: ":kind" is one of ${KINDS.join(' ')}`);
    if (rows !== q.out.length > 0)
        refuse(q.file, q.line, `${q.name}: ${rows ? `:kind ${q.kind} needs` : `:kind ${q.kind} has no`} :out`);
    for (const items of [q.in, q.out]) {
        const twice = items.find((x, at) => items.findIndex((y) => y.name === x.name) !== at);
        if (twice)
            refuse(q.file, q.line, `${q.name}: ${twice.name} stands there twice`);
        if (items.length > ITEMS_MAX)
            refuse(q.file, q.line, `${q.name}: more than ${ITEMS_MAX} items`);
    }
}

function finishQuery(q, schema) {
    if (q.from && !schema.has(q.from))
        refuse(q.file, q.line, `${q.name}: there is no table ${q.from}`);
    for (const side of ['in', 'out'])
        q[side] = q[side].map((text) => parseItem(q, schema, side, text));
    checkShape(q);
    for (const side of ['in', 'out'])
        for (const item of q[side])
            if (item.kind === 'sealed' || item.kind === 'wrapped')
                resolveSeal(q, schema, side, item);
    if (statements(q.sql).length !== 1)
        refuse(q.file, q.line, `${q.name}: one statement, please`);
    q.text = number(q, q.sql);
    q.limited = /\bLIMIT\b/i.test(q.text);
    q.row = q.out.length ? (q.row || q.name) : '';
}

const shapeOf = (q) => q.out.map((x) => `${x.kind === 'i64' ? 'int64_t' : 'struct str'} ${x.name}`).join('; ');

function readCatalogue(dir, schema) {
    const entries = [], rows = new Map(), queries = new Map(), twins = [];
    for (const name of walk(dir).filter((n) => n.endsWith('.sql')))
        entries.push(...cutCatalogue(path.join(dir, name), readPlain(path.join(dir, name))));
    for (const q of entries) {
        if (q.name.includes('@')) {
            twins.push(q);
            continue;
        }
        if (queries.has(q.name))
            refuse(q.file, q.line, `${q.name} stands in ${queries.get(q.name).file} already`);
        finishQuery(q, schema);
        queries.set(q.name, q);
        if (!q.row)
            continue;
        const known = rows.get(q.row);
        if (known && shapeOf(known) !== shapeOf(q))
            refuse(q.file, q.line, `${q.name}: its :out differs from that of ${known.name}, ` +
                `which makes struct ${q.row}_row too:\n  ${shapeOf(known)}\n  ${shapeOf(q)}`);
        if (!known)
            rows.set(q.row, q);
    }
    for (const t of twins) {
        const m = /^(\w+)@postgres$/.exec(t.name), q = m && queries.get(m[1]);
        if (!q)
            refuse(t.file, t.line, `${t.name}: a twin is named like its query, with @postgres behind`);
        q.twin = number({ ...q, file: t.file, line: t.line }, t.sql);
    }
    if (twins.length > TWINS_MAX)
        refuse(twins[TWINS_MAX].file, twins[TWINS_MAX].line, `more than ${TWINS_MAX} twins for PostgreSQL`);
    return { queries: [...queries.values()], rows: [...rows.values()], twins: twins.length };
}

// -- writing C --------------------------------------------------------------------------------------

const cComment = (lines) => lines.map((l) => l.replace(/\*\//g, '* /'));
const fieldLine = (x) => x.kind === 'i64' ? `    int64_t ${x.name};\n` : `    struct str ${x.name};\n`;
const cText = (sql) => sql.split('\n').map((l, i, all) =>
    cString(l).slice(0, -1) + (i + 1 < all.length ? '\\n"' : '"')).join('\n        ');

function rowsHeader({ rows }) {
    let c = '/* rows.h -- written by tools/mksql.js: what queries give back; plain data, no behaviour. */\n' +
        '#ifndef RW_GEN_ROWS_H\n#define RW_GEN_ROWS_H\n\n#include "base/str.h"\n\n';
    for (const q of rows)
        c += `struct ${q.row}_row {\n${q.out.map(fieldLine).join('')}};\n\n`;
    return c + '#endif\n';
}

function signature(q) {
    return `enum rw_status q_${q.name}(struct db *db, struct arena *a` +
        (q.in.length ? `, const struct q_${q.name}_in *in` : '') +
        (q.kind === 'one' ? `, struct ${q.row}_row *row` : '') +
        (q.kind === 'many' ? `, struct ${q.row}_row **rows, size_t *n` : '') + ', struct rw_err *e)';
}

function queriesHeader({ queries, twins }) {
    let c = '/* queries.h -- written by tools/mksql.js: one typed function for each named query. */\n' +
        '#ifndef RW_GEN_QUERIES_H\n#define RW_GEN_QUERIES_H\n\n#include "gen/rows.h"\n#include "store/query.h"\n\n' +
        `/* ${queries.length} queries, ${twins} with a text of its own for PostgreSQL. */\nenum query_id {\n`;
    for (const q of queries)
        c += `    Q_${q.name.toUpperCase()},\n`;
    c += '    Q_COUNT\n};\n\n';
    for (const q of queries) {
        const doc = cComment(q.doc.length ? q.doc : [`${q.file.split('/').pop()}`]);
        c += `/* ${doc.join('\n * ')}\n * (${q.kind}: ${PURPOSE[q.kind]}) */\n`;
        if (q.in.length)
            c += `struct q_${q.name}_in {\n${q.in.map(fieldLine).join('')}};\n`;
        c += `${signature(q)} RW_MUST;\n\n`;
    }
    return c + '#endif\n';
}

function itemLine(struct, x) {
    const parts = [`.name = ${cString(x.name)}`, `.kind = QK_${x.kind.toUpperCase()}`,
        `.at = offsetof(${struct}, ${x.name})`];
    if (x.column)
        parts.push(`.column = ${cString(x.column)}`);
    if (x.copyOf)
        parts.push(`.copy_of = ${cString(x.copyOf)}`);
    if (x.values)
        parts.push(`.one_of = ${cString(x.values.join(' '))}`);
    if (x.nullable)
        parts.push('.nullable = true');
    if (x.kind === 'sealed' || x.kind === 'wrapped')
        parts.push(`.id_ref = ${x.idRef}`, `.case_ref = ${x.caseRef}`);
    return `    { ${parts.join(', ')} },\n`;
}

function wrapper(q) {
    const head = `${signature(q)}\n{\n`, args = `db, a, &queries[Q_${q.name.toUpperCase()}], ${q.in.length ? 'in' : 'NULL'}`;
    if (q.kind !== 'many')
        return `${head}    return db_query_${q.kind}(${args}${q.kind === 'one' ? ', row' : ''}, e);\n}\n\n`;
    return `${head}    void *got = NULL;\n    enum rw_status st = db_query_many(${args}, &got, n, e);\n\n` +
        '    *rows = got;\n    return st;\n}\n\n';
}

function queriesSource({ queries }, schema) {
    let c = '/* queries.c -- written by tools/mksql.js. */\n#include "gen/queries.h"\n\n';
    for (const q of queries)
        for (const [side, struct] of [['in', `struct q_${q.name}_in`], ['out', `struct ${q.row}_row`]])
            if (q[side].length)
                c += `static const struct q_item ${q.name}_${side}[] = {\n` +
                    `${q[side].map((x) => itemLine(struct, x)).join('')}};\n`;
    c += '\nconst struct query queries[] = {\n';
    for (const q of queries) {
        c += `    [Q_${q.name.toUpperCase()}] = { .name = ${cString(q.name)}, .slot = Q_${q.name.toUpperCase()} + 1,\n` +
            `      .sql = ${cText(q.text)},\n`;
        if (q.twin)
            c += `      .sql_postgres = ${cText(q.twin)},\n`;
        if (q.in.length)
            c += `      .in = ${q.name}_in, .nin = ${q.in.length},\n`;
        if (q.out.length)
            c += `      .out = ${q.name}_out, .nout = ${q.out.length}, .row_size = sizeof(struct ${q.row}_row),\n`;
        if (q.limited)
            c += '      .limited = true,\n';
        for (const word of ['scan', 'sort'])
            if (q[word])
                c += `      .${word} = ${cString(q[word])},\n`;
        c += '    },\n';
    }
    c += '};\nconst size_t queries_n = Q_COUNT;\n\n';
    for (const q of queries)
        c += wrapper(q);
    c += 'const struct schema_column schema_columns[] = {\n';
    for (const columns of schema.values())
        for (const x of columns.values())
            c += `    { .table = ${cString(x.table)}, .column = ${cString(x.name)}, .cls = '${x.cls}', ` +
                `.kind = QK_${x.kind.toUpperCase()}${x.values ? `, .one_of = ${cString(x.values.join(' '))}` : ''}` +
                `${x.nullable ? ', .nullable = true' : ''} },\n`;
    return c + '};\nconst size_t schema_columns_n = sizeof schema_columns / sizeof *schema_columns;\n';
}

function migrationsSource(migrations) {
    let c = '/* migrations.c -- written by tools/mksql.js. */\n#include "store/query.h"\n\n';
    for (const m of migrations)
        for (const engine of ['sqlite', 'postgres'])
            c += `static const char *const ${engine}_${m.id}[] = {\n` +
                m[engine].map((s) => `    ${cText(s)},\n`).join('') + '    NULL\n};\n';
    c += '\nconst struct migration migrations[] = {\n';
    for (const m of migrations)
        c += `    { .id = ${m.id}, .name = ${cString(m.name)},\n      .why = ${cString(m.why)},\n` +
            `      .sum = ${cString(m.sum)}, .sqlite = sqlite_${m.id}, .postgres = postgres_${m.id} },\n`;
    return c + '};\nconst size_t migrations_n = sizeof migrations / sizeof *migrations;\n';
}

function main() {
    const { out, rest } = outDir(process.argv.slice(2), 'mksql.js --out DIR MIGRATIONS CATALOGUE');
    if (rest.length !== 2) {
        process.stderr.write('mksql: two folders: migrations and catalogue\n');
        process.exit(2);
    }
    try {
        const { schema, migrations } = readMigrations(rest[0]);
        const catalogue = readCatalogue(rest[1], schema);
        writeIfNew(path.join(out, 'rows.h'), rowsHeader(catalogue));
        writeIfNew(path.join(out, 'queries.h'), queriesHeader(catalogue));
        writeIfNew(path.join(out, 'queries.c'), queriesSource(catalogue, schema));
        writeIfNew(path.join(out, 'migrations.c'), migrationsSource(migrations));
    } catch (err) {
        if (!(err instanceof Refused))
            throw err;
        process.stderr.write(`${err.message}\n`);
        process.exit(1);
    }
}

main();
