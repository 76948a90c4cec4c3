// What tools/mksql.js refuses, with file and line, and what it makes of what it takes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const tool = path.join(process.env.REWEAVE_ROOT || process.cwd(), 'tools/mksql.js');
const results = { passed: 0, failed: 0 };

const schema = `-- Why: a test needs a schema.

CREATE TABLE family_case (
    id    TEXT NOT NULL PRIMARY KEY, -- A plain: id
    title BYTEA NOT NULL, -- A sealed
    state TEXT NOT NULL  -- A plain: one of open closed
);
CREATE TABLE person (
    case_id TEXT NOT NULL REFERENCES family_case (id), -- A plain: id
    id      TEXT NOT NULL, -- A plain: id
    name    BYTEA, -- A sealed
    version BIGINT NOT NULL, -- A
    PRIMARY KEY (case_id, id)
);
CREATE TABLE account (
    id   TEXT NOT NULL PRIMARY KEY, -- A plain: id
    name BYTEA NOT NULL -- A sealed
);
`;

function run(migrations, sql) {
    const dir = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'mksql.'));
    for (const [folder, files] of [['migrate', migrations], ['sql', { 'q.sql': sql }]]) {
        fs.mkdirSync(path.join(dir, folder));
        for (const [name, text] of Object.entries(files))
            fs.writeFileSync(path.join(dir, folder, name), text);
    }
    const made = spawnSync(process.execPath, [tool, '--out', path.join(dir, 'out'),
        path.join(dir, 'migrate'), path.join(dir, 'sql')], { encoding: 'utf8' });
    const read = (name) => fs.readFileSync(path.join(dir, 'out', name), 'utf8');
    const got = { status: made.status, said: made.stderr,
        files: made.status === 0 ? Object.fromEntries(
            ['rows.h', 'queries.h', 'queries.c', 'migrations.c'].map((n) => [n, read(n)])) : {} };
    fs.rmSync(dir, { recursive: true });
    return got;
}

const makes = (sql, migrations = { '0001_first.sql': schema }) => {
    const got = run(migrations, sql);
    assert.equal(got.status, 0, got.said);
    return got.files;
};
const refuses = (sql, where, why, migrations = { '0001_first.sql': schema }) => {
    const got = run(migrations, sql);
    assert.equal(got.status, 1, 'it was taken');
    assert.match(got.said, where);
    assert.match(got.said, why);
};
const table = (column) => ({ '0001_a.sql': `-- Why: a test.\n\nCREATE TABLE t (\n${column}\n);\n` });

function test(name, body) {
    try {
        body();
        results.passed++;
    } catch (err) {
        results.failed++;
        console.log(`${name}: ${err.message}`);
    }
}

