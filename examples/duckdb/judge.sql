-- Judges the contacts of contact_log by joining them with the table deadlines, and counts the
-- verdicts per department: the figures of `svarstid audit --format csv`, without svarstid.
--
-- contact_log   department, channel, origin, received, answered, exempt; one row a contact, all
--               of them text as in the log, channel and origin in svarstid's words
-- deadlines     `svarstid calendar 2026 --deadlines --format csv`, read with its types
-- as_of         SET VARIABLE as_of = '2026-10-30T16:42:00+01:00'; the moment to look back from
--
-- Whole seconds since 1970 (the columns that end in _epoch) compare the same in every engine.
-- The zone is needed for three things: stamps without an offset, the local date of a receipt,
-- and the local date of a deadline in hours.

SET TimeZone = 'Europe/Stockholm';

CREATE OR REPLACE TABLE judged AS
WITH contact AS (
    SELECT
        coalesce(department, '(ej angiven)') AS department,
        channel,
        origin,
        exempt,
        length(received) = 10 AS received_is_bare,
        length(answered) = 10 AS answered_is_bare,
        received::TIMESTAMPTZ AS received_at,
        floor(epoch(received::TIMESTAMPTZ))::BIGINT AS received_epoch,
        floor(epoch(answered::TIMESTAMPTZ))::BIGINT AS answered_epoch,
        answered::TIMESTAMPTZ::DATE AS answered_date,
        floor(epoch(getvariable('as_of')::TIMESTAMPTZ))::BIGINT AS as_of_epoch
    FROM contact_log
),
due AS (
    SELECT
        contact.*,
        deadlines.rule,
        -- An answer after as-of has not happened yet.
        answered_epoch <= as_of_epoch AS is_answered,
        CASE
            WHEN deadlines.date IS NULL
                THEN error('a contact of a day, channel or origin that the deadline table has not')
            WHEN deadlines.rule IS NULL THEN NULL
            WHEN received_is_bare THEN bare_due_epoch
            WHEN kind = 'moment' THEN due_epoch
            WHEN kind = 'hours' THEN received_epoch + 3600 * hours
            WHEN kind = 'same-time' THEN epoch(timezone(
                'Europe/Stockholm',
                due_date + timezone('Europe/Stockholm', received_at)::TIME
            ))::BIGINT
            ELSE error('a rule whose clock stops at night: no table by day tells its deadline')
        END AS contact_due_epoch
    FROM contact
    LEFT JOIN deadlines
        ON deadlines.date = contact.received_at::DATE
        AND deadlines.channel = contact.channel
        AND deadlines.origin = contact.origin
    WHERE received_epoch <= as_of_epoch
)
SELECT
    *,
    CASE
        WHEN exempt IS NOT NULL THEN 'exempt'
        WHEN rule IS NULL THEN 'unregulated'
        -- A bare date is in time when it is not after the local date of the deadline.
        WHEN is_answered AND answered_is_bare
            THEN if(answered_date <= to_timestamp(contact_due_epoch)::DATE, 'met', 'late')
        WHEN is_answered THEN if(answered_epoch <= contact_due_epoch, 'met', 'late')
        WHEN as_of_epoch <= contact_due_epoch THEN 'pending'
        ELSE 'overdue'
    END AS verdict
FROM due;

SELECT
    department,
    count(*) AS contacts,
    count(*) FILTER (verdict = 'met') AS met,
    count(*) FILTER (verdict = 'late') AS late,
    count(*) FILTER (verdict = 'overdue') AS overdue,
    count(*) FILTER (verdict = 'pending') AS pending,
    count(*) FILTER (verdict = 'exempt') AS exempt,
    count(*) FILTER (verdict = 'unregulated') AS unregulated
FROM judged
GROUP BY department
ORDER BY department;
