// runtests.js -- finds and runs every test and check, and ends in "N passed, N failed".
//
//   node tools/runtests.js [--only tests|cases|check|deep|bench|fuzz] [WORD...]
//
// WORD keeps what has it in its name. A C test (tests/<room>/test_*.c) runs in the sanitizer build.
// Any other tests/<room>/test_* that is a .sh, a .mjs or executable is run as it is; it speaks TAP
// or ends in "N passed, N failed", and counts as one test if it does neither. What a test finds in
// its environment:
//
//   REWEAVE_ROOT        the tree
//   REWEAVE_BIN         the program, sanitizer build       REWEAVE_BIN_PLAIN  as it is shipped
//   REWEAVE_TEST_PG     URL of a fresh database of its own (PostgreSQL); unset without a server
//   REWEAVE_TEST_PG_DATA  the server's files, for tests that search their bytes
//   TMPDIR              a folder of its own, gone afterwards
'use strict';

const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { walk } = require('./embed.js');

const ROOT = path.join(__dirname, '..');
const JOBS = Number(process.env.REWEAVE_JOBS) || Math.min(2, os.cpus().length);
const LIMIT_MS = 1000 * (Number(process.env.REWEAVE_TEST_LIMIT_S) || 900);
const FUZZ_SECONDS = process.env.FUZZ_SECONDS || '60';
// Names the files that "make format" would change.
const FORMAT = `unlike=$({ tools/sources src '*.[ch]'; tools/sources tests '*.[ch]'; } |
    xargs -r clang-format --dry-run --style=file 2>&1 |
    sed -n 's/^\\([^: ]*\\):[0-9]*:[0-9]*: .*/\\1/p' | sort -u)
    [ -z "$unlike" ] || { echo "make format would change:"; echo "$unlike"; exit 1; }`;

// What ninja says about steps that went well.
const QUIET = /^\[\d+\/\d+\] (Compiling|Linking|Generating)/;

process.chdir(ROOT);
const exists = rel => fs.existsSync(path.join(ROOT, rel));
const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || '/tmp', 'rw.'));
fs.chmodSync(scratch, 0o755);

const total = { passed: 0, failed: 0 };
const failedNames = [];
let pgDir = null;
const running = new Set();

// -- the list of what there is to run -------------------------------------------------------------

const shell = (name, command, more = {}) => ({ name, argv: ['sh', '-c', command], ...more });

function checks() {
    const text = ['file-length', 'function-length', 'complexity', 'banned', 'heap', 'unfinished',
        'places', 'whitespace', 'links', 'licence'];
    const rows = [
        ['floors', 'node tools/layercheck.js'],
        ['map', 'node tools/mkmap.js --check'],
        ...text.map(name => [name, `node tools/srccheck.js ${name}`]),
        ['format', FORMAT],
        ['warnings gcc', 'tools/build build-gcc'],
        ['warnings clang', 'tools/build build-asan'],
        ['purity', 'tools/puritycheck'],
    ];
    if (exists('src/main.c'))
        rows.push(['hardening', 'tools/build build reweave && tools/elfcheck build/reweave']);
    if (exists('src/main.c') && exists('src/web/routes.c'))
        rows.push(['routes', 'tools/build build reweave >/dev/null && node tools/srccheck.js routes']);
    return rows.map(([name, command]) => shell('check: ' + name, command, { alone: true }));
}

function cTests() {
    return walk('tests').filter(f => /^[^/]+\/(.*\/)?test_[^/]*\.c$/.test(f)).map(f => {
        const room = path.basename(path.dirname(f));
        const program = `t_${room}_${path.basename(f, '.c').replace('test_', '')}`;
        return {
            name: 'tests/' + f,
            argv: [path.join(ROOT, 'build-asan', program)],
            tap: true,
            pg: fs.readFileSync(path.join('tests', f), 'utf8').match(/REWEAVE_TEST_PG|TEST_BOTH/) !== null,
        };
    });
}

