-- Why: what is open and older than a month was still owed and stood on nobody's Today; among years of
-- finished lines the few that are open are found here. It holds all that the search asks for, since
-- SQLite would otherwise rather read a whole history by the table's own key.

CREATE INDEX agenda_open ON agenda (account_id, on_date, case_id, id, state)
    WHERE state IN ('due', 'stands', 'asked', 'open', 'signs', 'conditions', 'maintenance', 'grief', 'duration');
