using CustomerOps.Contracts;

namespace CustomerOps.Identity.Partners;

/// <param name="User">User name on the broker; also the AMQP property user-id of everything the partner sends.</param>
/// <param name="Secret">The user's password, shown when it is new and never again.</param>
/// <param name="PreviousUser">The user before, while its secret still works.</param>
/// <param name="PreviousUntil">When it ends.</param>
/// <param name="Queue">Holds the events subscribed to, of this organisation.</param>
/// <param name="RejectedQueue">Holds what the partner sent and nobody could take.</param>
/// <param name="Exchange">Where the partner sends to, with the event type as routing key.</param>
/// <param name="MaySend">The types it may send.</param>
internal sealed record PartnerView(
    string Name, string User, IReadOnlyList<string> Subscriptions, string Queue, string RejectedQueue, string Exchange, IReadOnlyList<string> MaySend,
    DateTimeOffset CreatedAt, DateTimeOffset SecretRotatedAt, string? PreviousUser, DateTimeOffset? PreviousUntil, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    public static PartnerView Of(Partner p, PartnerSecret? secret = null) => new(
        p.Name, p.CurrentUser, p.Subscriptions, PartnerQueues.Events(p.User), PartnerQueues.Rejected(p.User), Exchanges.Partner, EventAttribute.FromPartners, p.CreatedAt, p.RotatedAt, p.PreviousUser, p.PreviousUntil, secret?.Text);
}

/// <param name="Reason">Why nobody could take it.</param>
/// <param name="Code">The same as a stable word, for example message.unreadable.</param>
/// <param name="Body">The message as it was sent; cut after 50,000 bytes.</param>
/// <param name="Encoding">string, or base64 where the body is not UTF-8.</param>
internal sealed record RejectedView(string Type, string? MessageId, string Code, string Reason, string RejectedAt, string Body, string Encoding);
