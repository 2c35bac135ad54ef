-- expands: a column that may be null.
-- When the last page of somebody who is not in the room yet was closed or lost its connection; null while one is open.
alter table admission add column page_gone_at timestamptz;
