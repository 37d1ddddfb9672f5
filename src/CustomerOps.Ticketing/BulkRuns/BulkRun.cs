using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.BulkRuns;

/// <summary>A macro on many tickets, with its steps as they were when it began.</summary>
internal sealed class BulkRun : Aggregate
{
    private BulkRun() { }

    public BulkRun(Macro macro, int total, Author by, DateTimeOffset now) =>
        (MacroId, MacroName, Actions, Total, StartedBy, StartedByName, StartedAt) = (macro.Id, macro.Name, macro.Actions, total, by.Id!.Value, by.Name, now);

    public Guid MacroId { get; private init; }
    public string MacroName { get; private init; } = "";
    public List<MacroAction> Actions { get; private init; } = [];
    public int Total { get; private init; }
    public Guid StartedBy { get; private init; }
    public string StartedByName { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>Null while nobody stopped it.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }
    public Guid? CancelledBy { get; private set; }
    public string? CancelledByName { get; private set; }

    /// <summary>What is done stays done, and what is being done is finished.</summary>
    public void Cancel(Author by, DateTimeOffset now) => (CancelledAt, CancelledBy, CancelledByName) = (now, by.Id, by.Name);

    public Author By => new(AuthorKind.Staff, StartedBy, StartedByName);
}

internal enum BulkState { Waiting, Done, Failed, Cancelled }

/// <summary>One ticket of a bulk run, and what became of it.</summary>
internal sealed class BulkTicket : ITenantOwned
{
    private BulkTicket() { }

    public BulkTicket(Guid runId, Guid ticketId) => (RunId, TicketId) = (runId, ticketId);

    public Guid TenantId { get; set; }
    public Guid RunId { get; private init; }
    public Guid TicketId { get; private init; }
    public BulkState State { get; private set; }

    /// <summary>Why it failed, as a request would have been told.</summary>
    public string? Code { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    public void Done(DateTimeOffset now) => (State, SettledAt) = (BulkState.Done, now);

    public void Failed(string code, string reason, DateTimeOffset now) => (State, Code, Reason, SettledAt) = (BulkState.Failed, code, reason, now);
}
