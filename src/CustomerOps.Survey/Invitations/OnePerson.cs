using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging.Inbox;

namespace CustomerOps.Survey.Invitations;

/// <summary>One person is asked once, by whichever of their records Ticketing knows them.</summary>
internal sealed class KeepMerge(ContactLedger ledger) : IEventHandler<CustomerMerged>
{
    public Task Handle(CustomerMerged told, EventFacts facts, CancellationToken cancellationToken) =>
        ledger.Regroup([.. told.Records], told.PersonId, told.MergedAt.ToUniversalTime(), cancellationToken);
}

/// <summary>And as two again from the moment it turns out that they are.</summary>
internal sealed class KeepUnmerge(ContactLedger ledger) : IEventHandler<CustomerUnmerged>
{
    public Task Handle(CustomerUnmerged told, EventFacts facts, CancellationToken cancellationToken) =>
        ledger.Regroup([.. told.Records], told.CustomerId, told.UnmergedAt.ToUniversalTime(), cancellationToken);
}
