using Npgsql;

namespace CustomerOps.Benchmarks;

/// <summary>
/// Generated tickets, written past the API in the shape of one that came through it: 2 messages of 30 to 90 words each, words drawn so that a few are in
/// every other message and most are in hardly any, as in real text; a tenth of the tickets not settled.
/// </summary>
internal static class ManyTickets
{
    public const int Tickets = 100_000, Customers = 10_000;

    private static readonly string[] Everyday =
        ("the and for you that have with this not order parcel delivery please when would refund card payment received money days still account return size shoes wrong item broken help arrived "
        + "customer number invoice address email website price discount store exchange damaged warranty lamp charger battery screen colour voucher gift subscription cancel password login error").Split(' ');

    /// <summary>The most common first.</summary>
    public static readonly string[] Words = [.. Everyday, .. Made(20_000)];

    public static async Task Write(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await Run("create temp table pool as select $1::text[] as words", (object)Words);
        foreach (var sql in Steps) await Run(sql);

        async Task Run(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1_800 };
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Words that look like words, always the same.</summary>
    private static IEnumerable<string> Made(int count)
    {
        string[] syllables = ["ba", "del", "fir", "gom", "hul", "jas", "kem", "lin", "mur", "nop", "pra", "ros", "ste", "tav", "vik", "wen", "zor", "ald", "eri", "osk", "umb"];
        var random = new Random(7);
        return Enumerable.Range(0, int.MaxValue).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => syllables[random.Next(syllables.Length)]))).Distinct().Take(count);
    }

    private static readonly string[] Steps =
    [
        "set session_replication_role = replica",
        """
        create function pg_temp.said(fewest integer, more integer, seed integer) returns text language sql volatile as
        $f$ select string_agg(p.words[1 + floor(cardinality(p.words) * power(random(), 6))::integer], ' ') from pool p, generate_series(1, fewest + seed % more) $f$
        """,
        "create function pg_temp.id(kind text, n integer) returns uuid language sql stable as $f$ select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 200000000 + n), 12, '0') || kind || substr(md5(kind || n), 1, 16))::uuid $f$",
        $"""
        insert into customers (tenant_id, id, version, email, name, language, survey_consent, created_at)
        select t.tenant_id, pg_temp.id('7001', n), 1, 'person' || n || '@example.org', initcap(p.words[1 + n * 7 % 2000] || ' ' || p.words[1 + n * 13 % 15000]), 'en', true, now()
        from generate_series(1, {Customers}) n, pool p, (select tenant_id from tickets limit 1) t
        """,
        $"""
        do $d$ declare columns text; begin
            select string_agg(quote_ident(column_name), ', ' order by ordinal_position) into columns from information_schema.columns where table_name = 'tickets' and is_generated = 'NEVER';
            execute format($q$ insert into tickets (%s) select %s from (select * from tickets limit 1) t, generate_series(1, {Tickets}) n,
                lateral jsonb_populate_record(null::tickets, to_jsonb(t) || jsonb_build_object('id', pg_temp.id('7002', n), 'number', 1000000 + n, 'customer_id', pg_temp.id('7001', 1 + mod(n * 17, {Customers})),
                    'subject', pg_temp.said(3, 5, n), 'state', case when mod(n, 10) = 0 then 'open' else 'closed' end, 'priority', mod(n, 4), 'next_check_at', null,
                    'created_at', now() - make_interval(mins => {Tickets} - n), 'updated_at', now() - make_interval(mins => ({Tickets} - n) / 2))) made $q$,
                columns, (select string_agg('made.' || trim(c), ', ') from unnest(string_to_array(columns, ',')) c));
        end $d$
        """,
        $"""
        insert into messages (tenant_id, ticket_id, id, visibility, author_kind, author_name, body, added_at)
        select t.tenant_id, t.id, pg_temp.id('7003', n * 2 + m), 'public', case m when 0 then 'customer' else 'staff' end, 'Somebody', pg_temp.said(30, 60, n), t.created_at
        from tickets t, generate_series(0, 1) m, lateral (select (t.number - 1000000)::integer) x (n) where t.number > 1000000
        """,
        """
        insert into search_entries (tenant_id, message_id, ticket_id, language, internal, words)
        select m.tenant_id, m.id, m.ticket_id, t.language, false, search_words_of(t.number, t.language, t.subject, m.body)
        from tickets t join messages m on m.tenant_id = t.tenant_id and m.ticket_id = t.id where t.number > 1000000
        """,
        "insert into search_vocabulary (tenant_id, word) select distinct t.tenant_id, w from (select tenant_id from tickets limit 1) t, pool p, unnest(p.words) w where length(w) >= 4",
        "vacuum analyze",
    ];
}
