using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Patterns;

/// <summary>Looks at the tickets that came since the last look: those that say what a group says join it, those around which a group rises propose one. Looking twice changes nothing.</summary>
internal sealed class FindPatterns(TicketingDb db, TimeProvider time) : IDueHandler<LookForPatterns>
{
    /// <summary>One common neighbour may be chance.</summary>
    private const int Joins = 2;
    private const int MostWords = 8;

    public async Task Handle(LookForPatterns message, CancellationToken cancellationToken)
    {
        var (now, since) = (time.Now(), await LookedTo(cancellationToken));
        var window = await Window(now - PatternSettings.Window, cancellationToken);
        if (window.Count == 0) return;
        Guid[] ids = [.. window.Select(t => t.TicketId)];
        var proposalOf = await db.Set<ProposalTicket>().Where(m => ids.Contains(m.TicketId)).ToDictionaryAsync(m => m.TicketId, m => m.ProposalId, cancellationToken);
        var joined = new List<ProposalTicket>();
        foreach (var around in RisingGroups.Look(window, (since ?? now.AddDays(-1)) - PatternSettings.Overlap))
        {
            var known = around.Recent.Where(n => proposalOf.ContainsKey(n.TicketId)).GroupBy(n => proposalOf[n.TicketId]).Where(g => g.Count() >= Joins).MaxBy(g => g.Count());
            if (around.Rise is null && (known is null || !around.Elevated)) continue;
            var proposal = known?.Key ?? await Propose(around, window, now, cancellationToken);
            // Its neighbours rise with it; a ticket that only joins brings nobody along.
            var members = around.Rise is null ? [] : around.Recent;
            foreach (var member in members.Append(new Neighbour(around.Ticket.TicketId, around.Recent.Count == 0 ? 1 : around.Recent.Max(n => n.Likeness))))
            {
                if (!proposalOf.TryAdd(member.TicketId, proposal)) continue;
                joined.Add(new() { ProposalId = proposal, TicketId = member.TicketId, Likeness = Math.Round(member.Likeness, 3), JoinedAt = now });
            }
        }

        db.AddRange(joined);
        await LinkFurther(joined, now, cancellationToken);
        await db.Database.ExecuteSqlAsync($"update pattern_looks set looked_to = {window[^1].At} where tenant_id = {db.Tenant.Required} and (looked_to is null or looked_to < {window[^1].At})", cancellationToken);
    }

    private async Task<DateTimeOffset?> LookedTo(CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"insert into pattern_looks (tenant_id) values ({db.Tenant.Required}) on conflict do nothing", ct);
        return await db.Database.SqlQuery<DateTimeOffset?>($"""select looked_to as "Value" from pattern_looks where tenant_id = {db.Tenant.Required} for update""").SingleAsync(ct);
    }

    private async Task<List<Wordbag>> Window(DateTimeOffset from, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<Row>($"""select ticket_id as "TicketId", at as "At", words as "Words" from ticket_words({from}, {PatternSettings.MostTickets}) order by at, ticket_id""").ToListAsync(ct);
        return [.. rows.Select(r => new Wordbag(r.TicketId, r.At, r.Words.Distinct(StringComparer.Ordinal).ToArray()))];
    }

    private async Task<Guid> Propose(Neighbourhood around, List<Wordbag> window, DateTimeOffset now, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == around.Ticket.TicketId)
            .Select(t => new { t.Subject, t.Language, Body = db.Messages.Where(m => m.TicketId == t.Id).OrderBy(m => m.Id).Select(m => m.Body).FirstOrDefault() }).SingleAsync(ct);
        var recent = around.Recent.Select(n => n.TicketId).ToHashSet();
        var members = window.Where(t => recent.Contains(t.TicketId)).ToList();
        // The words most of the group has and few others have, as this ticket writes them.
        string[] telling = [.. around.Ticket.Words.Select(w => (Word: w, In: members.Count(m => m.Words.Contains(w))))
            .Where(w => w.In * 2 >= members.Count).OrderByDescending(w => w.In * around.Weights[w.Word]).ThenBy(w => w.Word, StringComparer.Ordinal).Take(MostWords).Select(w => w.Word)];
        var written = await db.Database.SqlQuery<Written>($"""
            select distinct on (s.stem) s.stem as "Stem", w.word as "Word" from regexp_split_to_table(lower(left({ticket.Subject + " " + ticket.Body}, 4000)), '[^[:alnum:]]+') w (word),
                unnest(tsvector_to_array(to_tsvector(dictionary_of({ticket.Language}), w.word))) s (stem) where s.stem = any({telling}) order by s.stem, length(w.word), w.word
            """).ToDictionaryAsync(w => w.Stem, w => w.Word, ct);
        var proposal = new ProblemProposal(ticket.Subject, [.. telling.Select(stem => written.GetValueOrDefault(stem, stem))], around.Rise!, members.Count + 1, now);
        db.Add(proposal);
        return proposal.Id;
    }

    /// <summary>Where a proposal was accepted with those to come.</summary>
    private async Task LinkFurther(List<ProposalTicket> joined, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] proposals = [.. joined.Select(j => j.ProposalId).Distinct()];
        foreach (var accepted in await db.Set<ProblemProposal>().Where(p => proposals.Contains(p.Id) && p.TakesFurther && p.ProblemId != null).ToListAsync(ct))
            await db.LinkIncidents(accepted.ProblemId!.Value, [.. joined.Where(j => j.ProposalId == accepted.Id).Select(j => j.TicketId)], Author.System, now, ct);
    }

    private sealed record Row(Guid TicketId, DateTimeOffset At, string[] Words);

    private sealed record Written(string Stem, string Word);
}
