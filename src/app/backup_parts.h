/* backup_parts.h -- names of members, for backup.c and restore.c. */
#ifndef RW_APP_BACKUP_PARTS_H
#define RW_APP_BACKUP_PARTS_H

#include "app/backup.h"
#include "store/archive.h"
#include "store/manifest.h"
#include "store/snapshot.h"

/* In this order, the sealed files between the settings and the manifest. */
#define BACKUP_RECORDS "records/reweave.db"
#define BACKUP_SETTINGS "reweave.conf"
#define BACKUP_FILES "blobs/"
#define BACKUP_MANIFEST "manifest"
#define BACKUP_SUM "manifest.sha256"

#define BACKUP_MANIFEST_MAX (64u << 20) /* 400,000 files */
#define BACKUP_SETTINGS_MAX (16u << 10)
#define BACKUP_SUM_MAX 128

/* What manifest.sha256 holds, as sha256sum reads it. */
struct str backup_sum(struct arena *mem, struct str manifest);

/* Counts for a person, out of the tables. */
void backup_count(struct backed_up *out, const struct manifest *m);

#endif
