using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <summary>What happens to a ticket. changed: its subject, priority, tags, order, branch or fields; assigned: to a person or a queue; a message: a public one, after the first; time: what a timer waits for; approved, declined: what was asked for on it.</summary>
internal enum Happening { Created, Changed, StateChanged, Assigned, Escalated, CustomerMessage, StaffMessage, SlaWarning, SlaBreach, SurveyAnswered, Time, Approved, Declined }

/// <summary>What a unit of work does to tickets, gathered from what it saves.</summary>
internal sealed class Happenings
{
    private readonly Dictionary<Guid, HashSet<Happening>> _of = [];

    /// <summary>A cycle of triggers runs: it hears by itself what its own steps do, and none of that starts another cycle.</summary>
    public bool InCycle { get; set; }

    public void Note(Guid ticketId, Happening what)
    {
        if (!_of.TryGetValue(ticketId, out var all)) _of[ticketId] = all = [];
        all.Add(what);
    }

    public IReadOnlyDictionary<Guid, HashSet<Happening>> Take()
    {
        var taken = _of.ToDictionary();
        _of.Clear();
        return taken;
    }

    public void Hear(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Ticket>())
        {
            foreach (var alarm in entry.Entity.TakeAlarms()) Note(entry.Entity.Id, alarm == Alarm.Warning ? Happening.SlaWarning : Happening.SlaBreach);
            if (entry.State == EntityState.Added) Note(entry.Entity.Id, Happening.Created);
            if (entry.State != EntityState.Modified) continue;
            foreach (var (name, what) in s_changes)
                if (entry.Property(name).IsModified) Note(entry.Entity.Id, what);
        }

        var opened = db.ChangeTracker.Entries<Ticket>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Id).ToHashSet();
        foreach (var said in db.ChangeTracker.Entries<Message>().Where(e => e.State == EntityState.Added && e.Entity.Visibility == Visibility.Public && !opened.Contains(e.Entity.TicketId)).Select(e => e.Entity))
            if (said.AuthorKind != AuthorKind.System) Note(said.TicketId, said.AuthorKind == AuthorKind.Customer ? Happening.CustomerMessage : Happening.StaffMessage);
    }

    private static readonly (string, Happening)[] s_changes =
    [
        (nameof(Ticket.Subject), Happening.Changed), (nameof(Ticket.Priority), Happening.Changed), (nameof(Ticket.Tags), Happening.Changed), (nameof(Ticket.OrderId), Happening.Changed),
        (nameof(Ticket.Branch), Happening.Changed), (nameof(Ticket.Fields), Happening.Changed), (nameof(Ticket.State), Happening.StateChanged), (nameof(Ticket.AssigneeId), Happening.Assigned),
        (nameof(Ticket.Queue), Happening.Assigned), (nameof(Ticket.Tier), Happening.Escalated),
    ];
}
