using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CustomerOps.Benchmarks;

/// <summary>
/// Generated tickets, written past the API in the shape of one that came through it: 2 messages of 30 to 90 words each, words drawn so that a few are in
/// every other message and most are in hardly any, as in real text; a tenth of the tickets not settled.
/// </summary>
internal static class ManyTickets
{
    public const int Customers = 10_000;

    private static readonly string[] Everyday =
        ("the and for you that have with this not order parcel delivery please when would refund card payment received money days still account return size shoes wrong item broken help arrived "
        + "customer number invoice address email website price discount store exchange damaged warranty lamp charger battery screen colour voucher gift subscription cancel password login error").Split(' ');

    /// <summary>The most common first.</summary>
    public static readonly string[] Words = [.. Everyday, .. Made(20_000)];

    public static async Task Write(NpgsqlDataSource database, int tickets)
    {
        await using var connection = await database.OpenConnectionAsync();
        await Run("create temp table said (n integer, subject text, first text, second text)");
        await Say(connection, tickets);
        foreach (var sql in Steps(tickets)) await Run(sql);

        async Task Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1_800 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The n-th customer's id, as the function below makes it.</summary>
    public static Guid CustomerId(int n) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"{1763000000000 + n:x12}70018000{n:x12}"));

    private static async Task Say(NpgsqlConnection connection, int tickets)
    {
        var random = new Random(11);
        await using var copy = await connection.BeginBinaryImportAsync("copy said from stdin (format binary)");
        for (var n = 1; n <= tickets; n++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(n, NpgsqlDbType.Integer);
            foreach (var words in (int[])[random.Next(3, 9), random.Next(30, 90), random.Next(30, 90)]) await copy.WriteAsync(Text(random, words), NpgsqlDbType.Text);
        }

        await copy.CompleteAsync();
    }

    /// <summary>Common words often, rare ones seldom.</summary>
    public static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[(int)(Words.Length * Math.Pow(random.NextDouble(), 6))]));

    /// <summary>Words that look like words, always the same.</summary>
    private static IEnumerable<string> Made(int count)
    {
        string[] syllables = ["ba", "del", "fir", "gom", "hul", "jas", "kem", "lin", "mur", "nop", "pra", "ros", "ste", "tav", "vik", "wen", "zor", "ald", "eri", "osk", "umb"];
        var random = new Random(7);
        return Enumerable.Range(0, int.MaxValue).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)]))).Distinct().Take(count);
    }

    private static string[] Steps(int tickets) =>
    [
        "set session_replication_role = replica",
        "create function pg_temp.id(kind text, n integer) returns uuid language sql stable as $f$ select (lpad(to_hex(1763000000000 + n), 12, '0') || kind || '8000' || lpad(to_hex(n), 12, '0'))::uuid $f$",
        $"""
        insert into customers (tenant_id, id, version, email, name, language, survey_consent, created_at)
        select t.tenant_id, pg_temp.id('7001', s.n), 1, 'person' || s.n || '@example.org', initcap(split_part(s.first, ' ', 20) || ' ' || split_part(s.first, ' ', 30)), 'en', true, now()
        from said s, (select tenant_id from tickets limit 1) t where s.n <= {Customers}
        """,
        $"""
        do $d$ declare columns text; begin
            select string_agg(quote_ident(column_name), ', ' order by ordinal_position) into columns from information_schema.columns where table_name = 'tickets' and is_generated = 'NEVER';
            execute format($q$ insert into tickets (%s) select %s from (select * from tickets limit 1) t, said s,
                lateral jsonb_populate_record(null::tickets, to_jsonb(t) || jsonb_build_object('id', pg_temp.id('7002', s.n), 'number', 1000000 + s.n, 'customer_id', pg_temp.id('7001', 1 + mod(s.n * 17, {Customers})),
                    'subject', s.subject, 'state', case when mod(s.n, 10) = 0 then 'open' else 'closed' end, 'priority', mod(s.n, 4), 'next_check_at', null,
                    'created_at', now() - make_interval(mins => {tickets} - s.n), 'updated_at', now() - make_interval(mins => ({tickets} - s.n) / 2))) made order by s.n $q$,
                columns, (select string_agg('made.' || trim(c), ', ') from unnest(string_to_array(columns, ',')) c));
        end $d$
        """,
        """
        insert into ticket_clocks (tenant_id, id, version, facts, live, due_at)
        select t.tenant_id, pg_temp.id('7002', s.n), 1, 0, false, case when mod(s.n, 10) = 0 then now() + make_interval(mins => mod(s.n * 7, 10000) - 1000) end
        from (select tenant_id from tickets limit 1) t, said s order by s.n
        """,
        """
        insert into messages (tenant_id, ticket_id, id, visibility, author_kind, author_name, body, added_at)
        select t.tenant_id, pg_temp.id('7002', s.n), pg_temp.id('7003', s.n * 2 + m), 'public', case m when 0 then 'customer' else 'staff' end, 'Somebody', case m when 0 then s.first else s.second end, now()
        from (select tenant_id from tickets limit 1) t, said s, generate_series(0, 1) m order by s.n
        """,
        """
        insert into search_entries (tenant_id, message_id, ticket_id, language, internal, words)
        select t.tenant_id, pg_temp.id('7003', s.n * 2 + m), pg_temp.id('7002', s.n), 'en', false, search_words_of(1000000 + s.n, 'en', s.subject, case m when 0 then s.first else s.second end)
        from (select tenant_id from tickets limit 1) t, said s, generate_series(0, 1) m order by s.n
        """,
        """
        insert into clock_facts (tenant_id, ticket_id, seq, at, kind, state, queue)
        select tenant_id, id, 1, created_at, 'opened', 'new', queue from tickets where number > 1000000
        """,
        """
        insert into holdings (tenant_id, ticket_id, id, at, until, queue, tier, done)
        select t.tenant_id, t.id, gen_random_uuid(), t.created_at, case when t.state = 'closed' then t.created_at + interval '1 day' end, t.queue, t.tier, false from tickets t where t.number > 1000000
        """,
        """
        insert into report_facts (tenant_id, id, ticket_id, kind, run, at, queue, seconds, business_seconds)
        select t.tenant_id, gen_random_uuid(), t.id, kind, 0, t.created_at + after, t.queue, extract(epoch from after), extract(epoch from after) / 3
        from tickets t, (values ('first-response', interval '2 hours'), ('solved', interval '1 day')) k (kind, after) where t.number > 1000000 and t.state = 'closed'
        """,
        """
        insert into timeline (tenant_id, customer_id, at, id, kind, subject_id, title)
        select t.tenant_id, t.customer_id, t.created_at + w.minute * interval '1 minute', gen_random_uuid(), w.kind, t.id, t.subject
        from tickets t, (values ('ticket-created', 0), ('ticket-solved', 60)) w (kind, minute) where t.number > 1000000
        """,
        "insert into search_vocabulary (tenant_id, word) select t.tenant_id, w from (select tenant_id from tickets limit 1) t, (select distinct unnest(string_to_array(first, ' ')) as w from said) w where length(w) >= 4",
        "vacuum analyze",
    ];
}