test('parameters are numbered in the order of :in', () => {
    const c = makes(`-- :name person_rename :kind must\n-- :from person\n-- :in case_id id version name
UPDATE person SET name = $name, version = version + 1 -- why
WHERE case_id = $case_id AND id = $id AND version = $version;\n`);
    assert.match(c['queries.c'], /SET name = \$4, version = version \+ 1 WHERE case_id = \$1 AND id = \$2 AND version = \$3"/);
    assert.match(c['queries.h'], /struct q_person_rename_in \{\n {4}struct str case_id;\n {4}struct str id;\n {4}int64_t version;\n {4}struct str name;\n\}/);
});

test('a sealed value knows the items of its row and case', () => {
    const c = makes(`-- :name p :kind one\n-- :from person\n-- :in case_id id\n-- :out name
SELECT name FROM person WHERE case_id = $case_id AND id = $id

-- :name f :kind many
-- :out case_id=family_case.id title=family_case.title@case_id
SELECT id, title FROM family_case LIMIT 5

-- :name a :kind one\n-- :from account\n-- :in id\n-- :out id name
SELECT id, name FROM account WHERE id = $id\n`);
    assert.match(c['queries.c'], /"person.name", .nullable = true, .id_ref = Q_FROM_IN \+ 1, .case_ref = Q_FROM_IN \+ 0/);
    assert.match(c['queries.c'], /"family_case.title", .id_ref = 0, .case_ref = 0/);
    assert.match(c['queries.c'], /"account.name", .id_ref = 0, .case_ref = Q_PRACTICE/);
    assert.match(c['queries.c'], /.limited = true/);
});

test('a table made anew takes the name of the one that it replaces, and no other', () => {
    const later = text => ({ '0001_first.sql': schema, '0002_again.sql': `-- Why: a test.\n\n${text}` });
    const anew = 'CREATE TABLE person_anew (\n    case_id TEXT NOT NULL, -- A plain: id\n' +
        '    PRIMARY KEY (case_id)\n-- :only sqlite\n) WITHOUT ROWID;\n-- :only postgres\n);\n-- :both\n';
    const end = 'DROP TABLE person;\n', name = 'ALTER TABLE person_anew RENAME TO person;\n';
    const ids = '-- :name x :kind many\n-- :from person\n-- :out case_id\nSELECT case_id FROM person LIMIT 1\n';
    const c = makes(ids, later(anew + end + name));
    assert.match(c['queries.c'], /"person.case_id"/);
    assert.doesNotMatch(c['queries.c'], /person_anew|person\.name/);
    assert.match(c['migrations.c'], /PRIMARY KEY \(case_id\) \) WITHOUT ROWID"/);
    assert.match(c['migrations.c'], /PRIMARY KEY \(case_id\) \)"/);
    refuses(ids, /0002_again.sql:11:/, /not the name of a table that was dropped/, later(anew + name + end));
    refuses(ids, /0002_again.sql:3:/, /no table elsewhere/, later('DROP TABLE elsewhere;\n'));
    refuses(ids, /0002_again.sql:3:/, /write "CREATE TABLE name \("/, later('DROP TABLE person CASCADE;\n'));
    refuses(ids, /q.sql/, /person/, later(end));
});

test('a column that repeats another opens what was sealed there, and names a real one', () => {
    const copy = (name, note) => ({ '0001_a.sql': schema, '0002_b.sql': '-- Why: a list by person.\n\nCREATE TABLE list (\n' +
        `    case_id TEXT NOT NULL, -- A plain: id\n    ${name}, -- ${note}\n    PRIMARY KEY (case_id)\n);\n` });
    const q = '-- :name x :kind many\n-- :from list\n-- :out case_id title@case_id\nSELECT case_id, title FROM list LIMIT 1\n';
    const title = 'title BYTEA NOT NULL';
    const c = makes(q, copy(title, 'A sealed as in family_case.title'));
    assert.match(c['queries.c'], /\.column = "list\.title", \.copy_of = "family_case\.title".*\.id_ref = 0, \.case_ref = 0/);
    assert.doesNotMatch(makes(q, copy(title, 'A sealed'))['queries.c'], /copy_of/);
    refuses(q, /0002_b.sql:5:/, /no such column/, copy(title, 'A sealed as in family_case.name'));
    refuses(q, /0002_b.sql:5:/, /no such column/, copy(title, 'S sealed as in family_case.title'));
    refuses(q, /0002_b.sql:5:/, /no such column/, copy(title, 'A wrapped as in family_case.title'));
    refuses(q, /0002_b.sql:5:/, /only what is sealed/, copy('state TEXT', 'A plain: code as in family_case.state'));
});

test('queries may share a row struct, and only when it is the same', () => {
    const list = (out) => `-- :name x :kind one :row person\n-- :from person\n-- :in id
-- :out ${out}\nSELECT 1 WHERE $id = ''\n\n`;
    const one = '-- :name y :kind many :row person\n-- :from person\n-- :out id version\nSELECT id, version FROM person\n';
    const c = makes(list('id version') + one);
    assert.equal(c['rows.h'].match(/struct person_row \{/g).length, 1);
    refuses(list('version id') + one, /q\.sql:\d+: /, /differs from that of/);
});

test('a catalogue mistake is told with its place', () => {
    const q = (head, sql = 'SELECT id FROM person WHERE id = $id') => `\n-- :name x ${head}\n${sql}\n`;
    const at = /q\.sql:2: /;
    refuses(q(':kind one :from person :in id :out id nome'), at, /no column nome; it has case_id id name/);
    refuses(q(':kind one :in id :out id'), at, /which table/);
    refuses(q(':kind one :from persons :in id :out id'), at, /no table persons/);
    refuses(q(':kind one :from person :in id :out id name'), at, /list case_id as well/);
    refuses(q(':kind one :from person :in case_id :out case_id name'), at, /sealed to its row/);
    refuses(q(':kind one :from person :in id :out id', 'SELECT id FROM person'), at, /id is not used/);
    refuses(q(':kind one :from person :out id'), at, /\$id is not in :in/);
    refuses(q(':kind one :from person :in id'), at, /needs :out/);
    refuses(q(':kind some :from person :in id :out id'), at, /one of one many run must/);
    refuses(q(':kind one :from person :in id id :out id'), at, /twice/);
    refuses(q(':kind one :from person :in id words:text :out id'), at, /free text cannot be bound/);
    refuses(q(':kind one :from person :in id :out long=person.id'), at, /word of C/);
    refuses(q(':kind one :from person :in id :out id', 'SELECT id FROM person WHERE id = $id; SELECT 2'), at, /one statement/);
    refuses('SELECT 1\n', /q\.sql:1: /, /without a "-- :name"/);
    refuses('-- :name x :kind run\n\n-- :name y :kind run\nSELECT 1\n', /q\.sql:1: /, /x has no SQL/);
});

test('a twin takes the numbers of its query, and there are at most five', () => {
    const base = '-- :name x :kind run :from person :in id version\nDELETE FROM person WHERE id = $id AND version = $version\n\n';
    const twin = '-- :name x@postgres\nDELETE FROM person WHERE version = $version AND id = $id\n\n';
    assert.match(makes(base + twin)['queries.c'], /sql_postgres = "DELETE FROM person WHERE version = \$2 AND id = \$1"/);
    refuses(base + twin.repeat(6), /q\.sql:\d+: /, /more than 5 twins/);
    refuses(twin, /q\.sql:1: /, /named like its query/);
});

test('a column that says nothing, or the wrong thing, fails the build', () => {
    const at = /0001_a\.sql:4: /;
    refuses('', at, /ends with its class/, table('    a TEXT NOT NULL'));
    refuses('', at, /ends with its class/, table('    a TEXT NOT NULL -- plain: id'));
    refuses('', at, /TEXT is plain/, table('    a TEXT NOT NULL -- A sealed'));
    refuses('', at, /TEXT is plain/, table('    a TEXT NOT NULL -- A plain: words'));
    refuses('', at, /BYTEA is "sealed"/, table('    a BYTEA -- A plain: hex'));
    refuses('', at, /number is always plain/, table('    a BIGINT -- A sealed'));
    refuses('', at, /one column a line/, table('    a INTEGER NOT NULL -- A'));
    refuses('', /0001_a\.sql:1: /, /begins with "-- Why: "/, { '0001_a.sql': 'CREATE TABLE t (\n);\n' });
    refuses('', /0002_a\.sql:1: /, /no gaps/, { '0002_a.sql': '-- Why: x.\n' });
});

test('a later migration adds columns', () => {
    const more = { '0001_first.sql': schema, '0002_more.sql':
        '-- Why: more is known.\n\nALTER TABLE person ADD COLUMN birth BYTEA; -- A sealed\n' };
    const c = makes('-- :name x :kind must :from person :in case_id id birth\nUPDATE person SET birth = $birth WHERE case_id = $case_id AND id = $id\n', more);
    assert.match(c['queries.c'], /"person.birth", .nullable = true/);
    refuses('', /0002_more\.sql:3: /, /on one line/, { ...more, '0002_more.sql':
        '-- Why: more is known.\n\nalter table person add column birth BYTEA; -- A sealed\n' });
});

test('each engine gets its own statements, whole ones', () => {
    const text = `-- Why: a test; of engines.
CREATE TABLE t (
    a TEXT NOT NULL -- A plain: id
);
-- :only sqlite
CREATE TRIGGER keep BEFORE DELETE ON t
BEGIN SELECT CASE WHEN 1 THEN RAISE(ABORT, 'a;b') END; SELECT 1; END;
-- :only postgres
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'x;y'; END $$;
CREATE TRIGGER keep BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION f();
-- :both
CREATE INDEX t_a ON t (a); -- the reason
`;
    const c = makes('', { '0001_a.sql': text })['migrations.c'];
    const of = (engine) => c.split(`${engine}_1[] = {`)[1].split('};')[0].trim().split('\n').length - 1;
    assert.equal(of('sqlite'), 3);
    assert.equal(of('postgres'), 4);
    assert.match(c, /END; SELECT 1; END"/);
    assert.match(c, /\$\$ BEGIN RAISE 'x;y'; END \$\$"/);
    assert.match(c, /\.why = "a test; of engines\."/);
    const sum = (t) => /\.sum = "([0-9a-f]{64})"/.exec(makes('', { '0001_a.sql': t })['migrations.c'])[1];
    assert.equal(sum(text), sum(text.replace('the reason', 'a better reason')));
    assert.notEqual(sum(text), sum(text.replace('t_a', 't_b')));
});

test('the recipe builds', () => {
    const root = path.dirname(path.dirname(tool));
    const text = fs.readFileSync(path.join(root, 'docs/recipes/add-a-query.md'), 'utf8');
    const block = (kind) => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(text)[1];
    const dir = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'mksql.'));
    fs.mkdirSync(path.join(dir, 'sql'));
    fs.writeFileSync(path.join(dir, 'sql/person.sql'), block('sql'));
    fs.writeFileSync(path.join(dir, 'use.c'), block('c') +
        'int main(void) { return first_renamed(0, 0, STR(""), STR(""), 0); }\n');
    const made = spawnSync(process.execPath, [tool, '--out', path.join(dir, 'gen'),
        path.join(root, 'src/store/migrate'), path.join(dir, 'sql')], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    for (const file of ['use.c', 'gen/queries.c', 'gen/migrations.c']) {
        const built = spawnSync('cc', ['-std=c17', '-Wall', '-Wextra', '-Wconversion', '-Werror', '-fsyntax-only',
            '-I', path.join(root, 'src'), '-I', dir, path.join(dir, file)], { encoding: 'utf8' });
        assert.equal(built.status, 0, built.stderr);
    }
    fs.rmSync(dir, { recursive: true });
});

console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed ? 1 : 0);
