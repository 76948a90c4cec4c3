-- Why: a parent who says that something is not safe may say because of whom; contact with that person
-- waits then, and with everybody where it is not known.

ALTER TABLE safety_recheck ADD COLUMN about_person TEXT; -- A plain: id
