-- Times are timestamptz, so UTC to the microsecond. Numbers come back to the bit: double precision keeps -0.0, NaN and Inf.
-- Rows are found by key alone, so there are few indices; nothing refers to another table by a constraint, because each
-- transaction that writes holds its sweeps' rows against deletion itself (FOR KEY SHARE), once, not once a row.

CREATE TABLE sweeps
(
    key            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id             text        NOT NULL UNIQUE,
    name           text        NOT NULL,
    spec_yaml      text        NOT NULL,
    spec_hash      text        NOT NULL,
    base_directory text        NOT NULL,
    trials         bigint      NOT NULL,
    state          smallint    NOT NULL,
    created        timestamptz NOT NULL,
    updated        timestamptz NOT NULL,
    version        text        NOT NULL,
    -- What people ask of the sweep: 0 nothing, 1 pause, 2 cancel.
    request        smallint    NOT NULL DEFAULT 0,
    requested      timestamptz
);

-- Keys of deleted sweeps whose rows are still being removed. A key is never given out again.
CREATE TABLE deleted
(
    key bigint PRIMARY KEY
);

-- A sweep's counts are the sums over its stripes. Each writer adds to a stripe of its own, in the transaction that moves the
-- trials; one row for all would make every writer of a sweep wait for the commits of the others.
CREATE TABLE counts
(
    sweep     bigint   NOT NULL,
    stripe    smallint NOT NULL,
    completed bigint   NOT NULL,
    diverged  bigint   NOT NULL,
    failed    bigint   NOT NULL,
    stopped   bigint   NOT NULL,
    started   bigint   NOT NULL,
    PRIMARY KEY (sweep, stripe)
) WITH (fillfactor = 50);

-- A trial is finished where its outcome is not NULL, and in flight where it was claimed and has no result since.
-- A lease ends at leased_until by this server's clock; -infinity where it was given back.
CREATE TABLE trials
(
    sweep            bigint      NOT NULL,
    trial            bigint      NOT NULL,
    attempt          integer     NOT NULL,
    owner            text        NOT NULL,
    claimed          timestamptz NOT NULL,
    leased_until     timestamptz NOT NULL,
    in_flight        boolean     NOT NULL,
    -- Failed attempts since the result was last withdrawn.
    failures         integer     NOT NULL DEFAULT 0,
    outcome          smallint,
    ending           smallint,
    task             smallint,
    epochs           integer,
    steps            bigint,
    samples          bigint,
    best_epoch       integer,
    train_loss       double precision,
    train_score      double precision,
    validation_loss  double precision,
    validation_score double precision,
    test_loss        double precision,
    test_score       double precision,
    diverged_step    bigint,
    diverged_layer   integer,
    detail           text,
    weights_hash     text,
    digest           text,
    started          timestamptz,
    seconds          double precision,
    worker           text,
    PRIMARY KEY (sweep, trial)
) WITH (fillfactor = 70);

-- Of the size of what runs, whatever the size of the sweeps. Neither its columns nor its condition change when a lease is
-- renewed, so that a renewal touches no index.
CREATE INDEX leases ON trials (sweep, trial) WHERE in_flight;

CREATE TABLE epochs
(
    sweep            bigint           NOT NULL,
    trial            bigint           NOT NULL,
    epoch            integer          NOT NULL,
    steps            bigint           NOT NULL,
    samples          bigint           NOT NULL,
    train_loss       double precision NOT NULL,
    train_score      double precision NOT NULL,
    validation_loss  double precision NOT NULL,
    validation_score double precision NOT NULL,
    learning_rate    double precision NOT NULL,
    layers           bytea            NOT NULL,
    PRIMARY KEY (sweep, trial, epoch)
);

-- At most one a trial; gone when the trial has its result. Weights do not compress, so nobody tries.
CREATE TABLE checkpoints
(
    sweep  bigint  NOT NULL,
    trial  bigint  NOT NULL,
    epochs integer NOT NULL,
    state  bytea   NOT NULL,
    PRIMARY KEY (sweep, trial)
);

ALTER TABLE checkpoints ALTER COLUMN state SET STORAGE EXTERNAL;

CREATE TABLE failures
(
    sweep   bigint      NOT NULL,
    trial   bigint      NOT NULL,
    attempt integer     NOT NULL,
    at      timestamptz NOT NULL,
    owner   text        NOT NULL,
    cause   text        NOT NULL,
    PRIMARY KEY (sweep, trial, attempt)
);

-- One row for each writer: the number of its newest transaction, with what that answered. It is written in that
-- transaction, so a writer that lost the connection while committing learns here what became of it.
CREATE TABLE writers
(
    id       text        PRIMARY KEY,
    sequence bigint      NOT NULL,
    answers  bytea       NOT NULL,
    at       timestamptz NOT NULL
) WITH (fillfactor = 50);
