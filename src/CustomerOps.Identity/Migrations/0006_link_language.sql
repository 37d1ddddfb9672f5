-- The page behind a mailed link speaks the mail's language.
alter table one_time_links add language text not null default 'en';
