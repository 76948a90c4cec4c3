#include "store/writer.h"

#include "store/db_engine.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>

/* Sixteen workers wait for one answer each, so a queue this long means that nothing moves. */
#define QUEUE_MAX 1024
/* Enough that one sync is shared by every worker, few enough that the first one waits under 0.4 s
 * when each apply takes its full 5 ms. */
#define GROUP_MAX 64
#define POSTS 256

struct job {
    struct job *next;
    apply_fn apply;
    void *arg;
    struct rw_err *err;
    enum rw_status status;
    sem_t *wake; /* NULL: posted, nobody waits */
};

struct post {
    struct job job;
    struct rw_err err;
    alignas(max_align_t) unsigned char arg[WRITER_POST_MAX];
};

struct writer {
    struct arena mem;
    struct db *db;
    struct job *first, **end;
    size_t queued;
    bool threaded, stopping;
    bool held; /* between writer_hold and writer_settle */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct job *spare; /* posts not in use, by their job */
    struct writer_counts counts;
};

/* Everything of a failed job is taken back; its neighbours stay. */
static enum rw_status job_apply(struct db *db, struct job *j)
{
    enum rw_status st = db_savepoint(db, j->err);

    if (st)
        return st;
    arena_reset(db_scratch(db));
    st = j->apply(db, j->arg, j->err);
    if (st == RW_OK)
        st = db_release(db, j->err);
    if (st)
        db_rollback_to(db);
    return st;
}

static void group_fail(struct job *jobs, enum rw_status st, const char *why)
{
    for (; jobs; jobs = jobs->next)
        if (jobs->status == RW_OK)
            jobs->status = RW_FAIL(jobs->err, st, "the group was not committed: %s", why);
}

/* Applies and commits; what each job is told stands in it afterwards, and is told only then. */
static void group_run(struct db *db, struct job *jobs)
{
    struct rw_err e = { 0 };
    struct job *j;

    db_statements_reset(db);
    if (db_begin(db, &e)) {
        group_fail(jobs, RW_EDEP, e.note);
        return;
    }
    for (j = jobs; j; j = j->next)
        j->status = job_apply(db, j);
    if (db_commit(db, &e))
        group_fail(jobs, RW_EDEP, e.note);
    arena_reset(db_scratch(db));
}

static void count(struct writer *w, const struct job *jobs)
{
    if (!w->held)
        w->counts.groups++;
    w->counts.syncs = db_commits(w->db);
    for (; jobs; jobs = jobs->next) {
        if (jobs->status)
            w->counts.failed++;
        else
            w->counts.applied++;
    }
}

/* Cuts up to GROUP_MAX jobs off the queue; the lock is held. */
static struct job *group_take(struct writer *w)
{
    struct job *first = w->first, **end = &w->first;
    size_t n;

    for (n = 0; n < GROUP_MAX && *end; n++)
        end = &(*end)->next;
    w->first = *end;
    if (!w->first)
        w->end = &w->first;
    *end = NULL;
    if (end == &w->first)
        return NULL;
    w->queued -= n;
    return first;
}

/* Takes posts back and gives the others, whose owners wait; the lock is held. */
static struct job *group_waited(struct writer *w, struct job *jobs)
{
    struct job *waited = NULL, **end = &waited, *next;

    for (; jobs; jobs = next) {
        next = jobs->next;
        if (jobs->wake) {
            *end = jobs;
            end = &jobs->next;
        } else {
            jobs->next = w->spare;
            w->spare = jobs;
        }
    }
    *end = NULL;
    return waited;
}

/* The lock is not held: who wakes would only wait for it. A job is gone once its owner wakes. */
static void group_tell(struct job *jobs)
{
    struct job *next;

    for (; jobs; jobs = next) {
        next = jobs->next;
        sem_post(jobs->wake);
    }
}

static void *writer_thread(void *ctx)
{
    struct writer *w = ctx;
    struct job *jobs;
    bool idle;

    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->first && !w->stopping)
            pthread_cond_wait(&w->work, &w->lock);
        jobs = group_take(w);
        if (!jobs)
            break;
        pthread_mutex_unlock(&w->lock);
        group_run(w->db, jobs);
        pthread_mutex_lock(&w->lock);
        count(w, jobs);
        jobs = group_waited(w, jobs);
        idle = !w->first;
        pthread_mutex_unlock(&w->lock);
        group_tell(jobs);
        db_tidy(w->db, idle);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* Signals are for the thread that waits for them in main. */
static bool thread_start(struct writer *w)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    failed = pthread_create(&w->thread, NULL, writer_thread, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return !failed;
}

static void writer_free(struct writer *w)
{
    struct arena mem = w->mem;

    db_close(w->db);
    pthread_cond_destroy(&w->work);
    pthread_mutex_destroy(&w->lock);
    arena_free(&mem);
}

enum rw_status writer_start(const struct db_config *c, bool threaded, struct writer **out,
                            struct rw_err *e)
{
    struct arena mem;
    struct post *posts;
    struct writer *w;
    enum rw_status st;
    size_t i;

    *out = NULL;
    if (!arena_make(&mem, sizeof *w + POSTS * sizeof *posts + 4096))
        return RW_FAIL(e, RW_EDEP, "no memory for the writer");
    w = arena_new(&mem, struct writer);
    posts = arena_array(&mem, struct post, POSTS);
    w->mem = mem;
    w->end = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    for (i = 0; i < POSTS; i++) {
        posts[i].job.next = w->spare;
        w->spare = &posts[i].job;
    }
    st = db_open(c, DB_WRITE, &w->db, e);
    if (st == RW_OK && threaded) {
        w->threaded = thread_start(w);
        if (!w->threaded)
            st = RW_FAIL(e, RW_EDEP, "the writer's thread does not start");
    }
    if (st)
        writer_free(w);
    else
        *out = w;
    return st;
}

