using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Approvals;
using CustomerOps.Ticketing.Checklists;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Mentions;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tasks;
using CustomerOps.Ticketing.Templates;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Macros;

/// <summary>Does a macro's steps to a ticket. The caller saves, so all of them are done or none.</summary>
internal sealed class MacroWork(TicketingDb db, SlaRulebook rulebook, FieldBook book, TimeProvider time)
{
    private const int MostTags = 20;
    private static readonly JsonElement s_nothing = JsonSerializer.SerializeToElement<object?>(null);

    public async Task Do(IReadOnlyList<MacroAction> actions, Ticket ticket, Author by, CancellationToken ct)
    {
        var (now, rules, facts) = (time.Now(), await rulebook.For(db, ct), await db.Facts(ticket, by.Name, ct));
        foreach (var action in actions.Where(a => a.Step != MacroStep.Notify))
        {
            await Do(action, ticket, by, facts, rules, now, ct);
            if (action.Step == MacroStep.SetField) facts = facts with { Fields = await db.FieldWords(ticket, ct) };
        }

        // In a bulk run nobody asks at a door; the fields' rules hold all the same, and one that is broken is this ticket's result.
        db.ActingRoles ??= [];
        await db.CheckFields(book, time, ct);
        // Last: what is told outside is told when nothing can be refused any more.
        foreach (var told in actions.Where(a => a.Step == MacroStep.Notify)) await Notify(told.PersonId!.Value, ticket, by, Variables.Fill(told.Text!, facts), now, ct);
    }

    private async Task Notify(Guid personId, Ticket ticket, Author by, string text, DateTimeOffset now, CancellationToken ct)
    {
        var note = ticket.Say(by, Visibility.Internal, text, now);
        db.Add(note);
        // Who has left is not told; the note stays for those who work on it.
        if (await db.WorksHere(personId, ct)) await db.Mention(ticket, note, [personId], by, ct);
    }

    private async Task Do(MacroAction action, Ticket ticket, Author by, Facts facts, SlaRules rules, DateTimeOffset now, CancellationToken ct)
    {
        var text = action.Text is null ? "" : Variables.Fill(action.Text, facts);
        switch (action.Step)
        {
            case MacroStep.SetPriority: Revise(action.Priority!.Value, ticket.Tags); break;
            case MacroStep.AddTags: Revise(ticket.Priority, [.. ticket.Tags.Union(action.Tags!)]); break;
            case MacroStep.RemoveTags: Revise(ticket.Priority, [.. ticket.Tags.Except(action.Tags!)]); break;
            case MacroStep.AssignMe: await Assign(ticket, by.Id!.Value, now, ct); break;
            case MacroStep.AssignPerson: await Assign(ticket, action.PersonId!.Value, now, ct); break;
            case MacroStep.MoveToQueue: ticket.MoveTo(action.Queue!, now); break;
            case MacroStep.Escalate when ticket.Escalate(action.Tier!.Value, text, by, now) is { } step: db.Add(step); break;
            case MacroStep.Wait: ticket.Wait(action.Waiting == Waiting.Waiting.Pending ? TicketState.Pending : TicketState.OnHold, text, rules, now); break;
            case MacroStep.Note: db.Add(ticket.Say(by, Visibility.Internal, text, now)); break;
            case MacroStep.Reply:
                if (by.Id is { } reader) await db.MustHaveRead(ticket.CustomerId, reader, now);
                db.Add(ticket.Say(by, Visibility.Public, action.TemplateId is { } id ? await Filled(id, ticket, facts, ct) : text, now));
                break;
            case MacroStep.AddTask:
                DateTimeOffset? due = action.DueInMinutes is { } minutes ? now.AddMinutes(minutes) : null;
                await db.NewTask(ticket, new TaskPlan(Cut(text, 300), action.PersonId, action.Queue, due, action.Blocks ?? false), by, now, ct);
                break;
            case MacroStep.AddChecklist: await db.NewChecklist(ticket, Cut(text, 100), action.Items!.Select(i => (i.Text, i.Blocks)), now, ct); break;
            case MacroStep.Solve: await db.Solve(ticket, text, by, now, ct); break;
            case MacroStep.AskApproval: await db.NewApproval(ticket, Cut(text, 1_000), action.Amount, null, by, now, ct); break;
            case MacroStep.SetField: ticket.Fill((await book.For(db, ct)).Filled(ticket.Fields, new Dictionary<string, JsonElement> { [action.Field!] = action.Value ?? s_nothing }), now); break;
            default: break; // It was in that tier already.
        }

        void Revise(Priority priority, IReadOnlyList<string> tags)
        {
            RuleViolation.Unless(tags.Count <= MostTags, "ticket.too-many-tags", $"A ticket has at most {MostTags} tags.");
            ticket.Revise(ticket.Subject, priority, tags, ticket.OrderId, ticket.Branch, now);
        }
    }

    /// <summary>A variable may have made it longer than it was.</summary>
    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private async Task Assign(Ticket ticket, Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.Active, ct) ?? throw new RuleViolation("macro.person-unknown", "The person the macro assigns does not work here.");
        await db.MayBeGiven(ticket, person, false, ct);
        ticket.AssignTo(person.Id, person.Name, now);
    }

    private async Task<string> Filled(Guid templateId, Ticket ticket, Facts facts, CancellationToken ct)
    {
        var template = await db.ReplyTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == templateId, ct) ?? throw new RuleViolation("macro.template-gone", "The template the macro answers with is gone.");
        return (await db.Fill(template, ticket, facts, ct)).Body;
    }
}
