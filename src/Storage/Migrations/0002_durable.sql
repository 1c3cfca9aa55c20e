-- What people ask of a sweep: 0 nothing, 1 pause, 2 cancel.
ALTER TABLE sweeps ADD COLUMN request   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sweeps ADD COLUMN requested INTEGER;

-- When the lease of a claimed trial ends; 0 where it was given back or voided; NULL where nobody can hold one: the trial
-- has its result, or had one that was withdrawn.
ALTER TABLE trials ADD COLUMN lease    INTEGER;
-- Failed attempts since the trial's result was last withdrawn.
ALTER TABLE trials ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

UPDATE trials SET lease = 0 WHERE outcome IS NULL;

-- Of the size of what runs, whatever the size of the sweeps.
CREATE INDEX leases ON trials (sweep, trial, owner) WHERE lease IS NOT NULL;

CREATE TABLE checkpoints
(
    sweep  INTEGER NOT NULL,
    trial  INTEGER NOT NULL,
    epochs INTEGER NOT NULL,
    state  BLOB    NOT NULL,
    PRIMARY KEY (sweep, trial)
) STRICT;

CREATE TABLE failures
(
    sweep   INTEGER NOT NULL,
    trial   INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    owner   TEXT    NOT NULL,
    cause   TEXT    NOT NULL,
    PRIMARY KEY (sweep, trial, attempt)
) STRICT, WITHOUT ROWID;

-- Keys of deleted sweeps whose rows are still being removed.
CREATE TABLE deleted
(
    key INTEGER PRIMARY KEY
) STRICT;
