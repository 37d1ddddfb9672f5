using CustomerOps.Messaging.PersonalData;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>The search's vocabulary keeps no word that only the erased wrote. The index of messages follows by itself.</summary>
internal sealed class ForgetVocabulary(TicketingDb db) : IErasureFollower
{
    private string[] _words = [];

    public async Task Before(PersonSought person, string? words, long? since, CancellationToken ct)
    {
        await using var command = person.Command((NpgsqlConnection)db.Database.GetDbConnection(), """
            , said as (
                select t.subject || ' ' || m.body as text from messages m join tickets t on t.tenant_id = m.tenant_id and t.id = m.ticket_id
                where m.tenant_id = current_tenant() and case when written_since(m.xmin, $5) or written_since(t.xmin, $5) then m.ticket_id = any($2) or m.author_kind = 'customer' and m.author_id = any($1)
                    or holds_words(m.body, $4, (select core_of($4))) or holds_words(t.subject, $4, (select core_of($4))) end)
            select coalesce(array_agg(distinct w.lexeme), '{}') from said, unnest(to_tsvector('simple', left(said.text, 30000))) w where length(w.lexeme) between 4 and 40
            """);
        command.Parameters.Add(new() { Value = words ?? "(?!)" });
        command.Parameters.Add(new() { Value = (object?)since ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        _words = (string[])(await command.ExecuteScalarAsync(ct))!;
    }

    public Task After(CancellationToken ct) => db.Database.ExecuteSqlAsync($"select forget_words({_words})", ct);
}
