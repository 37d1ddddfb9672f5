namespace CustomerOps.Ticketing.Reports;

internal enum Measure { Volume, FirstResponse, Resolution, ReopenRate, Attainment, Backlog }

/// <summary>What figures can be split by.</summary>
internal enum Dimension { Queue, Person, Branch, Channel, Tag, Language, Priority, Tier, Origin, Metric }

internal enum Interval { Day, Week, Month }

/// <summary>What a measure counts: the exact meaning of its figures, and the rows they come from.</summary>
internal static class Measures
{
    public static string Definition(this Measure measure) => measure switch
    {
        Measure.Volume => "Tickets that came in. Queue: the one they came into; person: who has them now.",
        Measure.FirstResponse => "Tickets first answered: the time from their creation to staff's first public word. Queue: as it was then; person: who answered.",
        Measure.Resolution => "Tickets solved for good so far: the time from their creation to the solution that held. Queue: as it was then; person: who solved it.",
        Measure.ReopenRate => "Solutions, and the share of them that did not hold. Queue: as it was at the solution; person: who solved it.",
        Measure.Attainment => "Promises that were decided, and the share of them that was kept. Queue and person: who had the ticket then.",
        _ => "Tickets that were neither solved nor closed at the end of each interval, or now where it has not ended. Queue, person and tier: who had them then.",
    } + " Tickets that were merged into another are not counted; branch, channel, tag, language, priority and origin are the ticket's of today.";

    public static bool HasRate(this Measure measure) => measure is Measure.ReopenRate or Measure.Attainment;

    public static bool HasTimes(this Measure measure) => measure is Measure.FirstResponse or Measure.Resolution;

    /// <summary>A row for everything counted in a period, <c>good</c> what its rate counts. Parameters: @tenant, @from, @to; of the backlog what anybody had between these.</summary>
    public static string Rows(this Measure measure) => measure switch
    {
        Measure.Volume => """
            select c.tenant_id, c.ticket_id as id, c.ticket_id, c.at, c.queue, o.assignee_id as person_id, null::text as metric, null::bigint as seconds, null::bigint as business_seconds, null::boolean as good
            from clock_facts c join tickets o on o.tenant_id = c.tenant_id and o.id = c.ticket_id
            where c.tenant_id = @tenant and c.kind = 'opened' and c.at >= @from and c.at < @to
            """,
        Measure.FirstResponse => Facts("'first-response'", "null::boolean", "true"),
        Measure.Resolution => Facts("'solved'", "null::boolean", $"not {DidNotHold}"),
        Measure.ReopenRate => Facts("'solved'", DidNotHold, "true"),
        Measure.Attainment => Facts("'promise-kept', 'promise-missed'", "r.kind = 'promise-kept'", """
            not exists (select from report_facts l where l.tenant_id = r.tenant_id and l.ticket_id = r.ticket_id and l.kind in ('promise-kept', 'promise-missed')
                and l.metric = r.metric and l.run = r.run and (l.at, l.id) > (r.at, r.id))
            """),
        _ => """
            select h.tenant_id, h.id, h.ticket_id, h.at, h.until_order, h.queue, h.person_id, h.tier, null::text as metric, null::bigint as seconds, null::bigint as business_seconds, null::boolean as good
            from holdings h where h.tenant_id = @tenant and not h.done and h.until_order > @from and h.at <= @to
            """,
    };

    private const string DidNotHold =
        "exists (select from report_facts u where u.tenant_id = r.tenant_id and u.ticket_id = r.ticket_id and u.kind = 'reopened' and u.metric is null and u.run = r.run)";

    private static string Facts(string kinds, string good, string counts) => $"""
        select r.tenant_id, r.id, r.ticket_id, r.at, r.queue, r.person_id, r.metric, r.seconds, r.business_seconds, {good} as good
        from report_facts r where r.tenant_id = @tenant and r.kind in ({kinds}) and r.at >= @from and r.at < @to and {counts}
        """;
}
