using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Npgsql;
using NpgsqlTypes;

namespace CustomerOps.Ticketing.Reports;

/// <param name="Measure">volume, first-response, resolution, reopen-rate, attainment or backlog.</param>
/// <param name="From">First day, in the organisation's time zone; without it 30 days up to <c>to</c>.</param>
/// <param name="To">Last day, itself counted; without it today.</param>
/// <param name="By">queue, person, branch, channel, tag, language, priority, tier, origin or, of attainment, metric. With several tags a ticket counts with each.</param>
/// <param name="Interval">day, week (from Monday) or month, in the organisation's time zone.</param>
/// <param name="Person">A person's id, <c>me</c> or <c>none</c>.</param>
internal sealed record ReportFilter(
    [property: Word<Measure>] string Measure, DateOnly? From, DateOnly? To, [property: Word<Dimension>] string? By, [property: Word<Interval>] string? Interval,
    [property: Text(50)] string? Queue, [property: PersonOrNone] string? Person, [property: Text(50)] string? Branch, [property: Word<Channel>] string? Channel, [property: Text(50)] string? Tag,
    [property: LanguageTag] string? Language, [property: Word<Priority>] string? Priority, [property: Word<Tier>] string? Tier, [property: Word<Origin>] string? Origin, [property: Word<Sla.Clocks.Metric>] string? Metric);

/// <summary>A report that was asked for, checked.</summary>
internal sealed record Report(Measure Measure, Period Period, Dimension? By, Interval? Interval, IReadOnlyList<(Dimension Dimension, string? Value)> Only)
{
    public static Report Of(ReportFilter asked, Period period, Caller caller)
    {
        var (measure, by) = (Kebab<Measure>.Read(asked.Measure)!.Value, Kebab<Dimension>.Read(asked.By));
        RuleViolation.Unless(measure == Measure.Attainment || (by != Dimension.Metric && asked.Metric is null), "report.metric", "Only attainment is of a metric.", by == Dimension.Metric ? "by" : "metric");
        var (ofPerson, person) = PersonOrNoneAttribute.Read(asked.Person, caller.SubjectId);
        if ((by == Dimension.Person || ofPerson) && person != caller.SubjectId && !caller.Is([.. Roles.Leads, Roles.Analyst]))
            throw new NotAllowed("report.people", "Figures of single people are for those who lead them; your own are person=me.");
        (Dimension, string?)[] only =
        [
            (Dimension.Queue, asked.Queue), (Dimension.Branch, asked.Branch),
            (Dimension.Channel, asked.Channel), (Dimension.Tag, asked.Tag), (Dimension.Language, asked.Language), (Dimension.Priority, asked.Priority), (Dimension.Tier, asked.Tier),
            (Dimension.Origin, asked.Origin), (Dimension.Metric, asked.Metric),
        ];
        return new(measure, period, by, Kebab<Interval>.Read(asked.Interval), [.. only.Where(o => o.Item2 is not null), .. ofPerson ? [(Dimension.Person, person?.ToString())] : ((Dimension, string?)[])[]]);
    }

    /// <summary>What a dimension is of a row <c>f</c> and its ticket <c>t</c>, as text.</summary>
    public string Key(Dimension dimension) => dimension switch
    {
        Dimension.Queue => "f.queue",
        Dimension.Person => "f.person_id::text",
        Dimension.Tag => "tag.value",
        Dimension.Priority => Words<Priority>("t.priority"),
        Dimension.Tier => Words<Tier>(Measure == Measure.Backlog ? "f.tier" : "t.tier"),
        Dimension.Metric => "f.metric",
        _ => $"t.{Kebab<Dimension>.Of(dimension)}",
    };

    /// <summary>The rows that count, with their tickets: everything from <c>from</c> on. What the caller may not read counts nowhere.</summary>
    /// <param name="join">What else is joined.</param>
    public string Counted(IReadOnlyList<(Dimension Dimension, string? Value)> only, ICollection<NpgsqlParameter> parameters, string join = "")
    {
        var conditions = only.Select(o => o is (Dimension.Tag, { } tag) ? $"t.tags @> array[{Add(tag)}]" : o.Value is null ? $"{Key(o.Dimension)} is null" : $"{Key(o.Dimension)} = {Add(o.Value)}");
        var tags = By == Dimension.Tag || only.Any(o => o is (Dimension.Tag, null)) ? " left join lateral unnest(t.tags) as tag(value) on true" : "";
        return $"""
            from ({Measure.Rows()}) f join tickets t on t.tenant_id = f.tenant_id and t.id = f.ticket_id{tags}{join}
            where t.merged_into_id is null and not t.queue = any(@hidden){string.Concat(conditions.Select(c => " and " + c))}
            """;

        string Add(string value)
        {
            var name = $"@only{parameters.Count}";
            parameters.Add(new NpgsqlParameter<string>(name, value));
            return name;
        }
    }

    /// <summary>What it is split by.</summary>
    public string KeySql => By is { } by ? Key(by) : "null::text";

    /// <summary>The end of what counts; of the backlog the moment it is of, which has been.</summary>
    public DateTimeOffset Until(Period period, DateTimeOffset now) => Measure == Measure.Backlog && period.To > now ? now : period.To;

    public List<NpgsqlParameter> Parameters(TicketingDb db, DateTimeOffset now) => Until(Period, now) is var until && Measure == Measure.Backlog ? Parameters(db, until, until) : Parameters(db, Period.From, until);

    public List<NpgsqlParameter> Parameters(TicketingDb db, DateTimeOffset from, DateTimeOffset to) =>
    [
        new NpgsqlParameter<Guid>("@tenant", db.Tenant.Required), new("@hidden", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = db.Limits.Hidden.ToArray() },
        new NpgsqlParameter<DateTimeOffset>("@from", from), new NpgsqlParameter<DateTimeOffset>("@to", to), new NpgsqlParameter<string>("@zone", Period.Zone.Id),
    ];

    private static string Words<T>(string column) where T : struct, Enum =>
        $"(array[{string.Join(", ", Enum.GetValues<T>().Select(v => $"'{Kebab<T>.Of(v)}'"))}])[{column} + 1]";
}