function scriptTests() {
    const runnable = f => /\.(sh|mjs)$/.test(f) ||
        (!/\.[a-z]+$/.test(f) && (fs.statSync(path.join('tests', f)).mode & 0o111) !== 0);
    return walk('tests').filter(f => /\/test_[^/]*$/.test('/' + f) && runnable(f)).map(f => {
        const file = path.join(ROOT, 'tests', f);
        const via = f.endsWith('.mjs') ? ['node'] : f.endsWith('.sh') ? ['sh'] : [];
        return { name: 'tests/' + f, argv: [...via, file], pg: true, alone: true };
    });
}

function deep() {
    const tidy = "tools/sources src '*.c' | xargs -r -P 2 -n 8 clang-tidy -p build-asan --quiet";
    return [
        ...checks(),
        shell('deep: clang-tidy', `tools/build build-asan >/dev/null && ${tidy}`, { alone: true }),
        ...cTests().map(t => ({ ...t, name: t.name + ' (gcc)',
            argv: [t.argv[0].replace('/build-asan/', '/build-deep/')] })),
        ...deepScripts(),
        ...fuzzers(),
    ];
}

/** tests/<room>/deep_*: what takes minutes, or rights that a laptop's user has not. */
function deepScripts() {
    return walk('tests').filter(f => /\/deep_[^/]*\.(sh|mjs)$/.test('/' + f)).map(f => ({
        name: 'tests/' + f, argv: [f.endsWith('.mjs') ? 'node' : 'sh', path.join(ROOT, 'tests', f)],
        alone: true, loud: true, limitMs: 4 * LIMIT_MS,
    }));
}

// besides a fuzzer's own corpus: what the program reads in earnest
const SEEDS = { fuzz_protocol: ['content/protocols', 'content/lists'], fuzz_facts: ['docs/clinical'],
    fuzz_jurisdiction: ['content/jurisdictions'], fuzz_safety: ['content/safety'] };

function fuzzers() {
    return walk('tests/fuzz').filter(f => /^fuzz_.*\.c$/.test(f)).map(f => {
        const noun = path.basename(f, '.c');
        const seeds = [`tests/fuzz/corpus/${noun}`, ...SEEDS[noun] || []].filter(exists).join(' ');
        return shell('fuzz: ' + noun, `mkdir -p "$TMPDIR/found" && build-fuzz/${noun} -rss_limit_mb=2048 ` +
            `-max_total_time=${FUZZ_SECONDS} -artifact_prefix="$TMPDIR/" "$TMPDIR/found" ${seeds}`);
    });
}

function benches() {
    return walk('tests/bench').filter(f => /^bench_[^/]*\.(sh|mjs)$/.test(f)).map(f => ({
        name: 'tests/bench/' + f, alone: true, pg: true, loud: true,
        limitMs: 8 * LIMIT_MS, // of a hundred thousand families each engine takes half an hour
        argv: [f.endsWith('.mjs') ? 'node' : 'sh', path.join(ROOT, 'tests/bench', f)],
    }));
}

// -- running one ----------------------------------------------------------------------------------

function databaseUrl(n) {
    const made = spawnSync('tools/pg', ['createdb', pgDir, `t${n}`], { encoding: 'utf8' });
    if (made.status !== 0)
        throw new Error(`tools/pg createdb: ${made.stderr}`);
    return made.stdout.trim();
}

function environment(job, n) {
    const tmp = path.join(scratch, 't' + n);
    fs.mkdirSync(tmp);
    const program = dir => path.join(ROOT, dir, 'reweave');
    const env = {
        ...process.env,
        TMPDIR: tmp,
        REWEAVE_ROOT: ROOT,
        REWEAVE_BIN: program('build-asan'),
        REWEAVE_BIN_PLAIN: program('build'),
        CMOCKA_MESSAGE_OUTPUT: 'TAP',
        ASAN_OPTIONS: 'abort_on_error=1:detect_stack_use_after_return=1:strict_string_checks=1',
        LSAN_OPTIONS: `suppressions=${path.join(ROOT, 'tests/leaks.supp')}:print_suppressions=0`,
        UBSAN_OPTIONS: 'print_stacktrace=1',
        NODE_PATH: path.join(ROOT, 'node_modules'),
        TZ: 'UTC',
        LC_ALL: 'C.UTF-8',
    };
    delete env.REWEAVE_TEST_PG;
    if (job.pg && pgDir) {
        env.REWEAVE_TEST_PG = databaseUrl(n);
        env.REWEAVE_TEST_PG_DATA = path.join(pgDir, 'data');
    }
    return env;
}