void writer_stop(struct writer *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    if (w->threaded)
        pthread_join(w->thread, NULL);
    writer_free(w);
}

/* The lock is held. */
static void queue_add(struct writer *w, struct job *j)
{
    j->next = NULL;
    *w->end = j;
    w->end = &j->next;
    w->queued++;
    pthread_cond_signal(&w->work);
}

/* Without a thread the caller's own does the work; the lock keeps others out meanwhile. */
static void run_here(struct writer *w, struct job *j)
{
    pthread_mutex_lock(&w->lock);
    if (w->held)
        j->status = job_apply(w->db, j);
    else
        group_run(w->db, j);
    count(w, j);
    if (!w->held)
        db_tidy(w->db, true);
    pthread_mutex_unlock(&w->lock);
}

enum rw_status writer_hold(struct writer *w, struct db **db, struct rw_err *e)
{
    enum rw_status st;

    *db = w->db;
    if (w->threaded || w->held)
        return RW_FAIL(e, RW_EBUG, "this writer can't hold");
    st = w->db->engine->bulk ? w->db->engine->exec(w->db, w->db->engine->bulk, e) : RW_OK;
    if (!st)
        st = db_begin(w->db, e);
    w->held = st == RW_OK;
    return st;
}

size_t writer_hold_best(const struct writer *w)
{
    return w->db->engine->bulk_jobs;
}

enum rw_status writer_settle(struct writer *w, struct rw_err *e)
{
    enum rw_status st = db_commit(w->db, e);

    w->held = false;
    w->counts.groups++;
    w->counts.syncs = db_commits(w->db);
    db_tidy(w->db, false);
    return st;
}

/* Queues the job, or does it where there is no thread; not queued is told at once. */
static enum rw_status job_begin(struct writer *w, struct job *j)
{
    enum rw_status st = RW_OK;

    if (!w->threaded) {
        run_here(w, j);
        sem_post(j->wake);
        return RW_OK;
    }
    pthread_mutex_lock(&w->lock);
    if (w->stopping)
        st = RW_FAIL(j->err, RW_EDEP, "the writer is stopping");
    else if (w->queued >= QUEUE_MAX)
        st = RW_FAIL(j->err, RW_ELIMIT, "%d writes wait already", QUEUE_MAX);
    else
        queue_add(w, j);
    pthread_mutex_unlock(&w->lock);
    return st;
}

static enum rw_status job_end(struct job *j)
{
    while (sem_wait(j->wake) != 0 && errno == EINTR)
        ;
    return j->status;
}

enum rw_status writer_run(struct writer *w, apply_fn apply, void *arg, struct rw_err *e)
{
    struct rw_err unheard = { 0 };
    sem_t wake;
    struct job j = { .apply = apply, .arg = arg, .err = e ? e : &unheard, .wake = &wake };
    enum rw_status st;

    sem_init(&wake, 0, 0);
    st = job_begin(w, &j);
    if (!st)
        st = job_end(&j);
    sem_destroy(&wake);
    return st;
}

struct writer_ticket {
    struct job job;
    struct rw_err err;
    sem_t wake;
};

enum rw_status writer_begin(struct writer *w, struct arena *mem, apply_fn apply, void *arg,
                            struct writer_ticket **out, struct rw_err *e)
{
    struct writer_ticket *t = arena_new(mem, struct writer_ticket);
    enum rw_status st;

    *out = NULL;
    if (mem->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for a ticket");
    sem_init(&t->wake, 0, 0);
    t->job = (struct job){ .apply = apply, .arg = arg, .err = &t->err, .wake = &t->wake };
    st = job_begin(w, &t->job);
    if (st)
        *e = t->err;
    else
        *out = t;
    return st;
}

enum rw_status writer_end(struct writer_ticket *t, struct rw_err *e)
{
    enum rw_status st = job_end(&t->job);

    if (st)
        *e = t->err;
    sem_destroy(&t->wake);
    return st;
}

static struct job *post_take(struct writer *w)
{
    struct job *j = w->stopping || w->queued >= QUEUE_MAX ? NULL : w->spare;

    if (j)
        w->spare = j->next;
    return j;
}

void writer_post(struct writer *w, apply_fn apply, const void *arg, size_t size)
{
    struct post *p;
    struct job *j;

    if (size > WRITER_POST_MAX)
        return;
    pthread_mutex_lock(&w->lock);
    j = post_take(w);
    if (j) {
        p = (struct post *)(void *)j;
        memcpy(p->arg, arg, size);
        p->job = (struct job){ .apply = apply, .arg = p->arg, .err = &p->err };
        if (w->threaded)
            queue_add(w, j);
    }
    pthread_mutex_unlock(&w->lock);
    if (!j || w->threaded)
        return;
    run_here(w, j);
    pthread_mutex_lock(&w->lock);
    (void)group_waited(w, j);
    pthread_mutex_unlock(&w->lock);
}

void writer_counts(struct writer *w, struct writer_counts *c)
{
    pthread_mutex_lock(&w->lock);
    *c = w->counts;
    pthread_mutex_unlock(&w->lock);
}
