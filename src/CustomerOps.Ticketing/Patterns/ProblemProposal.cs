using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Patterns;

internal enum ProposalState { Open, Accepted, Dismissed }

/// <summary>Tickets that say the same and become more: perhaps one problem. Tickets that join it do not make it stale.</summary>
internal sealed class ProblemProposal : Aggregate
{
    private ProblemProposal() { }

    public ProblemProposal(string subject, string[] words, Rise rise, int tickets, DateTimeOffset now)
    {
        (Subject, Words, WithinHours, Expected, ProposedAt) = (subject, words, rise.Hours, rise.Expected, now);
        Raise(new ProblemProposed(Id, subject, tickets, rise.Hours, Math.Round(rise.Expected, 2), now));
    }

    public ProposalState State { get; private set; }

    /// <summary>Of the ticket that showed it.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>What its tickets share, the most telling first.</summary>
    public string[] Words { get; private init; } = [];
    public int WithinHours { get; private init; }
    public double Expected { get; private init; }
    public DateTimeOffset ProposedAt { get; private init; }
    public Guid? ProblemId { get; private set; }

    /// <summary>Tickets that join later become incidents by themselves.</summary>
    public bool TakesFurther { get; private set; }
    public string? Reason { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public string? DecidedByName { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    public void Accept(Guid problemId, bool takesFurther, Author by, DateTimeOffset now)
    {
        RuleViolation.Unless(State != ProposalState.Accepted || ProblemId == problemId, "proposal.accepted", "It was accepted as another problem.");
        (State, ProblemId, TakesFurther, Reason) = (ProposalState.Accepted, problemId, takesFurther, null);
        Decide(by, now);
    }

    public void Dismiss(string reason, Author by, DateTimeOffset now)
    {
        RuleViolation.Unless(State != ProposalState.Accepted, "proposal.accepted", "It was accepted; unlink its incidents where it was not one problem.");
        (State, Reason) = (ProposalState.Dismissed, reason.Trim());
        Decide(by, now);
    }

    private void Decide(Author by, DateTimeOffset now)
    {
        (DecidedBy, DecidedByName, DecidedAt) = (by.Id, by.Name, now);
        Touch();
    }
}

internal sealed class ProposalTicket : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid ProposalId { get; init; }
    public Guid TicketId { get; init; }

    /// <summary>To the ticket that showed the group, or by which it joined.</summary>
    public double Likeness { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
}

internal sealed class ProposalTables : IEntityTypeConfiguration<ProblemProposal>, IEntityTypeConfiguration<ProposalTicket>
{
    public void Configure(EntityTypeBuilder<ProblemProposal> proposal)
    {
        proposal.ToTable("problem_proposals");
        proposal.Property(p => p.State).HasConversion<KebabConverter<ProposalState>>();
        proposal.Property(p => p.TakesFurther).HasColumnName("links_further");
        proposal.HasOne<Ticket>().WithMany().HasForeignKey(p => p.ProblemId);
    }

    public void Configure(EntityTypeBuilder<ProposalTicket> member)
    {
        member.ToTable("problem_proposal_tickets").HasKey(m => m.TicketId);
        member.HasOne<ProblemProposal>().WithMany().HasForeignKey(m => m.ProposalId);
        member.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId);
    }
}