/** What a program said about itself, or null: TAP lines, or a closing "N passed, N failed". */
function countOf(job, text) {
    const closing = [...text.matchAll(/^(\d+) passed, (\d+) failed/gm)].pop();
    if (closing && !job.tap)
        return { passed: Number(closing[1]), failed: Number(closing[2]) };
    const failed = (text.match(/^not ok\b(?!.*# SKIP)/gm) || []).length;
    const passed = (text.match(/^ok\b(?!.*# SKIP)/gm) || []).length;
    const plan = /^1\.\.(\d+)/m.exec(text);
    const skipped = (text.match(/^ok\b.*# SKIP/gm) || []).length;
    if (!plan && passed + failed === 0)
        return null;
    const lost = plan ? Math.max(0, Number(plan[1]) - passed - failed - skipped) : 0;
    return { passed, failed: failed + lost };
}

function judge(job, code, text) {
    const count = countOf(job, text) || { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    if (code !== 0 && count.failed === 0)
        count.failed = 1; // it died, or a sanitizer spoke, after its last good test
    if (code === 0 && job.tap && count.passed + count.failed === 0)
        count.failed = 1; // a test program without a test proves nothing
    return count;
}

/** What to read of a failing program: which sentences failed, then how it began and ended. */
function excerpt(text) {
    const all = text.trimEnd().split('\n').filter(l => !QUIET.test(l) && !/^ok /.test(l));
    const told = all.filter(l => /^(not ok|# )/.test(l)).slice(0, 100);
    const rest = all.filter(l => !/^(not ok|# )/.test(l));
    if (rest.length > 160)
        rest.splice(110, rest.length - 160, `... ${rest.length - 160} lines left out ...`);
    return [...told, ...rest];
}

function report(job, count, seconds, text) {
    total.passed += count.passed;
    total.failed += count.failed;
    const mark = count.failed ? 'FAIL' : 'ok  ';
    const told = job.name.startsWith('check: ') ? '' : `  ${count.passed} passed` +
        (count.failed ? `, ${count.failed} failing` : '');
    console.log(`${mark} ${job.name}${told}  (${seconds.toFixed(1)} s)`);
    if (count.failed)
        failedNames.push(job.name);
    if (count.failed || job.loud)
        console.log(excerpt(text).map(l => '     | ' + l).join('\n'));
}

function runOne(job, n) {
    return new Promise(resolve => {
        const started = Date.now();
        const chunks = [];
        let late = false;
        let finished = false;
        const env = environment(job, n);
        const child = spawn(job.argv[0], job.argv.slice(1),
            { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
        running.add(child.pid);
        const end = signal => {
            try {
                process.kill(-child.pid, signal);
            } catch (e) {
                // The group is gone already, which is what was wanted.
            }
        };
        const limitMs = job.limitMs || LIMIT_MS;
        const timer = setTimeout(() => {
            late = true;
            end('SIGKILL');
        }, limitMs);
        const done = (code, why) => {
            if (finished)
                return;
            finished = true;
            running.delete(child.pid);
            clearTimeout(timer);
            const text = Buffer.concat(chunks).toString('utf8') + why;
            report(job, judge(job, code, text), (Date.now() - started) / 1000, text);
            fs.rmSync(env.TMPDIR, { recursive: true, force: true });
            if (env.REWEAVE_TEST_PG)
                spawnSync('tools/pg', ['dropdb', pgDir, `t${n}`]);
            resolve();
        };
        child.stdout.on('data', d => chunks.push(d));
        child.stderr.on('data', d => chunks.push(d));
        child.on('error', e => done(1, `\n${e.message}\n`));
        child.on('exit', (code, signal) => {
            const why = late ? `\nended after ${limitMs / 1000} s\n`
                : signal ? `\nended by ${signal}\n` : '';
            const finish = () => done(code === null ? 1 : code, why);
            const patience = setTimeout(finish, 2000);
            end('SIGKILL'); // servers that the test forgot, and that hold its output open
            child.on('close', () => {
                clearTimeout(patience);
                finish();
            });
        });
    });
}

async function runAll(jobs) {
    let next = 0;
    const shared = jobs.filter(j => !j.alone);
    const worker = async () => {
        while (next < shared.length) {
            const n = next++;
            await runOne(shared[n], n);
        }
    };
    await Promise.all(Array.from({ length: JOBS }, worker));
    for (const [i, job] of jobs.filter(j => j.alone).entries())
        await runOne(job, shared.length + i);
}

// -- the whole ------------------------------------------------------------------------------------

function build(dir, ...targets) {
    console.log(`building ${dir} ...`);
    const made = spawnSync('tools/build', [dir, '-k', '0', ...targets], { encoding: 'utf8' });
    if (made.status === 0)
        return true;
    report({ name: `build ${dir}` }, { passed: 0, failed: 1 }, 0, made.stdout + made.stderr);
    return false;
}

/** What is measured is measured on a server that keeps what it has acknowledged. */
const MEASURED = ['fsync=on', 'full_page_writes=on', 'shared_buffers=1GB', 'max_wal_size=8GB'];

function startPostgres(settings) {
    const dir = path.join(scratch, 'pg');
    const made = spawnSync('tools/pg', ['start', dir, ...settings], { encoding: 'utf8' });
    if (made.status === 0)
        pgDir = dir;
    else if (made.status !== 3 || process.env.REWEAVE_NEED_PG)
        report({ name: 'start PostgreSQL' }, { passed: 0, failed: 1 }, 0, made.stderr);
    else
        console.log('no PostgreSQL server here: its half of the store tests is left out');
}

function cleanUp() {
    for (const pid of running) {
        try {
            process.kill(-pid, 'SIGKILL');
        } catch (e) {
            // Ended in the meantime.
        }
    }
    if (pgDir)
        spawnSync('tools/pg', ['stop', pgDir]);
    pgDir = null;
    fs.rmSync(scratch, { recursive: true, force: true });
}

function plan(only) {
    switch (only) {
    case 'check':
        return { jobs: checks, needs: [] };
    case 'tests':
        return { jobs: () => [...cTests(), ...scriptTests()], needs: ['build', 'build-asan'] };
    case 'cases': {
        const shown = cTests().filter(t => t.name === 'tests/app/test_explain_cases.c');
        return { jobs: () => shown, needs: ['build-asan'] };
    }
    case 'deep':
        return { jobs: deep, needs: ['build', 'build-asan', 'build-deep', 'build-fuzz'] };
    case 'bench':
        return { jobs: benches, needs: ['build'] };
    case 'fuzz':
        return { jobs: fuzzers, needs: ['build-fuzz'] };
    default:
        return { jobs: () => [...cTests(), ...scriptTests(), ...checks(), ...fuzzers()],
            needs: ['build', 'build-asan', 'build-fuzz'] };
    }
}

async function main(argv) {
    const at = argv.indexOf('--only');
    const only = at < 0 ? '' : argv[at + 1];
    const words = argv.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
    if (!exists('node_modules/mustache')) {
        console.log('the npm packages are not there: run "sh tools/setup test" first');
        process.exit(1);
    }
    const { jobs, needs } = plan(only);
    // One room that does not compile does not keep the others from being tested.
    needs.forEach(dir => build(dir));
    const wanted = jobs().filter(j => words.every(w => j.name.includes(w)));
    if (wanted.some(j => j.pg))
        startPostgres(only === 'bench' ? MEASURED : []);
    await runAll(wanted);
    cleanUp();
    if (failedNames.length)
        console.log('\nfailing:\n' + failedNames.map(n => '  ' + n).join('\n') + '\n');
    console.log(`${total.passed} passed, ${total.failed} failed`);
    const nothing = total.passed === 0 && !['fuzz', 'bench'].includes(only);
    process.exit(total.failed || nothing ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
        cleanUp();
        process.exit(130);
    });
main(process.argv.slice(2)).catch(e => {
    cleanUp();
    console.error(e);
    process.exit(1);
});
