using System.Collections.Concurrent;
using System.Text;
using CustomerOps.Contracts.Identity;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Npgsql;
using RabbitMQ.Client;

namespace CustomerOps.Messaging.Inbox;

/// <summary>Who published a message: the broker lets nobody but the user itself claim its name in <c>user-id</c>.</summary>
/// <param name="TenantId">The partner's organisation; null for CustomerOps' own processes, which speak for every one.</param>
internal sealed record Sender(string User, Guid? TenantId)
{
    /// <summary>A message speaks for its sender's organisation only; what is in-house comes from CustomerOps' own processes only.</summary>
    public void MaySay(Guid tenantId, bool inHouse)
    {
        RuleViolation.Unless(TenantId is null || TenantId == tenantId, "message.foreign-organisation", "tenantid is not the sender's organisation.");
        RuleViolation.Unless(TenantId is null || !inHouse, "message.not-yours-to-send", "Partners do not send this type.");
    }
}

/// <summary>Finds who a message's sender is and whose. A user belongs to one organisation for good, so what was found once is kept.</summary>
internal sealed class Senders(BackgroundConnections connections, IConfiguration configuration)
{
    private const string Named = "x-customerops-sender";
    private static readonly string[] Steering = ["CC", "BCC"];
    private readonly ConcurrentDictionary<string, Guid> _known = new();
    private readonly string _house = Uri.UnescapeDataString(new Uri(configuration.GetConnectionString("bus") ?? throw new InvalidOperationException("ConnectionStrings:bus is not set.")).UserInfo.Split(':')[0]);

    public async Task<Sender> Of(IReadOnlyBasicProperties message, CancellationToken stop)
    {
        var user = UserOf(message) ?? throw new RuleViolation("message.sender-missing", "The AMQP property user-id is not set; it must be the user that publishes.");
        if (user == _house) return new Sender(user, null);
        if (_known.TryGetValue(user, out var tenantId)) return new Sender(user, tenantId);
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("select tenant_id from partner_senders where user_name = $1", connection) { Parameters = { new() { Value = user } } };
        // Identity's word on a new partner may still be on its way; the message is tried again.
        tenantId = await command.ExecuteScalarAsync(stop) as Guid? ?? throw new UnknownSender(user);
        return new Sender(user, _known[user] = tenantId);
    }

    /// <returns>The partner's user, null where it is one of ours or nobody said.</returns>
    public string? PartnerOf(IReadOnlyBasicProperties message) => UserOf(message) is { } user && user != _house ? user : null;

    /// <summary>Makes a taken message one that we may publish again: in our name, with its sender beside it, and without headers that steer it anywhere else.</summary>
    public BasicProperties Again(IReadOnlyBasicProperties message)
    {
        var again = new BasicProperties(message) { DeliveryMode = DeliveryModes.Persistent };
        var user = UserOf(message);
        again.ClearUserId();
        again.ClearExpiration();
        again.Headers = message.Headers?.Where(h => h.Key != Named && !Steering.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value) ?? [];
        if (user is not null) (again.UserId, again.Headers[Named]) = (_house, user);
        return again;
    }

    // The header counts only where we ourselves published the message again.
    private string? UserOf(IReadOnlyBasicProperties message) => !message.IsUserIdPresent() || string.IsNullOrEmpty(message.UserId) ? null
        : message.UserId == _house && message.Headers?.TryGetValue(Named, out var name) is true && name is byte[] text ? Encoding.UTF8.GetString(text) : message.UserId;
}

/// <summary>A user of the broker that Identity has not told of.</summary>
internal sealed class UnknownSender(string user) : Exception($"The sender {user} is not known as a partner.");

/// <summary>Keeps whose user a partner's is.</summary>
internal sealed class KnowPartner(MessagingDb db) : IEventHandler<PartnerUpserted>
{
    public Task Handle(PartnerUpserted told, EventFacts facts, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"insert into partner_senders (user_name, tenant_id) values ({told.User}, {facts.TenantId}) on conflict do nothing", cancellationToken);
}
