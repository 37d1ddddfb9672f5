using System.ComponentModel.DataAnnotations;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>How many open tickets a person has at once, by channel: 0 none of it, null what is said of everybody.</summary>
internal sealed record Limits(
    [Range(0, Limits.Most)] int? Email = null, [Range(0, Limits.Most)] int? Phone = null, [Range(0, Limits.Most)] int? Chat = null,
    [Range(0, Limits.Most)] int? Social = null, [Range(0, Limits.Most)] int? Web = null, [Range(0, Limits.Most)] int? Store = null)
{
    public const int Most = 1_000;

    /// <summary>What holds until somebody says otherwise: one call, three chats, ten mails.</summary>
    public static Limits Usual { get; } = new(10, 1, 3, 5, 10, 1);

    public static Limits None { get; } = new();

    public int? Said(Channel channel) => channel switch
    {
        Channel.Email => Email, Channel.Phone => Phone, Channel.Chat => Chat, Channel.Social => Social, Channel.Web => Web, _ => Store,
    };

    public int Of(Channel channel) => Said(channel) ?? 0;

    /// <summary>What is said here, else what is said there.</summary>
    public Limits Or(Limits other) => new(Email ?? other.Email, Phone ?? other.Phone, Chat ?? other.Chat, Social ?? other.Social, Web ?? other.Web, Store ?? other.Store);
}
