-- Numbers that must come back to the bit (losses, scores) stand in columns of type ANY: a REAL column would store -0.0
-- as the integer 0. NaN is NULL. Times are UTC ticks of 100 ns since the year 1.

CREATE TABLE sweeps
(
    key            INTEGER PRIMARY KEY,
    id             TEXT    NOT NULL UNIQUE,
    name           TEXT    NOT NULL,
    spec_yaml      TEXT    NOT NULL,
    spec_hash      TEXT    NOT NULL,
    base_directory TEXT    NOT NULL,
    trials         INTEGER NOT NULL,
    state          INTEGER NOT NULL,
    created        INTEGER NOT NULL,
    updated        INTEGER NOT NULL,
    version        TEXT    NOT NULL,
    -- Counts move in the transaction that moves the trials, so that nobody has to scan for them.
    completed      INTEGER NOT NULL DEFAULT 0,
    diverged       INTEGER NOT NULL DEFAULT 0,
    failed         INTEGER NOT NULL DEFAULT 0,
    stopped        INTEGER NOT NULL DEFAULT 0,
    started        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A trial is finished where its outcome is not NULL.
CREATE TABLE trials
(
    sweep            INTEGER NOT NULL,
    trial            INTEGER NOT NULL,
    attempt          INTEGER NOT NULL,
    owner            TEXT    NOT NULL,
    claimed          INTEGER NOT NULL,
    outcome          INTEGER,
    ending           INTEGER,
    task             INTEGER,
    epochs           INTEGER,
    steps            INTEGER,
    samples          INTEGER,
    best_epoch       INTEGER,
    train_loss       ANY,
    train_score      ANY,
    validation_loss  ANY,
    validation_score ANY,
    test_loss        ANY,
    test_score       ANY,
    diverged_step    INTEGER,
    diverged_layer   INTEGER,
    detail           TEXT,
    weights_hash     TEXT,
    digest           TEXT,
    started          INTEGER,
    seconds          ANY,
    worker           TEXT,
    PRIMARY KEY (sweep, trial)
) STRICT, WITHOUT ROWID;

-- In order of arrival, with an index: many trials report in turn, and rows of one commit then share pages,
-- where a table clustered by trial would rewrite one page for each.
CREATE TABLE epochs
(
    key              INTEGER PRIMARY KEY,
    sweep            INTEGER NOT NULL,
    trial            INTEGER NOT NULL,
    epoch            INTEGER NOT NULL,
    steps            INTEGER NOT NULL,
    train_loss       ANY,
    train_score      ANY,
    validation_loss  ANY,
    validation_score ANY,
    learning_rate    ANY,
    layers           BLOB    NOT NULL,
    UNIQUE (sweep, trial, epoch)
) STRICT;
