-- What happened at the door is written and never changed, but not kept for ever either. The service may only ask that what is older than a month goes.
create index access_log_by_age on access_log (at);
create function forget_access(before timestamptz) returns bigint language plpgsql security definer set search_path = public as $$
declare gone bigint;
begin
    if before > now() - interval '29 days' then raise exception 'The access log is kept for thirty days at least.'; end if;
    delete from access_log where ctid = any(array(select ctid from access_log where at < before order by at limit 50000));
    get diagnostics gone = row_count;
    return gone;
end $$;
revoke execute on function forget_access from public;
grant execute on function forget_access to customerops_app;
